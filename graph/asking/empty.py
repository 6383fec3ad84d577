"""Why an answer is empty: the first statement that leaves nothing, and which values of a parameter have answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from graph.asking.pieces import Cut, Piece, cut
from graph.asking.query import Limits, final_text, run
from queries import Question

_LIMITS: Final = Limits(seconds=20, rows=6)
_PROPOSED: Final = 5


@dataclass(frozen=True, kw_only=True)
class Reason:
    """The statement after which nothing is left, whether it matches something on its own, and what to try."""

    statement: str
    alone: bool
    first: bool
    proposals: tuple[NamedNode, ...]

    def __str__(self) -> str:
        """Say it in French, in one line."""
        if self.first and not self.alone:
            return f"rien dans le graphe ne correspond à « {self.statement} »"
        if self.statement.startswith(("FILTER", "MINUS")):
            return f"ce qui précède a des réponses, que « {self.statement} » écarte toutes"
        there = "il a des réponses ailleurs" if self.alone else "rien dans le graphe n'y correspond"
        return f"ce qui précède a des réponses, mais « {self.statement} » n'en laisse aucune ({there})"


def why_empty(store: Path, question: Question, given: Mapping[str, Sequence[str]]) -> Reason | None:
    """Return why a question has no answer on a store, or None where its text cannot be cut, or is not empty."""
    return reason(
        final_text(store, question, given),
        lambda text: run(store, text, _LIMITS).rows,
        parameters=tuple(f"?{one.variable}" for one in question.parameters if given.get(one.name)),
    )


def reason(
    text: str, rows: Callable[[str], Sequence[Sequence[object]]], *, parameters: Sequence[str] = ()
) -> Reason | None:
    """Find the first statement that leaves nothing, by halves; `rows` runs a SELECT."""
    made = cut(text)
    low, high = 0, len(made.pieces)
    if not made.pieces or rows(_select(made, made.pieces)):
        return None
    while high - low > 1:  # the first `low` statements have answers, the first `high` have none
        middle = (low + high) // 2
        low, high = (middle, high) if rows(_select(made, made.pieces[:middle])) else (low, middle)
    culprit = made.pieces[low]
    fixed = [one for one in made.pieces if one.keyword == "VALUES"]
    alone = [*fixed, culprit] if culprit not in fixed else fixed
    return Reason(
        statement=" ".join(culprit.text.split()),
        alone=bool(rows(_select(made, alone))),
        first=low <= len(fixed),
        proposals=tuple(_proposals(made, rows, parameters)),
    )


def _select(made: Cut, pieces: Sequence[Piece]) -> str:
    return f"{made.prologue}SELECT * WHERE {{\n{_group(pieces)}\n}} LIMIT 1"


def _group(pieces: Sequence[Piece]) -> str:
    return "\n".join(
        f"{one.text} ." if not one.keyword and not one.text.startswith("{") else one.text for one in pieces
    )


def _proposals(
    made: Cut, rows: Callable[[str], Sequence[Sequence[object]]], parameters: Sequence[str]
) -> list[NamedNode]:
    """Return values of the one parameter given that do have answers, in the order of their IRIs."""
    if len(parameters) != 1:
        return []
    free = [one for one in made.pieces if not (one.keyword == "VALUES" and parameters[0] in one.text)]
    text = f"{made.prologue}SELECT DISTINCT {parameters[0]} WHERE {{\n{_group(free)}\n}} ORDER BY {parameters[0]}"
    found = [row[0] for row in rows(f"{text} LIMIT {_PROPOSED}")]
    return [one for one in found if isinstance(one, NamedNode)]
