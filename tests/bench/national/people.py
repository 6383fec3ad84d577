"""Who decides: the mandates of the RNE, people who do not exist, functions as they are distributed."""

from typing import Final

import numpy as np
import polars as pl

from tests.bench.national.layout import Cells, Fill, all_of, one_of
from tests.bench.national.universe import Universe


def _ranked(word: str, total: float) -> list[tuple[str, float]]:
    return [(f"{n}{'er' if n == 1 else 'ème'} {word}", total / n) for n in range(1, 9)]


MAYORS: Final = (("Maire", 1.0),)
COUNCIL: Final = (("", 69.0), *_ranked("adjoint au Maire", 11))
GROUPING: Final = (("", 75.0), *_ranked("vice-président", 9))


def mandates(titles: tuple[tuple[str, float], ...], *, grouping: bool = False, each: bool = False) -> Fill:
    """Return what fills a file of the RNE; `each` gives one row to every commune."""

    def fill(one: Universe, rows: int) -> Cells:
        c = one.communes if each else one.any_commune(rows)
        size = len(c)
        family, given = one.people(size)
        names, shares = zip(*titles, strict=True)
        picked = one.rng.choice(len(names), size, p=np.array(shares) / sum(shares))
        born = pl.Series(one.rng.integers(-12_000, 13_000, size)).cast(pl.Int32).cast(pl.Date).dt.strftime("%d/%m/%Y")
        place = "Code de la commune de rattachement" if grouping else "Code de la commune"
        label = "Libellé de la commune de rattachement" if grouping else "Libellé de la commune"
        return {
            "Code du département": c["departement"],
            "Nom de l'élu": family,
            "Prénom de l'élu": given,
            "Date de naissance": born,
            "Code sexe": one_of(one, ("F", "M"), size),
            "Date de début du mandat": one_of(one, ("28/06/2020", "15/03/2020", "18/05/2020"), size),
            "Date de début de la fonction": one_of(one, ("03/07/2020", "", "25/05/2020"), size),
            "Libellé de la fonction": pl.Series(names)[picked],
            "Code nationalité": all_of("FR", size),
            place: c["code"],
            label: c["nom"],
            "N° SIREN": c["epci"],
        }

    return fill
