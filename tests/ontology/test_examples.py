"""Each broken example breaks the shapes of its first line and no other; each constraint of each shape is broken."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import BASE, shapes, vocabulary
from ontology.iris import PREFIXES

HERE: Final = Path(__file__).parent
VALID: Final = sorted((HERE / "valid").glob("*.ttl"))
BROKEN: Final = sorted((HERE / "broken").glob("*.ttl"))
SHAPES: Final = shapes()

# A constraint is a parameter that reports by itself; the others qualify it.
CONSTRAINTS: Final = (
    *("class", "closed", "datatype", "disjoint", "hasValue", "in", "languageIn", "lessThanOrEquals", "maxCount"),
    *("minCount", "minInclusive", "minLength", "node", "nodeKind", "not", "or", "pattern", "uniqueLang"),
    "qualifiedMaxCount",
)
Result = tuple[Node, Node, Node]  # focus node, shape, component


def parse(path: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(path, format="turtle")


def component(parameter: str) -> URIRef:
    return SH[f"{parameter[0].upper()}{parameter[1:]}ConstraintComponent"]


def results(data: Graph) -> Iterator[Result]:
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    for result in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
        (focus,) = report.objects(result, SH.focusNode)
        (shape,) = report.objects(result, SH.sourceShape)
        (kind,) = report.objects(result, SH.sourceConstraintComponent)
        yield focus, shape, kind


def short(shape: Node) -> str:
    return str(shape).replace(PREFIXES["mlgsh"], "mlgsh:")


@pytest.fixture(scope="module")
def ground() -> Graph:
    """What every example stands on: the terms, the lists, and the valid examples."""
    graph = vocabulary()
    for path in VALID:
        graph += parse(path)
    return graph


@pytest.fixture(scope="module")
def examples() -> dict[str, Graph]:
    return {path.stem: parse(path) for path in BROKEN}


@pytest.fixture(scope="module")
def found(ground: Graph, examples: dict[str, Graph]) -> dict[str, set[Result]]:
    """Validate all broken examples at once, and give each result back to the file that describes its node."""
    owners: dict[Node, str] = {}
    data = Graph() + ground
    for name, graph in examples.items():
        for node in set(graph.subjects()):
            assert owners.setdefault(node, name) == name, f"{node} : dans {owners[node]} et dans {name}"
        data += graph
    for name, graph in examples.items():
        for node in graph.objects():
            owners.setdefault(node, name)
    out: dict[str, set[Result]] = {name: set() for name in examples}
    for focus, shape, kind in results(data):
        out[owners[focus]].add((focus, shape, kind))
    return out


def announced(path: Path) -> dict[str, list[str]]:
    """Read « # casse : mlgsh:A minCount pattern, mlgsh:B class »: the shapes, and the constraints of each."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    words = (one.split() for one in first.removeprefix("# casse : ").split(","))
    return {shape: parameters for shape, *parameters in words}


def introduced(path: Path) -> set[Node]:
    """The nodes that follow a comment such as « deux valeurs »: each is one way to break the shape."""
    named = re.findall(r"^# [^\n]+\n(?:<(\S+)>|([\w-]+):(\S+)) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {URIRef(BASE + iri if iri else PREFIXES[prefix] + name) for iri, prefix, name in named}


def reporting() -> list[URIRef]:
    """The shapes that report: those with a severity; the others are conditions of theirs."""
    return sorted(shape for shape in SHAPES.subjects(SH.severity) if isinstance(shape, URIRef))


def constraints() -> list[tuple[str, str]]:
    pairs = ((short(shape), one) for shape in reporting() for one in CONSTRAINTS if (shape, SH[one], None) in SHAPES)
    return sorted(pairs)


def test_the_valid_examples_give_no_result_at_all(ground: Graph) -> None:
    assert list(results(ground)) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_example_breaks_what_its_first_line_says_and_nothing_else(
    path: Path, found: dict[str, set[Result]]
) -> None:
    fired = {(short(shape), kind) for _, shape, kind in found[path.stem]}

    assert fired == {(shape, component(one)) for shape, parameters in announced(path).items() for one in parameters}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_node_that_a_comment_introduces_breaks_the_shape_of_the_file(
    path: Path, found: dict[str, set[Result]]
) -> None:
    silent = introduced(path) - {focus for focus, shape, _ in found[path.stem] if short(shape) == f"mlgsh:{path.stem}"}

    assert silent == set()


@pytest.mark.parametrize(("shape", "parameter"), constraints())
def test_every_constraint_of_every_shape_is_broken_by_an_example(
    shape: str, parameter: str, found: dict[str, set[Result]]
) -> None:
    broken = {(short(one), kind) for every in found.values() for _, one, kind in every}

    assert (shape, component(parameter)) in broken


def test_each_shape_has_one_example_of_its_name() -> None:
    assert sorted(path.stem for path in BROKEN) == sorted(short(shape).removeprefix("mlgsh:") for shape in reporting())


def test_no_parameter_of_a_shape_is_left_out_of_this_list() -> None:
    described = {SH.name, SH.description, SH.message, SH.severity, SH.path, SH.property, SH.targetClass}
    targets = {SH.targetSubjectsOf, SH.targetObjectsOf, SH.ignoredProperties, SH.qualifiedValueShape}
    paths = {SH.alternativePath, SH.inversePath, SH.zeroOrMorePath}
    used = {term for term in SHAPES.predicates() if str(term).startswith(str(SH))}

    assert used - described - targets - paths == {SH[one] for one in CONSTRAINTS}


def test_a_person_may_bear_four_properties_and_a_type() -> None:
    shape = URIRef(f"{PREFIXES['mlgsh']}Personne-seules-donnees-admises")
    allowed = SHAPES.value(shape, SH.ignoredProperties)
    assert allowed is not None

    assert [str(one).rpartition("/")[2].rpartition("#")[2] for one in Collection(SHAPES, allowed)] == [
        *("type", "label", "givenName", "familyName", "wasDerivedFrom"),
    ]
