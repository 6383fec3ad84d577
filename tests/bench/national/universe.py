"""A France that does not exist: as many communes, groupings, people and bodies as the real one, and nobody in it.

Codes have the official forms (departments, PLM, Corsica, overseas), SIREN and SIRET have true keys, names are invented.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.random import Generator

COMMUNES: Final = 34_875
GROUPINGS: Final = 1_254
BODIES: Final = 180_000
METROPOLE: Final = (*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B")
OVERSEAS: Final = ("971", "972", "973", "974", "976")
_REGIONS: Final = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93")
_START: Final = (
    "Bel",
    "Val",
    "Mont",
    "Clair",
    "Haut",
    "Bois",
    "Font",
    "Roche",
    "Pré",
    "Lan",
    "Cour",
    "Mar",
    "Vau",
    "Épi",
)
_MIDDLE: Final = ("", "le", "ri", "ne", "gui", "lo", "ver", "mé", "tou", "ba")
_END: Final = ("ville", "court", "y", "ac", "heim", "es", "eux", "igny", "bourg", "-sur-Eau", "-lès-Bois", "-la-Forêt")
_FAMILY: Final = ("Da", "Le", "Ro", "Mi", "Gué", "Bar", "Fon", "Tes", "Lam", "Vi", "Car", "Du")
_FAMILY_END: Final = ("rieux", "mand", "selin", "chard", "vost", "taine", "quin", "det", "loup", "bier", "noy", "ssart")
_GIVEN: Final = ("Camille", "Claude", "Dominique", "Lou", "Sacha", "Maxime", "Anne-Marie", "Jean Luc", "Noël", "Zoé")


@dataclass(frozen=True)
class Universe:
    """The communes, groupings and bodies of a scale, and the generator that draws from them."""

    scale: float
    rng: Generator
    communes: pl.DataFrame
    groupings: pl.DataFrame
    bodies: np.ndarray

    def size(self, rows: int) -> int:
        """Return how many rows a file of France has at this scale."""
        return max(1, round(rows * self.scale))

    def any_commune(self, rows: int) -> pl.DataFrame:
        """Return rows of communes drawn as people live: a few have most of what there is."""
        weight = self.communes["population"].to_numpy().astype(float)
        picked = self.rng.choice(len(self.communes), rows, p=weight / weight.sum())
        return self.communes[picked]

    def people(self, rows: int) -> tuple[pl.Series, pl.Series]:
        """Return family and given names, invented, some of them doubled or accented."""
        parts = [self._pick(_FAMILY, rows), self._pick(_FAMILY_END, rows)]
        family = pl.select(pl.concat_str(*map(pl.lit, parts))).to_series().str.to_uppercase()
        double = pl.Series(self.rng.random(rows) < 0.03)  # as many as use two names
        doubled = pl.select(
            pl.when(double).then(pl.lit(family) + "-" + pl.lit(family.reverse())).otherwise(pl.lit(family))
        )
        return doubled.to_series(), self._pick(_GIVEN, rows)

    def _pick(self, words: tuple[str, ...], rows: int) -> pl.Series:
        return pl.Series(words)[self.rng.integers(0, len(words), rows)]


def universe(scale: float, seed: int = 1) -> Universe:
    """Return the universe of a scale (1 is France); the same scale and seed give the same one."""
    rng = np.random.default_rng(seed)
    count = max(60, round(COMMUNES * scale))
    groups = max(4, round(GROUPINGS * scale))
    every = sorted((*METROPOLE, *OVERSEAS))
    departments = every[: max(2, round(len(every) * min(scale, 1)))]  # a part of France is some of its departments
    share = np.array([0.1 if d in OVERSEAS else 1.0 for d in departments])  # their codes have two digits for a commune
    department = np.sort(rng.choice(len(departments), count, p=share / share.sum()))
    rank = np.arange(count) - np.searchsorted(department, department)
    codes = [_code(departments[d], int(r)) for d, r in zip(department, rank, strict=True)]
    parts = [pl.Series(words)[rng.integers(0, len(words), count)] for words in (_START, _MIDDLE, _END)]
    group = np.sort(rng.integers(0, groups, count))
    keys = siren(rng, 200_000_000, groups)
    communes = pl.DataFrame(
        {
            "code": codes,
            "departement": [departments[d] for d in department],
            "region": [_region(departments[d]) for d in department],
            "nom": pl.select(pl.concat_str(*map(pl.lit, parts))).to_series(),
            "siren": siren(rng, 210_000_000, count),
            "epci": keys[group],
            "population": np.clip(rng.lognormal(6.3, 1.3, count), 1, 500_000).astype(int),
        }
    )
    members = communes.group_by("epci").agg(pl.col("departement").first(), pl.len().alias("membres")).sort("epci")
    return Universe(scale, rng, communes, members, siren(rng, 300_000_000, max(50, round(BODIES * scale))))


def siren(rng: Generator, base: int, rows: int) -> np.ndarray:
    """Return distinct SIREN with a true Luhn key, nine characters each."""
    stem = base // 10 + np.sort(rng.choice(9_000_000, rows, replace=False))
    return _keyed(stem.astype(str))


def siret(rng: Generator, sirens: np.ndarray) -> np.ndarray:
    """Return a SIRET for each SIREN, with a true key."""
    establishment = np.char.zfill(rng.integers(1, 90, len(sirens)).astype(str), 4)
    return _keyed(np.char.add(sirens.astype(str), establishment))


def _keyed(stem: np.ndarray) -> np.ndarray:
    """Add the Luhn key to texts of digits, all of one length."""
    digits = stem.astype(f"U{len(stem[0])}").view("U1").reshape(len(stem), -1).astype(int)
    digits[:, ::-1][:, ::2] *= 2
    total = np.where(digits > 9, digits - 9, digits).sum(axis=1)  # Luhn
    return np.char.add(stem, ((-total) % 10).astype(str))


def _code(department: str, rank: int) -> str:
    width = 5 - len(department)
    return f"{department}{rank + 1:0{width}d}"[: len(department) + width]


def _region(department: str) -> str:
    if department in OVERSEAS:
        return {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}[department]
    if department in {"2A", "2B"}:
        return "94"
    return _REGIONS[int(department) % len(_REGIONS)]
