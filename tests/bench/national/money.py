"""Who funds what: grants of local authorities, projects that the State helps, public contracts; with their dirt."""

from typing import Final

import numpy as np
import polars as pl

from tests.bench.national.layout import Cells, all_of, days, one_of
from tests.bench.national.universe import Universe, siret

_SENTENCE, _EMPTY = 0.004, 0.006  # the share of amounts that are sentences, then of those that are missing
_DISTINCT: Final = 0.85  # of the rows of contracts; the others are a second holder, or an amendment
_UNKNOWN: Final = 0.015  # the share of contracts of 0 or 1 euro


def grants(one: Universe, rows: int) -> Cells:
    """Fill a file of grants in the common schema of local data."""
    c, to = one.any_commune(rows), one.bodies[one.rng.integers(0, len(one.bodies), rows)]
    amounts = pl.Series(one.rng.lognormal(8, 1.5, rows).round(2)).cast(pl.String)
    dirt = one.rng.random(rows)
    odd = (
        pl.when(pl.Series(dirt < _SENTENCE))
        .then(amounts + " € (deux saisons)")
        .when(pl.Series(dirt < _EMPTY))
        .then(pl.lit(""))
    )
    return {
        "nomAttribuant": "Commune de " + c["nom"],
        "idAttribuant": pl.Series(siret(one.rng, c["siren"].to_numpy())),
        "dateConvention": days(one, rows),
        "referenceDecision": "2025-" + pl.Series(np.arange(rows)).cast(pl.String),
        "nomBeneficiaire": "Association de " + c["nom"],
        "idBeneficiaire": pl.Series(siret(one.rng, to)),
        "objet": all_of("Fonctionnement", rows),
        "montant": pl.select(odd.otherwise(amounts)).to_series(),
        "nature": all_of("aide en numéraire", rows),
        "conditionsVersement": all_of("unique", rows),
        "notificationUE": all_of("non", rows),
        "pourcentageSubvention": all_of("1", rows),
    }


def projects(one: Universe, rows: int) -> Cells:
    """Fill the list of the projects that the State helps, as of 2019."""
    c = one.any_commune(rows)
    cost = one.rng.lognormal(11, 1, rows).round(2)
    return {
        "id_projet": pl.Series(np.arange(1, rows + 1)),
        "id_dep": c["departement"],
        "id_terr": c["code"],
        "nom_terr": c["nom"],
        "dotation": one_of(one, ("DETR", "DETR", "DETR", "DSIL"), rows),
        "echelon": all_of("commune", rows),
        "categorie": one_of(one, ("1 - Éducation", "2 - Voirie"), rows),
        "description": "Travaux à " + c["nom"],
        "cout_total": pl.Series(cost),
        "montant_sub": pl.Series((cost * 0.3).round(2)),
        "pct_sub": all_of("0.3", rows),
        "pop19": c["population"],
    }


def contracts(one: Universe, rows: int) -> Cells:
    """Fill the consolidated table of contracts: a row for each holder, and one for each amendment."""
    distinct = max(1, round(rows * _DISTINCT))
    of = np.sort(np.concatenate([np.arange(distinct), one.rng.integers(0, distinct, rows - distinct)]))
    amendment = (np.diff(of, prepend=-1) == 0) & (one.rng.random(rows) < 0.5)  # half of the others
    amended = np.zeros(distinct, dtype=bool)
    amended[of[amendment]] = True
    amounts = one.rng.lognormal(11, 1.6, distinct).round(2)
    unknown = one.rng.random(distinct) < _UNKNOWN
    amounts[unknown] = one.rng.integers(0, 2, int(unknown.sum()))
    c = one.any_commune(distinct)[of]
    holder = one.bodies[one.rng.integers(0, len(one.bodies), rows)]
    buyer = pl.Series(siret(one.rng, one.communes["siren"].to_numpy()))
    number = "2024" + pl.Series(of).cast(pl.String).str.zfill(6)
    place = c.select("code").join(
        one.communes.select("code").with_columns(siret=buyer), on="code", how="left", maintain_order="left"
    )
    return {
        "uid": place["siret"] + number,
        "id": number,
        "nature": one_of(one, ("Marché", "Marché", "Marché subséquent"), distinct)[of],
        "acheteur_id": place["siret"],
        "acheteur_nom": "COMMUNE DE " + c["nom"].str.to_uppercase(),
        "titulaire_id": pl.Series(siret(one.rng, holder)),
        "titulaire_typeIdentifiant": all_of("SIRET", rows),
        "titulaire_nom": "SOCIETE " + c["nom"].str.to_uppercase(),
        "objet": "Travaux de voirie, " + c["nom"],
        "montant": pl.Series((amounts[of] * np.where(amendment, 1.1, 1)).round(2)),
        "codeCPV": one_of(one, ("45233140", "45000000", "71000000", "45233140-2"), distinct)[of],
        "procedure": one_of(one, ("Procédure adaptée", "Appel d'offres ouvert"), distinct)[of],
        "dureeMois": one_of(one, ("3", "12", "48"), distinct)[of],
        "dateNotification": days(one, distinct)[of],
        "modification_id": pl.Series(amendment.astype(int)),
        "donneesActuelles": pl.Series(amendment | ~amended[of]).cast(pl.String),
    }
