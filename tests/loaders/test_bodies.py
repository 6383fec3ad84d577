"""Which body a SIREN names: a commune or a grouping that other files describe, else the SIREN alone."""

from pathlib import Path

import polars as pl
import pytest

from loaders.bodies import SCHEMA, bodies, named
from loaders.columns import kind_of
from loaders.errors import SourceError
from tests.loaders.declarations import declare
from tests.loaders.mapped import mapped, sample, text, typed

GRANT = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,objet,montant\n"
    "Métropole de Lille,24590041000197,2019-01-02,1,Commune,{siren},Voirie,100\n"
)


def table(*pairs: tuple[str, str]) -> pl.DataFrame:
    return bodies([pl.LazyFrame(list(pairs), schema=SCHEMA, orient="row")])


def test_a_siren_of_several_bodies_is_the_commune_first() -> None:
    paris = [("217500016", "departement:75"), ("217500016", "commune:75056"), ("230000001", "region:11")]
    assert table(*paris).rows() == [("217500016", "commune:75056"), ("230000001", "region:11")]


def test_an_unknown_siren_stays_a_siren_and_nothing_stays_nothing() -> None:
    frame = pl.LazyFrame({"siren": ["217500016", "552045999", None]}, schema={"siren": pl.String})
    whom = named(frame, "siren", table(("217500016", "commune:75056"))).collect()
    assert whom["siren_organisme"].to_list() == ["commune:75056", "siren:552045999", None]


def test_the_money_of_a_commune_reaches_the_node_that_everything_else_is_said_of(tmp_path: Path) -> None:
    members = sample("epcicom", "sample-2025.csv")
    siren = next(str(one) for one in mapped(tmp_path, members).objects() if str(one).startswith("2162"))
    grant = typed(tmp_path, "subventions__2019", GRANT.format(siren=siren))

    alone, together = text(tmp_path, grant), text(tmp_path, members, grant)

    assert f"/organisation/siren/{siren}>" in alone
    assert f"beneficiaire> <https://w3id.org/maillage/id/organisation/siren/{siren}>" not in together
    assert "beneficiaire> <https://w3id.org/maillage/id/collectivite/commune/62" in together


@pytest.mark.parametrize(
    ("column", "problem"),
    [
        ('kind = "siren", identifies = "planete:code"', "identifies ne désigne personne"),
        ('kind = "siren", identifies = "commune:absente"', "identifies ne désigne personne"),
        ('kind = "text", body = true', "body ne vaut que pour les sortes siren et siren_ou_siret"),
    ],
)
def test_a_declaration_that_names_nobody_is_refused(tmp_path: Path, column: str, problem: str) -> None:
    essai = declare(tmp_path, f'[columns]\ncode = {{ kind = "commune" }}\nqui = {{ {column} }}\n')
    with pytest.raises(SourceError, match=problem):
        kind_of(essai, essai.columns["qui"])
