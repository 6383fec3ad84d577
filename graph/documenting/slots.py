"""The properties of a class as a table: what its shapes ask of each, and those whose domain it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import RDFS, SDO, Graph, URIRef

from graph.documenting.constraints import Constraint
from graph.documenting.names import short

DOMAINS: Final = (RDFS.domain, SDO.domainIncludes)
RANGES: Final = (RDFS.range, SDO.rangeIncludes)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A property of a class, as a line of its table: what is expected, and how many."""

    iri: str
    expected: tuple[str, ...]
    cardinality: str
    required: bool


def slots(known: Graph, iri: str, rules: Sequence[Constraint]) -> tuple[Slot, ...]:
    """Return the properties of a class: those its shapes speak of, then those whose domain it is."""
    held: dict[str, list[Constraint]] = {}
    for one in rules:
        if one.direct and iri in one.classes:
            held.setdefault(one.properties[0], []).append(one)
    declared = {str(one) for predicate in DOMAINS for one in known.subjects(predicate, URIRef(iri))}
    found = [_slot(known, name, held.get(name, [])) for name in {*held, *declared}]
    return tuple(sorted(found, key=lambda slot: (not slot.required, short(slot.iri).lower())))


def _slot(known: Graph, iri: str, rules: Sequence[Constraint]) -> Slot:
    least, most = max((one.least for one in rules), default=0), [one.most for one in rules if one.most is not None]
    expected = {one.expected for one in rules if one.expected}
    ranges = {str(one) for predicate in RANGES for one in known.objects(URIRef(iri), predicate)}
    narrow = expected or ranges
    upper = str(min(most)) if most else "n"
    return Slot(
        iri=iri,
        expected=tuple(sorted(narrow)),
        cardinality=str(least) if upper == str(least) else f"{least}..{upper}",
        required=least > 0,
    )
