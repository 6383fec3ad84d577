"""What is verified of a finished store beside the shapes: the checks across records, whose rows are violations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import Literal as Text
from rdflib import URIRef

from graph.asking.answers import Answer, Term
from graph.asking.query import Limits, run, run_all
from graph.errors import GraphError
from graph.names import curie
from graph.places import in_order
from graph.validation.findings import CHECK, CHECK_STOPPED, FORMES, Finding, Ran, Severity
from graph.wording import count
from queries import Question, checks

LIMITS: Final = Limits(seconds=300, rows=5_000)
"""A check reads the whole graph: it may take longer than a question; 5 000 rows are enough to know it fails."""

_AT_ONCE: Final = 2  # processes


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What the checks of `queries/checks/` gave: those that were run, and what they found."""

    ran: tuple[Ran, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_records(store: Path, limits: Limits = LIMITS) -> Checked:
    """Run every check on a store folder; one that is stopped is a finding, for what it looks for may be there."""
    every = list(checks().values())
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        shares = pool.map(lambda share: _shared(share, store, limits), (every[n::_AT_ONCE] for n in range(_AT_ONCE)))
    found = {name: rows for share in shares for name, rows in share.items()}
    ran = (Ran(name=one.name, title=_title(one), count=len(found[one.name])) for one in every)
    return Checked(ran=tuple(ran), findings=tuple(finding for one in every for finding in found[one.name]))


def _shared(share: Sequence[Question], store: Path, limits: Limits) -> dict[str, list[Finding]]:
    """Return what some checks find, all in one process; if together they are too much, each in one of its own."""
    try:
        answers = run_all(store, {one.name: one.text for one in share}, limits)
    except GraphError as error:
        if error.kind != "limit":
            raise
        return {one.name: _alone(one, store, limits) for one in share}
    return {one.name: _found(one, answer, limits) for one, answer in zip(share, answers, strict=True)}


def _alone(question: Question, store: Path, limits: Limits) -> list[Finding]:
    try:
        return _found(question, run(store, question.text, limits), limits)
    except GraphError as error:
        if error.kind != "limit":
            raise
        return [_stopped(question, f"n'a pas abouti ({error.message})", f"did not end ({error.message})")]


def _found(question: Question, answer: Answer, limits: Limits) -> list[Finding]:
    rows = [_finding(question, facts, proofs) for facts, proofs in _rows(answer)]
    if answer.truncated:
        most = count(limits.rows, "ligne", "lignes")
        rows.append(_stopped(question, f"a été arrêté à {most}", f"was stopped at {limits.rows} rows"))
    return rows


def _rows(answer: Answer) -> Iterator[tuple[dict[str, Term], list[str]]]:
    """Yield what each row says, and its proofs; rows that only differ by their proof are one.

    By the convention of `queries/checks`, `noeud_iri` is the node, `noeud` its name, `preuve` where it comes from.
    """
    proofs: defaultdict[tuple[tuple[str, Term], ...], list[str]] = defaultdict(list)
    for row in answer.rows:
        cells = [(name, cell) for name, cell in zip(answer.variables, row, strict=True) if cell is not None]
        facts = tuple((name, cell) for name, cell in cells if not _is_proof(name))
        proofs[facts] += [cell.value for name, cell in cells if _is_proof(name)]
    yield from ((dict(facts), in_order(places)) for facts, places in proofs.items())


def _finding(question: Question, facts: dict[str, Term], proofs: list[str]) -> Finding:
    node, name = facts.pop("noeud_iri", None), facts.pop("noeud", None)
    others = " · ".join(f"{word.replace('_', ' ')} : {_text(cell)}" for word, cell in facts.items())
    remedy = f"{question.remedy[:1].upper()}{question.remedy[1:]}." if question.remedy else ""
    return Finding(
        shape=_iri(question),
        component=CHECK,
        severity=Severity(question.severity or Severity.VIOLATION),
        focus=URIRef(node.value) if node is not None else _iri(question),
        value=Text(others) if others else None,
        messages={"fr": f"{question.summary} {remedy}".strip(), "en": question.english or question.summary},
        remedy=remedy,
        title=_title(question),
        description=question.description,
        label=name.value if name is not None else None,
        proofs=tuple(proofs),
    )


def _stopped(question: Question, french: str, english: str) -> Finding:
    return Finding(
        shape=_iri(question),
        component=CHECK_STOPPED,
        severity=Severity.VIOLATION,
        focus=_iri(question),
        messages={
            "fr": f"Le contrôle « {_title(question)} » {french}.",
            "en": f"The check “{question.english or question.name}” {english}.",
        },
        title="Contrôles interrompus",
    )


def _iri(question: Question) -> URIRef:
    return FORMES[f"controle-{question.name}"]


def _title(question: Question) -> str:
    return question.summary.rstrip(".")


def _text(term: Term) -> str:
    if isinstance(term, NamedNode):
        return curie(URIRef(term.value))
    return term.value if isinstance(term, Literal) else str(term)


def _is_proof(column: str) -> bool:
    return column.rpartition("_")[2] == "preuve"
