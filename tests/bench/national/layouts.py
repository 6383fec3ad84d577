"""The official files at national size: the header of each is that of its sample, the cells are drawn, some are dirt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from tests.bench.national.universe import Universe, siret

_SENTENCE, _EMPTY = 0.004, 0.006  # the share of amounts that are sentences, then of those that are missing
LOADERS: Final = Path(__file__).parents[3] / "loaders"
Cells = Mapping[str, pl.Series]
Fill = Callable[[Universe, int], Cells]
"""Rows at the scale of the universe -> the cells of the columns that somebody reads; the others are blank."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One official file: the sample whose header it has, its name, its rows at scale 1, and what fills its columns."""

    sample: str
    file: str
    rows: int
    fill: Fill

    def header(self) -> tuple[list[str], str]:
        """Return the columns of the official file, in order, and its separator."""
        line = (LOADERS / self.sample).read_text(encoding="utf-8").splitlines()[0].removeprefix("\ufeff")
        separator = max("\t;,", key=line.count)
        return [name.strip('"') for name in line.split(separator)], separator


def _communes(one: Universe, _: int) -> Cells:
    c = one.communes
    return {
        "TYPECOM": pl.Series(["COM"] * len(c)),
        "COM": c["code"],
        "REG": c["region"],
        "DEP": c["departement"],
        "NCC": c["nom"].str.to_uppercase(),
        "NCCENR": c["nom"],
        "LIBELLE": c["nom"],
        "ARR": c["departement"] + "1",
        "CAN": c["departement"] + "01",
        "CTCD": c["departement"] + "D",
    }


def _members(one: Universe, _: int) -> Cells:
    c = one.communes.join(one.groupings, on="epci", how="left", suffix="_siege")
    return {
        "dept": c["departement_siege"],
        "siren": c["epci"],
        "raison_sociale": "CC de " + c["departement_siege"],
        "nature_juridique": pl.Series(["CC"] * len(c)),
        "mode_financ": pl.Series(["FPU"] * len(c)),
        "nb_membres": c["membres"],
        "total_pop_tot": c["population"],
        "total_pop_mun": c["population"],
        "dep_com": c["departement"],
        "insee": c["code"],
        "siren_membre": c["siren"],
        "nom_membre": c["nom"],
        "ptot_2025": c["population"],
        "pmun_2025": c["population"],
    }


def _populations(one: Universe, _: int) -> Cells:
    c = one.communes
    return {
        "REG": c["region"],
        "DEP": c["departement"],
        "CODCOM": c["code"].str.slice(-3),
        "COM": c["code"],
        "Commune": c["nom"],
        "PMUN": c["population"],
        "PTOT": c["population"] + 12,
        "PCAP": pl.Series(np.full(len(c), 12)),
        "CODARR": pl.Series(["1"] * len(c)),
        "CODCAN": pl.Series(["01"] * len(c)),
    }


def _mandates(titles: tuple[tuple[str, float], ...], *, grouping: bool = False, each: bool = False) -> Fill:
    """Return what fills a file of the RNE: people, dates in the French form, functions as they are distributed."""

    def fill(one: Universe, rows: int) -> Cells:
        c = one.communes if each else one.any_commune(rows)
        size = len(c)
        family, given = one.people(size)
        names, shares = zip(*titles, strict=True)
        picked = one.rng.choice(len(names), size, p=np.array(shares) / sum(shares))
        born = pl.Series(one.rng.integers(-12_000, 13_000, size)).cast(pl.Int32).cast(pl.Date).dt.strftime("%d/%m/%Y")
        cells = {
            "Code du département": c["departement"],
            "Nom de l'élu": family,
            "Prénom de l'élu": given,
            "Date de naissance": born,
            "Code sexe": _one_of(one, ("F", "M"), size),
            "Date de début du mandat": _one_of(one, ("28/06/2020", "15/03/2020", "18/05/2020"), size),
            "Date de début de la fonction": _one_of(one, ("03/07/2020", "", "25/05/2020"), size),
            "Libellé de la fonction": pl.Series(names)[picked],
            "Code nationalité": pl.Series(["FR"] * size),
        }
        place = "Code de la commune de rattachement" if grouping else "Code de la commune"
        label = "Libellé de la commune de rattachement" if grouping else "Libellé de la commune"
        return {**cells, place: c["code"], label: c["nom"], "N° SIREN": c["epci"]}

    return fill


def _facilities(one: Universe, rows: int) -> Cells:
    c = one.any_commune(rows)
    types = ("A129", "A203", "A405", "B104", "B207", "C107", "C108", "D108", "D265", "F101", "F113", "G102")
    east, north = one.rng.uniform(-1, 7, rows).round(6), one.rng.uniform(43, 51, rows).round(6)
    return {
        "AN": pl.Series(["2025"] * rows),
        "DEPCOM": c["code"],
        "DEP": c["departement"],
        "REG": c["region"],
        "LIBCOM": c["nom"],
        "TYPEQU": _one_of(one, types, rows),
        "EPCI": c["epci"],
        "NOMRS": "EQUIPEMENT " + c["nom"],
        "LONGITUDE": pl.Series(east),
        "LATITUDE": pl.Series(north),
        "LAMBERT_X": pl.Series(east * 1e5),
        "LAMBERT_Y": pl.Series(north * 1e5),
        "EPSG": pl.Series(["2154"] * rows),
        "QUALITE_XY": _one_of(one, ("B", "A", "M"), rows),
        "SIRET": pl.Series(["_Z"] * rows),
        "QP2024": _one_of(one, ("_Z", "HZ", "CSZ"), rows),
        "QP2015": pl.Series(["_Z"] * rows),
    }


