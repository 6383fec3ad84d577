"""The traps of the files of risks: two generations of headers, doubled rows and headers, clock times, short codes."""

from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from loaders.belonging import owners
from loaders.errors import SourceError
from ontology.iris import mint
from ontology.terms import MLG
from tests.loaders.mapped import SOURCES, mapped, sample, typed

SPATIAL = URIRef("http://purl.org/dc/terms/spatial")
END = URIRef("https://schema.org/endDate")
CATNAT = (
    "cod_nat_catnat;cod_commune;lib_commune;num_risque_jo;lib_risque_jo;dat_deb;dat_fin;"
    "dat_pub_arrete;dat_pub_jo;dat_maj\n"
)
RENAMED = (
    "id_gaspar;code_commune;libelle_commune;num_risque_jo;lib_risque_jo;date_debut;date_fin;"
    "date_signature_arrete;date_publication_jo;date_modification\n"
)
PPR = (
    "CODE PROCEDURE;LIBELLE PROCEDURE;CODE INSEE COMMUNE;CODE RISQUE 1;CODE RISQUE 2;CODE RISQUE 2;"
    "PRESCRIPTION;APPROBATION\n"
)
PAPI = (
    '{"results": 1, "page": 1, "data": [{"code_national_papi": "00EXEMPLE0001", "libelle_papi": "PAPI 3 Lys",'
    ' "liste_libelle_risque": %s, "date_labellisation": null, "date_signature": "18/12/2017", "code_insee": "62119"}]}'
)


def about(graph: Graph, predicate: URIRef, subject: str | None = None) -> set[str]:
    at = URIRef(subject) if subject else None
    return {str(one).rpartition("/")[2] for one in graph.objects(at, predicate)}


def events(tmp_path: Path, name: str, content: str) -> Graph:
    return mapped(tmp_path, typed(tmp_path, name, content))


def test_two_rows_that_differ_by_the_hour_are_one_event(tmp_path: Path) -> None:
    row = "INTE1920338A;59392;Maubeuge;SEC;Sécheresse;2018-10-01 00:00:00;2018-12-31 %s;2019-07-16 00:00:00;;\n"
    graph = events(tmp_path, "gaspar_catnat__2025", CATNAT + row % "00:00:00" + row % "23:59:00")
    [event] = graph.subjects(RDF.type, MLG.CatastropheNaturelle)
    assert list(graph.objects(event, END)) == [Literal("2018-12-31", datatype=XSD.date)]


def test_two_seasons_of_one_order_are_two_events(tmp_path: Path) -> None:
    row = "INTE1920338A;59392;Maubeuge;SEC;Sécheresse;%s;2018-12-31;2019-07-16;;\n"
    graph = events(tmp_path, "gaspar_catnat__2025", CATNAT + row % "2018-01-01" + row % "2018-10-01")
    assert len(set(graph.subjects(RDF.type, MLG.CatastropheNaturelle))) == 2


def test_both_generations_say_the_same_event(tmp_path: Path) -> None:
    row = "INTE1920320A;59014;Anzin;MVT;Mouvement de Terrain;2017-10-06;2017-10-31;2019-07-15;2019-08-09;\n"
    old = typed(tmp_path, "gaspar_catnat__2025", CATNAT + row)
    new = typed(tmp_path, "gaspar_catnat__2026", RENAMED + row)
    graph = mapped(tmp_path, old, new)
    [event] = graph.subjects(RDF.type, MLG.CatastropheNaturelle)
    assert str(event) == str(mint("catnat", "INTE1920320A", "59014", "MVT", "2017-10-06"))


def test_a_code_that_lost_its_zero_is_that_of_its_commune(tmp_path: Path) -> None:
    graph = events(
        tmp_path, "gaspar_catnat__2025", CATNAT + "01PREF19990001;1001;Essai;SEC;Sécheresse;2018-01-01;;;;\n"
    )
    assert about(graph, SPATIAL) == {"01001"}


