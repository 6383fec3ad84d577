"""SPARQL-based constraint components (SHACL §6): declared in the shapes, with parameters and a validator."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.validation.compiled.conditions import TRUE, Matches
from graph.validation.compiled.embedded import asked, pattern, selected, text_of
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.place import Place
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, stored
from graph.validation.compiled.texts import mentioned, parts, plain
from graph.validation.compiled.violations import Violation

_LOCAL: Final = re.compile(r"^.*\W")
"""What stands before the local name of an IRI, which is the name of a variable."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """A component: its parameters by name, those that may be missing, and its validators."""

    node: URIRef
    parameters: Mapping[str, Node]
    optional: frozenset[str]
    shapes: Graph

    def validator(self, *, of_property: bool) -> Node | None:
        """Return what judges a property shape, or a node shape; a constraint without it is ignored (§6.2.3)."""
        own = SH.propertyValidator if of_property else SH.nodeValidator
        return self.shapes.value(self.node, own) or self.shapes.value(self.node, SH.validator)

    def uses(self, shape: Node) -> Iterator[dict[str, Node]]:
        """Yield the values of the parameters that a shape gives; none unless it gives all that are required."""
        values = {name: sorted(self.shapes.objects(shape, term), key=str) for name, term in self.parameters.items()}
        given = {name: found for name, found in values.items() if found}
        if set(self.parameters) - self.optional <= set(given):
            if len(self.parameters) > 1 and any(len(found) > 1 for found in given.values()):
                raise DeclinedError(f"{self.node} : un paramètre y est donné plusieurs fois")
            yield from (dict(zip(given, one, strict=True)) for one in product(*given.values()))


def components(shapes: Graph) -> tuple[Component, ...]:
    """Return the components that a shapes graph declares, sorted, those of SHACL itself apart."""
    kinds = set(shapes.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
    found = {one for kind in kinds for one in shapes.subjects(RDF.type, kind) if isinstance(one, URIRef)}
    return tuple(_component(one, shapes) for one in sorted(found) if not one.startswith(str(SH)))


def broken(place: Place, component: Component, facts: Facts) -> Iterator[Violation]:
    """Yield what breaks the constraints of a component on a shape."""
    validator = component.validator(of_property=place.shape.path is not None)
    for given in component.uses(place.shape.node) if validator is not None else ():
        assert validator is not None
        terms = {name: stored(value) for name, value in given.items()}
        asks = (validator, SH.ask, None) in place.shapes
        made = _asked(place, validator, terms, facts) if asks else selected(place, validator, terms, facts)
        said = tuple(sorted(given.items()))
        yield replace(made, component=component.node, parameter=Literal(str(said)), speaker=validator, said=said)


def _component(node: URIRef, shapes: Graph) -> Component:
    paths = {one: shapes.value(one, SH.path) for one in shapes.objects(node, SH.parameter)}
    names = {one: _LOCAL.sub("", str(path)) for one, path in paths.items()}
    return Component(
        node=node,
        parameters={names[one]: path for one, path in sorted(paths.items(), key=str) if path is not None},
        optional=frozenset(names[one] for one in paths if (one, SH.optional, Literal(True)) in shapes),  # noqa: FBT003
        shapes=shapes,
    )


def _asked(place: Place, validator: Node, terms: Mapping[str, OxTerm], facts: Facts) -> Violation:
    """Return what breaks an ASK, which says whether a value is right."""
    text = text_of(place, validator, SH.ask)
    value, values = place.values()
    known = {"this": place.node, "value": value, **{name: str(term) for name, term in terms.items()}}
    found = pattern(place, validator, parts(text)[1], known) if plain(text) else None
    if found is None or not facts.parses(query("some", variable="*", body=found, most="0")):
        return asked(place, validator, text, terms, asks=True)
    path = place.shape.path
    alone = path if "this" not in mentioned(text) else None
    return Violation(
        component=SH.ConstraintComponent,
        pattern=values,
        test=Matches(found, TRUE),
        value=value,
        judges=alone,
        needs=(path,) if path is not None else (),
    )
