"""Which literals have to be looked at one by one: Oxigraph computes with sound ones, and says so cheaply."""

from typing import Final

from rdflib import RDF, XSD, URIRef
from rdflib.term import XSDToPython

from graph.validation.compiled.terms import quoted, sparql

FORGOTTEN: Final = frozenset(
    {XSD.byte, XSD.short, XSD.int, XSD.long, XSD.unsignedByte, XSD.unsignedShort, XSD.unsignedInt, XSD.unsignedLong}
    | {XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger, XSD.negativeInteger, XSD.dateTimeStamp}
)
"""Datatypes that Oxigraph reads as a wider one: their constraints cannot be checked where the data are."""

_ADDRESS: Final = "^https?://[A-Za-z0-9./#_-]+$"
"""Addresses that are surely legal: the others, a few, are judged one by one."""
_FREE: Final = frozenset({RDF.langString, XSD.string})
_JUDGED: Final = sorted({URIRef(kind) for kind, maker in XSDToPython.items() if kind and maker} | {XSD.anyURI})


def _doubt() -> str:
    free = f"BOUND(?kind) && {' && '.join(f'?kind != {sparql(one)}' for one in sorted(_FREE))}"
    judged = ", ".join(sparql(one) for one in _JUDGED if one not in _FREE)
    computed = "isNumeric(?value) || COALESCE(YEAR(?value) != 0, false)"
    easy = f"?kind = {sparql(XSD.anyURI)} && REGEX(STR(?value), {quoted(_ADDRESS)})"
    plain = f'?kind = {sparql(XSD.boolean)} && STR(?value) IN ("true", "false")'
    return f"{free} && ?kind IN ({judged}) && !({computed}) && !({easy}) && !({plain})"


KIND: Final = "BIND(IF(sameTerm(?value, STR(?value)), ?plain, DATATYPE(?value)) AS ?kind)"
"""What binds `?kind` for `DOUBT`, once a value and not for plain strings: Oxigraph is slow to name a datatype."""
DOUBT: Final = _doubt()
"""The condition under which `?value`, whose datatype is `?kind`, may be ill-formed."""