def test_an_exposure_is_to_one_risk_whatever_the_generation(tmp_path: Path) -> None:
    old = "cod_commune;lib_commune;lib_risque_long;num_risque\n62119;Béthune;Inondation;11\n"
    new = "cod_commune;num_risque;lib_risque\n62119;11;Inondation\n62119;114;Ruissellement et coulée de boue\n"
    graph = mapped(tmp_path, typed(tmp_path, "gaspar_risques__2025", old), typed(tmp_path, "gaspar_risques__2026", new))
    assert set(graph.subjects(RDF.type, MLG.ExpositionRisque)) == {
        mint("exposition", "62119", "11"), mint("exposition", "62119", "114"),
    }  # fmt: skip


def test_the_third_risk_under_the_header_of_the_second_is_read(tmp_path: Path) -> None:
    row = "00EXEMPLE0001;PPRi de la Lawe;62119;112;114;116;2020-09-28;2020-11-06\n"
    graph = events(tmp_path, "gaspar_ppr__2026", PPR + row)
    plan = str(mint("programme", "ppr-00exemple0001"))
    assert about(graph, MLG.risque, plan) == {"112", "114", "116"}
    assert about(graph, MLG.datePrescription, plan) == {"2020-09-28"}
    assert about(graph, MLG.dateApprobation, plan) == {"2020-11-06"}


def test_any_other_doubled_header_is_still_refused(tmp_path: Path) -> None:
    doubled = PPR.replace("LIBELLE PROCEDURE", "CODE INSEE COMMUNE")
    with pytest.raises(SourceError, match="CODE INSEE COMMUNE"):
        events(tmp_path, "gaspar_ppr__2026", doubled + "00EXEMPLE0001;62119;62119;112;114;116;;\n")


RISKS = '[{"num_risque": "112"}, {"num_risque": "114"}]'


@pytest.mark.parametrize(("risks", "expected"), [(RISKS, {"112", "114"}), ("[]", set())], ids=["two", "none"])
def test_an_action_programme_has_a_row_for_each_risk_or_one_without(
    tmp_path: Path, risks: str, expected: set[str]
) -> None:
    graph = events(tmp_path, "gaspar_papi__2026", PAPI % risks)
    papi = str(mint("programme", "papi-00exemple0001"))
    assert about(graph, MLG.risque, papi) == expected
    assert about(graph, MLG.perimetre, papi) == {"62119"}
    assert about(graph, MLG.dateSignature, papi) == {"2017-12-18"}


def test_a_programme_without_a_code_is_known_by_its_name_in_the_table_as_in_the_answer(tmp_path: Path) -> None:
    answer = typed(tmp_path, "gaspar_papi__2026", PAPI.replace('"00EXEMPLE0001"', "null") % RISKS)
    graph = mapped(tmp_path, answer, sample("gaspar-papi", "sample-papi-2015.csv"))
    assert set(graph.subjects(RDF.type, MLG.Programme)) == {mint("programme", "papi-3-lys")}


@pytest.mark.parametrize(
    ("member", "source"),
    [
        ("catnat_gaspar.csv", "gaspar-catnat"),
        ("catnat_gaspar_2026-10-05.csv", "gaspar-catnat"),
        ("risq_gaspar.csv", "gaspar-risques"),
        ("ddrm_risq_gaspar_2026-10-05.csv", "gaspar-risques"),
        ("pprn_gaspar_2026-05-04.csv", "gaspar-ppr"),
        ("pprt_gaspar.csv", "gaspar-ppr"),
        ("papi_gaspar.csv", "gaspar-papi"),
    ],
)
def test_each_table_of_the_archive_is_read_by_one_source(tmp_path: Path, member: str, source: str) -> None:
    path = tmp_path / member
    path.touch()
    assert [one.name for one in owners(SOURCES, path)] == [source]
