"""Where, and what is there: communes, members of groupings, populations, facilities."""

import numpy as np
import polars as pl

from tests.bench.national.layout import Cells, all_of, one_of
from tests.bench.national.universe import Universe, siret

_IDENTIFIED, _IN_A_QUARTER = 0.834, 0.06  # the shares of facilities with a SIRET, and in a priority quarter
_TYPES = ("A129", "A203", "A405", "B104", "B207", "C107", "C108", "D108", "D265", "F101", "F113", "G102")


def communes(one: Universe, _: int) -> Cells:
    """Fill the official geographic code."""
    c = one.communes
    return {
        "TYPECOM": all_of("COM", len(c)),
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


def members(one: Universe, _: int) -> Cells:
    """Fill the list of the communes of every grouping."""
    c = one.communes.join(one.groupings, on="epci", how="left", suffix="_siege")
    return {
        "dept": c["departement_siege"],
        "siren": c["epci"],
        "raison_sociale": "CC de " + c["departement_siege"],
        "nature_juridique": all_of("CC", len(c)),
        "mode_financ": all_of("FPU", len(c)),
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


def populations(one: Universe, _: int) -> Cells:
    """Fill the reference populations."""
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
        "CODARR": all_of("1", len(c)),
        "CODCAN": all_of("01", len(c)),
    }


def facilities(one: Universe, rows: int) -> Cells:
    """Fill the wide file of the BPE: most have a position, one in six has no SIRET, few are in a quarter."""
    c = one.any_commune(rows)
    east, north = one.rng.uniform(-1, 7, rows).round(6), one.rng.uniform(43, 51, rows).round(6)
    known = pl.Series(siret(one.rng, one.bodies))[one.rng.integers(0, len(one.bodies), rows)]
    named = pl.when(pl.Series(one.rng.random(rows) < _IDENTIFIED)).then(known).otherwise(pl.lit("_Z"))
    quarter = "QN" + c["departement"].str.zfill(3) + "01M"
    inside = pl.when(pl.Series(one.rng.random(rows) < _IN_A_QUARTER)).then(quarter)
    return {
        "AN": all_of("2025", rows),
        "DEPCOM": c["code"],
        "DEP": c["departement"],
        "REG": c["region"],
        "LIBCOM": c["nom"],
        "TYPEQU": one_of(one, _TYPES, rows),
        "EPCI": c["epci"],
        "NOMRS": "EQUIPEMENT " + c["nom"],
        "LONGITUDE": pl.Series(east),
        "LATITUDE": pl.Series(north),
        "LAMBERT_X": pl.Series((east * 1e5).round(1)),
        "LAMBERT_Y": pl.Series((north * 1e5).round(1)),
        "EPSG": all_of("2154", rows),
        "QUALITE_XY": one_of(one, ("B", "A", "M"), rows),
        "SIRET": pl.select(named).to_series(),
        "QP2024": pl.select(inside.otherwise(one_of(one, ("_Z", "HZ", "CSZ"), rows))).to_series(),
        "QP2015": all_of("_Z", rows),
    }
