"""A short French name for each term, the same in JSON-LD, in tables and in their metadata: `montant`, `debut`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from graph.curies import curie
from graph.names import text
from ontology.iris import BASE

_FRENCH: Final = (f"{BASE}def#", "http://rdf.insee.fr/def/geo#")
"""Namespaces whose own local names are French."""

_CLASSES: Final = (OWL.Class, RDFS.Class)
_PROPERTIES: Final = (RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty)
_RESERVED: Final = frozenset({"id", "type", "iri", "xsd"})


@dataclass(frozen=True)
class Key:
    """The name of a term, unique among terms, and its French label."""

    iri: str
    name: str
    label: str


def keys(vocabulary: Graph) -> Mapping[str, Key]:
    """Return the key of each class and property that a vocabulary declares, by IRI."""
    classes = {str(term) for kind in _CLASSES for term in vocabulary.subjects(RDF.type, kind)}
    properties = {str(term) for kind in _PROPERTIES for term in vocabulary.subjects(RDF.type, kind)}
    labels = {iri: text(vocabulary, URIRef(iri), RDFS.label, "fr") or local(iri) for iri in classes | properties}
    found: dict[str, Key] = {}
    taken = set(_RESERVED)
    for iri in sorted(classes | properties, key=_precedence):
        name = _name(iri, labels[iri], upper=iri in classes)
        if name in taken:
            name = _told_apart(iri, name)
        taken.add(name)
        found[iri] = Key(iri, name, labels[iri])
    return found


def key(iri: str, known: Mapping[str, Key]) -> Key:
    """Return the key of a term; one that nobody declares goes by its IRI."""
    return known.get(iri) or Key(iri, iri, curie(iri))


def column_names(terms: Iterable[str], known: Mapping[str, Key]) -> dict[str, str]:
    """Return a name for each property that is also a safe column: letters, digits, `_` and `-`; all distinct."""
    made: dict[str, str] = {}
    for iri in sorted(terms):
        name = re.sub(r"[^A-Za-z0-9_-]+", "_", known[iri].name if iri in known else local(iri)).strip("_") or "colonne"
        while name in made.values() or name in _RESERVED:
            name += "_"
        made[iri] = name
    return made


def file_name(iri: str, known: Mapping[str, Key]) -> str:
    """Return the name of the file of a class, without its suffix: `flux-financier`."""
    name = known[iri].name if iri in known else local(iri)
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()).strip("-") or "classe"


def local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _precedence(iri: str) -> tuple[list[bool], str]:
    """Our own terms keep their names, then INSEE's, then others by IRI."""
    return [not iri.startswith(space) for space in _FRENCH], iri


def _name(iri: str, label: str, *, upper: bool) -> str:
    if iri.startswith(_FRENCH):
        return local(iri)
    words = re.findall(r"[A-Za-z0-9]+", _plain(re.sub(r"\b[a-zA-Z]['’]", "", label)))
    name = "".join(word[:1].upper() + word[1:] for word in words) or local(iri)
    return (name[:1].upper() if upper else name[:1].lower()) + name[1:]


def _told_apart(iri: str, name: str) -> str:
    prefix = re.sub(r"[^A-Za-z0-9]", "", curie(iri).partition(":")[0])
    return prefix + name[:1].upper() + name[1:]


def _plain(label: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", label) if not unicodedata.combining(one))
