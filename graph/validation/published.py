"""The vocabularies that the world shares, as rdflib lists them: a term that is not in its own vocabulary is a slip."""

import inspect
import re
from functools import cache
from typing import Final

from rdflib import RDF, SH, namespace
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node, URIRef

_MEMBER: Final = re.compile(re.escape(str(RDF)) + r"_[1-9]\d*")


@cache
def published() -> frozenset[str]:
    """Return the IRIs of the terms of RDF, RDFS, OWL, SHACL, SKOS, PROV, FOAF, schema.org and some twenty others."""
    found = [one for one in vars(namespace).values() if inspect.isclass(one) and issubclass(one, DefinedNamespace)]
    return frozenset(iri for one in found if one is not DefinedNamespace for iri in _terms(one))


@cache
def shacl() -> frozenset[str]:
    """Return the IRIs of the terms of SHACL, its advanced features included."""
    return frozenset(_terms(SH))


def is_member(term: Node) -> bool:
    """Tell whether a term is one of the endless list `rdf:_1`, `rdf:_2` and so on."""
    return isinstance(term, URIRef) and _MEMBER.fullmatch(str(term)) is not None


def _terms(vocabulary: type[DefinedNamespace]) -> list[str]:
    names = {*vocabulary.__annotations__, *getattr(vocabulary, "_extras", ())}
    return [f"{vocabulary._NS}{name}" for name in names if not name.startswith("_")]  # noqa: SLF001  # rdflib's own way
