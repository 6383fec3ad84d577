"""The answer to a question: a table of terms, a graph, or yes or no; what was cut is said."""

from dataclasses import dataclass
from typing import Literal as Choice
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal
Row: TypeAlias = tuple[Term | None, ...]
Form: TypeAlias = Choice["select", "graph", "ask"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer; `variables` and `rows` for SELECT, `triples` for CONSTRUCT and DESCRIBE, `boolean` for ASK.

    `truncated` says that rows or triples were left out; `elapsed` is in seconds, and never written in a file.
    """

    form: Form
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    triples: tuple[Triple, ...] = ()
    boolean: bool | None = None
    truncated: bool = False
    elapsed: float = 0.0
    title: str = ""

    @property
    def count(self) -> int:
        """Return how many rows or triples there are; an ASK always has one answer."""
        return {"select": len(self.rows), "graph": len(self.triples), "ask": 1}[self.form]

    @property
    def size(self) -> str:
        """Say how much there is, and that more was left out if so: « 12 lignes », « 10 000 triplets … »."""
        if self.form == "ask":
            return "1 réponse"
        noun = "ligne" if self.form == "select" else "triplet"
        counted = f"{self.count:,} {noun}{'s' if self.count > 1 else ''}".replace(",", " ")
        return f"{counted} seulement : la réponse est plus longue" if self.truncated else counted
