"""The W3C SHACL test suite, core part, on the compiled engine: the expected results, or declined with a reason."""

import pytest
from rdflib import RDF, SH

from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.report import write
from graph.validation.compiled.run import run
from graph.validation.judge import new_report
from tests.graph.shacl_suite import Case, cases, names, summary

DECLINED = {
    "core/property/datatype-ill-formed.ttl": "Oxigraph lit xsd:byte comme un type plus large",
}


def outcome(case: Case) -> tuple[object, list[str]]:
    """Return the results of the compiled shapes, as the suite writes them, and why some are declined."""
    done = run(Facts(loaded(case.data)), case.shapes)
    report = new_report()
    write(done.results, case.shapes, report)
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    return summary(report, root), sorted(done.declined.values())


@pytest.mark.skipif(not names(), reason="the W3C suite is not in ../shared/standards/shacl-tests")
def test_the_suite_is_there_whole() -> None:
    assert len(names()) == 95


@pytest.mark.parametrize("name", names())
def test_a_test_of_the_suite_gives_the_expected_results(name: str) -> None:
    for case in cases(name):
        found, declined = outcome(case)
        assert declined == ([DECLINED[name]] if name in DECLINED else [])
        if not declined:
            assert found == case.expected
