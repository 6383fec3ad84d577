"""What is verified of a finished store before it takes its place: the shapes, then the checks across records."""

from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import URIRef

from graph.asking.answers import Term
from graph.asking.query import Limits, run
from graph.names import curie
from graph.reporting.summary import Check
from graph.validation.findings import Severity
from queries import Question, checks

LIMITS: Final = Limits(seconds=300, rows=5_000)
"""A check reads the whole graph: it may take longer than a question; 5 000 rows are enough to know it fails."""


def check_records(store: Path) -> tuple[Check, ...]:
    """Run every check of `queries/checks/` on a store folder; each row of an answer is a violation."""
    return tuple(_check(question, store) for question in checks().values())


def _check(question: Question, store: Path) -> Check:
    answer = run(store, question.text, LIMITS, title=question.summary)
    return Check(
        name=question.name,
        title=question.summary,
        summary=question.description,
        advice=question.remedy,
        severity=Severity(question.severity or Severity.VIOLATION),
        columns=answer.variables,
        rows=tuple(tuple(_text(term) for term in row) for row in answer.rows),
    )


def _text(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return curie(URIRef(term.value))
    return term.value if isinstance(term, Literal) else str(term or "")