def _grants(one: Universe, rows: int) -> Cells:
    c, to = one.any_commune(rows), one.bodies[one.rng.integers(0, len(one.bodies), rows)]
    amounts = pl.Series(one.rng.lognormal(8, 1.5, rows).round(2)).cast(pl.String)
    dirt = one.rng.random(rows)
    odd = (
        pl.when(pl.Series(dirt < _SENTENCE))
        .then(amounts + " € (deux saisons)")
        .when(pl.Series(dirt < _EMPTY))
        .then(pl.lit(""))
    )
    written = pl.select(odd.otherwise(amounts)).to_series()
    return {
        "nomAttribuant": "Commune de " + c["nom"],
        "idAttribuant": pl.Series(siret(one.rng, c["siren"].to_numpy())),
        "dateConvention": _days(one, rows),
        "referenceDecision": "2025-" + pl.Series(np.arange(rows)).cast(pl.String),
        "nomBeneficiaire": "Association de " + c["nom"],
        "idBeneficiaire": pl.Series(siret(one.rng, to)),
        "objet": pl.Series(["Fonctionnement"] * rows),
        "montant": written,
        "nature": pl.Series(["aide en numéraire"] * rows),
        "conditionsVersement": pl.Series(["unique"] * rows),
        "notificationUE": pl.Series(["non"] * rows),
        "pourcentageSubvention": pl.Series(["1"] * rows),
    }


def _one_of(one: Universe, words: tuple[str, ...], rows: int) -> pl.Series:
    return pl.Series(words)[one.rng.integers(0, len(words), rows)]


def _days(one: Universe, rows: int) -> pl.Series:
    return pl.Series(one.rng.integers(19_000, 20_400, rows)).cast(pl.Int32).cast(pl.Date).cast(pl.String)


def _projects(one: Universe, rows: int) -> Cells:
    c = one.any_commune(rows)
    cost = one.rng.lognormal(11, 1, rows).round(2)
    return {
        "id_projet": pl.Series(np.arange(1, rows + 1)),
        "id_dep": c["departement"],
        "id_terr": c["code"],
        "nom_terr": c["nom"],
        "dotation": _one_of(one, ("DETR", "DETR", "DETR", "DSIL"), rows),
        "echelon": pl.Series(["commune"] * rows),
        "categorie": _one_of(one, ("1 - Éducation", "2 - Voirie"), rows),
        "description": "Travaux à " + c["nom"],
        "cout_total": pl.Series(cost),
        "montant_sub": pl.Series((cost * 0.3).round(2)),
        "pct_sub": pl.Series(["0.3"] * rows),
        "pop19": c["population"],
    }


def _ranked(word: str, total: float) -> list[tuple[str, float]]:
    return [(f"{n}{'er' if n == 1 else 'ème'} {word}", total / n) for n in range(1, 9)]


_COUNCIL: Final = (("", 69.0), *_ranked("adjoint au Maire", 11))
_GROUPING: Final = (("", 75.0), *_ranked("vice-président", 9))
LAYOUTS: Final = (
    Layout(sample="communes/sample-2026.csv", file="v_commune_2026.csv", rows=34_875, fill=_communes),
    Layout(sample="epcicom/sample-2025.csv", file="epcicom_2025.csv", rows=34_871, fill=_members),
    Layout(sample="populations/sample-2023.csv", file="donnees_communes_2023.csv", rows=34_900, fill=_populations),
    Layout(
        sample="rne/maires/sample-g-2026-08-11.csv",
        file="2026-08-11_elus-maire-mai.csv",
        rows=34_875,
        fill=_mandates((("Maire", 1.0),), each=True),
    ),
    Layout(
        sample="rne/municipaux/sample-f-2025-03.csv",
        file="2025-03_elus-conseillers-municipaux-cm.csv",
        rows=490_000,
        fill=_mandates(_COUNCIL),
    ),
    Layout(
        sample="rne/epci/sample-f-2025-03.csv",
        file="2025-03_elus-conseillers-communautaires-epci.csv",
        rows=62_129,
        fill=_mandates(_GROUPING, grouping=True),
    ),
    Layout(sample="bpe/equipements/sample-2025.csv", file="BPE25.csv", rows=2_800_000, fill=_facilities),
    Layout(sample="subventions/sample-2-1.csv", file="subventions_2025.csv", rows=450_000, fill=_grants),
    Layout(
        sample="dotations/anct_2019/sample-2019.csv",
        file="dotations_investissement_2019.csv",
        rows=24_811,
        fill=_projects,
    ),
)
"""In the order in which they are written; contracts are a layout to come."""
