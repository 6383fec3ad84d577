"""The tables written by hand: no row without the public page it was read on, one page one title, codes that exist."""

import csv
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF

from ontology.iris import mint
from ontology.terms import IGEO, MLG
from tests.loaders.mapped import SOURCES, mapped, sample

CURATED = ("dispositifs", "epci-successions", "erbm-acteurs", "erbm-chiffres", "erbm-cites", "npnru")
ADDRESS = URIRef("https://schema.org/url")
Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    with (SOURCES[name].folder / "embarque.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize("name", CURATED)
def test_every_row_names_the_public_page_it_was_read_on(name: str) -> None:
    for row in rows(name):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", row["source"])
        assert len(row["source_titre"].split()) > 1
        assert urlsplit(row["source_url"]).scheme in {"http", "https"}
        assert "." in urlsplit(row["source_url"]).netloc
        assert re.fullmatch(r"(\d{4}(-\d{2}-\d{2})?)?", row["source_date"])


def test_a_page_has_one_title_one_address_and_one_date_in_all_the_tables() -> None:
    pages: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in CURATED:
        for row in rows(name):
            pages[row["source"]].add((row["source_titre"], row["source_url"], row["source_date"]))
    assert [page for page, said in pages.items() if len(said) > 1] == []


@pytest.mark.parametrize("name", CURATED)
def test_what_a_row_states_leads_to_its_page(tmp_path: Path, name: str) -> None:
    graph = mapped(tmp_path, sample(name, "embarque.csv"))
    pages = set(graph.subjects(RDF.type, FOAF.Document))
    assert pages == {mint("document", row["source"]) for row in rows(name)}
    assert {str(one) for one in graph.objects(None, ADDRESS)} == {row["source_url"] for row in rows(name)}
    assert set(graph.objects(None, DCTERMS.source)) == pages


@pytest.mark.parametrize("name", CURATED)
def test_no_row_is_written_twice(name: str) -> None:
    found = [tuple(row.values()) for row in rows(name)]
    assert len(found) == len(set(found))


def test_a_scheme_begins_once_and_is_part_of_one_that_is_listed() -> None:
    listed = {row["slug"] for row in rows("dispositifs")}
    begun: dict[str, set[str]] = defaultdict(set)
    for row in rows("dispositifs"):
        begun[row["slug"]] |= {row["debut"]} - {""}
    assert [slug for slug, dates in begun.items() if len(dates) > 1] == []
    assert {row["partie_de"] for row in rows("dispositifs")} - {""} <= listed


def test_the_local_agreements_are_part_of_schemes_that_are_listed() -> None:
    listed = {row["slug"] for row in rows("dispositifs")}
    own = re.compile(r'iri:programme\("([a-z-]+)"\) AS \?ensemble\)')
    asked = {
        slug
        for source in SOURCES.values()
        if source.folder.is_relative_to(SOURCES["dispositifs"].folder.parent)
        for slug in own.findall(source.folder.joinpath("mapping.rq").read_text(encoding="utf-8"))
    }
    assert {"pvd", "acv", "crte", "papi", "npnru", "contrat-de-ville"} <= asked
    assert asked <= listed


@pytest.fixture(scope="module")
def official(samples: Path) -> set[str]:
    """The communes and authorities of the official composition of 2025, for the Nord and the Pas-de-Calais."""
    with (samples / "epci" / "epcicom2025_dep59_62_reserialise.csv").open(encoding="utf-8-sig") as opened:
        table = list(csv.DictReader(opened, delimiter=";"))
    places = {f"commune:{row['insee']}" for row in table} | {f"epci:{row['siren']}" for row in table}
    return places | {"region:32", "departement:59", "departement:62", "organisation:etat"}


@pytest.mark.parametrize(
    ("name", "column"), [("npnru", "perimetre"), ("erbm-acteurs", "acteur"), ("erbm-cites", "commune")]
)
def test_the_codes_are_official_ones(official: set[str], name: str, column: str) -> None:
    cited = {part for row in rows(name) for part in row[column].split("|")}
    coded = {part if ":" in part else f"commune:{part}" for part in cited}
    assert coded - official == set()


def test_the_names_of_authorities_are_those_of_the_official_table(samples: Path) -> None:
    with (samples / "epci" / "epcicom2025_dep59_62_reserialise.csv").open(encoding="utf-8-sig") as opened:
        named = {f"epci:{row['siren']}": row["raison_sociale"] for row in csv.DictReader(opened, delimiter=";")}
    for row in rows("erbm-acteurs"):
        if row["acteur"] in named:
            assert (row["acteur"], _plain(row["nom"])) == (row["acteur"], _plain(named[row["acteur"]]))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold()).removeprefix("cc").removeprefix("ca")


def test_the_mining_basin_joins_its_signatories_its_area_and_its_estates(tmp_path: Path) -> None:
    tables = ("erbm-acteurs", "erbm-cites", "erbm-chiffres", "dispositifs")
    graph: Graph = mapped(tmp_path, *(sample(name, "embarque.csv") for name in tables))
    erbm = mint("programme", "erbm")
    assert str(graph.value(erbm, MLG.dateSignature)) == "2017-03-07"
    assert [str(one) for one in graph.objects(erbm, MLG.precisionDebut)] == ["annee"]  # « 2017 »: no day is invented
    assert (
        len(set(graph.objects(erbm, MLG.signataire))) == 12
    )  # the State, the Region, two departments, eight authorities
    estates = set(graph.subjects(RDF.type, MLG.CiteMiniere))
    assert estates == set(graph.objects(erbm, MLG.perimetre)) & estates
    assert len(estates) == 10
    for estate in estates:
        assert graph.value(estate, RDFS.label)
        assert graph.value(estate, IGEO.territoireCommunAvec)
    assert len(set(graph.subjects(MLG.sujet, erbm))) == 6
