"""Alignments link terms of ours to terms that exist elsewhere, and nothing else depends on them."""

from pathlib import Path
from typing import Final

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from ontology import BASE, alignments, shapes, vocabulary
from ontology.iris import PREFIXES

STANDARDS: Final = Path(__file__).parents[2].parent / "shared" / "standards"
EUROPE: Final = "http://publications.europa.eu/resource/authority/"
ALIGNMENTS: Final = alignments()
MATCHES: Final = {SKOS.closeMatch, SKOS.exactMatch, SKOS.narrowMatch, SKOS.relatedMatch}


def test_every_subject_is_a_term_of_ours() -> None:
    assert set(ALIGNMENTS.subjects()) <= set(vocabulary().subjects())


def test_only_matches_super_terms_and_editorial_notes_are_added() -> None:
    assert set(ALIGNMENTS.predicates()) <= MATCHES | {RDFS.subPropertyOf, RDFS.subClassOf, SKOS.editorialNote}
    assert not [o for p in MATCHES for o in ALIGNMENTS.objects(None, p) if str(o).startswith(BASE)]


def test_a_note_on_a_standard_without_iris_is_said_in_french_and_english() -> None:
    for term in set(ALIGNMENTS.subjects(SKOS.editorialNote)):
        notes = list(ALIGNMENTS.objects(term, SKOS.editorialNote))
        assert {getattr(note, "language", None) for note in notes} == {"fr", "en"}, term
        assert len(notes) == 2, term


def test_schema_org_organisations_are_never_above_our_projects_and_programmes() -> None:
    above = set(ALIGNMENTS.objects(None, RDFS.subClassOf))

    assert not {node for node in above if str(node).startswith(PREFIXES["schema"])}


def test_the_shapes_use_nothing_that_only_the_alignments_say() -> None:
    used = {node for node in shapes().objects() if isinstance(node, URIRef)}
    known = set(vocabulary().subjects()) | set(vocabulary().objects())

    assert used & set(ALIGNMENTS.objects()) <= known


@pytest.mark.parametrize(
    ("space", "file"),
    [
        (PREFIXES["igeo"], "insee/insee-geo.ttl"),
        (PREFIXES["a4g"], "epo/ePO_core.ttl"),
        ("http://rdf.insee.fr/def/interstat/gf#", "interstat/gf-ontology.ttl"),
        ("https://w3id.org/italia/onto/Project/", "ontopia/Project-AP_IT.ttl"),
        ("https://w3id.org/italia/onto/RO/", "ontopia/RO-AP_IT.ttl"),
        ("https://w3id.org/italia/onto/Indicator/", "ontopia/Indicator-AP_IT.ttl"),
        (f"{EUROPE}eu-budget-amount-status/", "eu-authority/eu-budget-amount-status.ttl"),
    ],
)
def test_a_term_aligned_with_a_standard_exists_in_it(space: str, file: str) -> None:
    if not (STANDARDS / file).exists():
        pytest.skip(f"{file} : la copie de la norme n'est pas là")
    standard = Graph().parse(STANDARDS / file)
    used = {node for node in ALIGNMENTS.objects() if str(node).startswith(space)}

    assert used
    assert {node for node in used if (node, RDF.type, None) not in standard} == set()
