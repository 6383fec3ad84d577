"""The W3C SHACL test suite on the compiled engine: the expected results, a failure where one is wanted, or declined."""

import pytest
from rdflib import RDF, SH, Graph

from graph.errors import GraphError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.report import write
from graph.validation.compiled.run import run
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.judge import new_report
from tests.graph.shacl_suite import SHACL_SHACL, SHARED, SUITE, Case, cases, names, summary

DECLINED = {
    "core/property/datatype-ill-formed.ttl": "Oxigraph lit xsd:byte comme un type plus large",
}


def outcome(case: Case) -> tuple[object, list[str]]:
    """Return the results of the compiled shapes, as the suite writes them, None for a failure; and what is declined."""
    try:
        refuse_unsound(case.shapes)
        done = run(Facts(loaded(case.data)), case.shapes)
    except GraphError:
        return None, []
    report = new_report()
    write(done.results, case.shapes, report)
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    return summary(report, root), sorted(done.declined.values())


@pytest.mark.skipif(not names(), reason="the W3C suite is not in ../shared/standards/shacl-tests")
def test_the_suite_is_there_whole() -> None:
    assert len(names()) == 95 or SUITE != SHARED


@pytest.mark.parametrize("name", names())
def test_a_test_of_the_suite_gives_the_expected_results(name: str) -> None:
    for case in cases(name):
        found, declined = outcome(case)
        assert declined == ([DECLINED[name]] if name in DECLINED else [])
        if not declined:
            assert found == case.expected


def test_the_shapes_of_shapes_find_themselves_well_formed() -> None:
    shapes = Graph().parse(SHACL_SHACL, format="turtle")
    refuse_unsound(shapes)
    done = run(Facts(loaded(shapes)), shapes)
    assert (done.results, done.declined) == ((), {})
