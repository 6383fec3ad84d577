"""The W3C SHACL test suite, counted: `python -m tests.bench.validation.suite`, one table, every refusal by name.

Three answers to each test: pySHACL by itself, `--engine pyshacl` (screened, comparisons as in SPARQL), compiled shapes.
The suite is looked for where `tests/graph/shacl_suite.py` says; a part is a folder of it: core, sparql…
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyshacl
from rdflib import RDF, SH, Graph

from graph.errors import GraphError
from graph.reading import quiet
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.report import write
from graph.validation.compiled.run import run
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.judge import judge, new_report
from tests.graph.shacl_suite import Case, cases, names, summary


@dataclass(frozen=True)
class Answer:
    """What an engine makes of a test: its results, None for a failure, or why it declines."""

    results: Any
    declined: str = ""


def alone(case: Case) -> Answer:
    """Ask pySHACL and nothing of ours."""
    try:
        _, report, _ = pyshacl.validate(case.data, shacl_graph=Graph() + case.shapes, inference="none", advanced=False)
    except Exception as error:  # noqa: BLE001  # rdflib raises a bare one for an unknown prefix
        return Answer(None, type(error).__name__)
    return _summed(report) if isinstance(report, Graph) else Answer(None, " ".join(str(report).split())[:90])


def screened(case: Case) -> Answer:
    """Ask `--engine pyshacl`."""
    try:
        return _summed(judge(case.data, case.shapes))
    except GraphError as error:
        return Answer(None, error.message[:90])


def compiled(case: Case) -> Answer:
    """Ask the compiled shapes; what they decline, `--engine auto` gives to pySHACL."""
    try:
        refuse_unsound(case.shapes)
        done = run(Facts(loaded(case.data)), case.shapes)
    except GraphError as error:
        return Answer(None, error.message[:90])
    if done.declined:
        return Answer("declined", "; ".join(sorted(set(done.declined.values()))))
    report = new_report()
    write(done.results, case.shapes, report)
    return _summed(report)


ENGINES: Final[Mapping[str, Callable[[Case], Answer]]] = {
    "pySHACL alone": alone, "--engine pyshacl": screened, "compiled": compiled,
}  # fmt: skip


def _summed(report: Graph) -> Answer:
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    return Answer(summary(report, root))


def verdict(case: Case, answer: Answer) -> str:
    """Return passed, failed or declined."""
    if answer.results == "declined":
        return "declined"
    return "passed" if answer.results == case.expected else "failed"


def main() -> None:
    """Write the table, then the name and the reason of everything that did not pass."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    notes: list[str] = []
    with quiet():
        for case in (case for name in names() for case in cases(name)):
            for engine, outcome, reason in _judged(case):
                part = case.name.partition("/")[0]
                own = counts.setdefault((part, engine), {"passed": 0, "failed": 0, "declined": 0})
                own[outcome] += 1
                if outcome != "passed":
                    notes.append(f"- `{case.name}`, {engine}: {outcome}{f' ({reason})' if reason else ''}")
    rows = [f"| {part} | {engine} | {' | '.join(map(str, own.values()))} |" for (part, engine), own in counts.items()]
    head = "| part | engine | passed | failed | declined |\n|---|---|---|---|---|"
    sys.stdout.write("\n".join([head, *rows, "", *notes]) + "\n")


def _judged(case: Case) -> Iterator[tuple[str, str, str]]:
    for engine, ask in ENGINES.items():
        answer = ask(case)
        yield engine, verdict(case, answer), answer.declined


if __name__ == "__main__":
    main()
