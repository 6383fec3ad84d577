"""How many nodes of a store each shape had to look at, those of the ontology apart."""

from dataclasses import replace

from rdflib import BNode, Graph
from rdflib.term import Node

from graph.validation.compiled.facts import Facts
from graph.validation.compiled.targets import Focus, among, focuses, united
from graph.validation.compiled.terms import sparql
from graph.validation.compiled.violations import THIS
from graph.validation.coverage import coverage, focus_nodes, targeted
from graph.validation.findings import Coverage


def covered(facts: Facts, shapes: Graph, ontology: Graph) -> tuple[Coverage, ...]:
    """Count the focus nodes of each targeted shape."""
    by_name = {str(shape): shape for shape in targeted(shapes)}
    return tuple(_counted(one, by_name[one.shape], facts, shapes, ontology) for one in coverage(Graph(), shapes))


def _counted(one: Coverage, shape: Node, facts: Facts, shapes: Graph, ontology: Graph) -> Coverage:
    focus = [each for each in focuses(shape, shapes, facts) if each.size(facts)]
    defined = [sparql(node) for node in focus_nodes(shape, ontology, shapes) if not isinstance(node, BNode)]
    known = facts.count(f"{among(sorted(defined))(THIS)} {{ {united(focus)} }}", THIS) if defined else 0
    return replace(one, focus=_size(focus, facts) - known, definitions=known)


def _size(focus: list[Focus], facts: Facts) -> int:
    if len(focus) == 1 and focus[0].exact and facts.united:
        return focus[0].size(facts)
    return facts.count(united(focus), THIS) if focus else 0
