"""Short names and anchors: the local name of our terms, so that `def#Mandat` opens the page where Mandat is."""

import re
from functools import cache
from typing import Final

from rdflib import Graph

from graph.curies import curie
from ontology.files import turtle_files
from ontology.iris import BASE

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_PREFIX: Final = re.compile(r"^@prefix\s+([\w-]*):\s+<([^>]*)>", re.MULTILINE)


def anchor(iri: str) -> str:
    """Return the identifier of a term in the page: `Mandat`, `FluxFinancier-montant`, `stade-flux-vote`, `org-Role`.

    A list is `liste-stade-flux`: `qualificatif` is already the property of that name.
    """
    if iri.startswith(f"{BASE}id/") and "/" not in iri.removeprefix(f"{BASE}id/"):
        return f"liste-{_UNSAFE.sub('-', iri.removeprefix(f'{BASE}id/'))}"
    for space in (f"{BASE}def#", f"{BASE}formes#", f"{BASE}id/"):
        if iri.startswith(space):
            return _UNSAFE.sub("-", iri.removeprefix(space))
    return _UNSAFE.sub("-", short(iri))


def short(iri: str) -> str:
    """Return an IRI with a prefix of our outputs, or of our own Turtle, failing that whole."""
    known = curie(iri)
    if known != iri:
        return known
    fits = [(len(space), prefix) for prefix, space in _written() if iri.startswith(space) and len(iri) > len(space)]
    return f"{max(fits)[1]}:{iri[max(fits)[0] :]}" if fits else iri


@cache
def _written() -> tuple[tuple[str, str], ...]:
    """Return the prefixes that the alignments declare for others' vocabularies."""
    texts = (path.read_text(encoding="utf-8") for path in turtle_files("alignments"))
    return tuple((prefix, space) for text in texts for prefix, space in _PREFIX.findall(text) if "://" in space)


def parsed(path: object) -> Graph:
    """Return one Turtle file as a graph."""
    return Graph(bind_namespaces="none").parse(str(path), format="turtle")
