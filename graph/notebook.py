"""The graph in a notebook: a question is a data frame, a view is shown in its cell, the rest is rdflib."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from graph import store as stores
from graph.asking.answers import Answer
from graph.asking.formats.frames import as_frame
from graph.asking.lookup import find
from graph.asking.query import Limits, ask, run
from graph.charting import pictures
from graph.drawing import view as views
from graph.errors import GraphError
from queries import Question, questions

if TYPE_CHECKING:
    from rdflib import Dataset

_HEIGHT: Final = 640
_VIEW: Final = Limits(seconds=60, rows=200_000)


@dataclass(frozen=True)
class Picture:
    """A page that a notebook shows in its cell; `html` is the same page as a file."""

    html: str

    def _repr_html_(self) -> str:
        frame = f'width="100%" height="{_HEIGHT}" style="border:0" sandbox="allow-scripts allow-downloads"'
        return f'<iframe {frame} srcdoc="{escape(self.html)}"></iframe>'


@dataclass(frozen=True)
class Maillage:
    """A graph that `maillage build` made, in the folder `out`."""

    out: Path | str = "out"

    @cached_property
    def dataset(self) -> "Dataset":
        """Return the graph as an rdflib Dataset over the store: nothing is copied, each source is a named graph."""
        return stores.dataset(Path(self.out))

    def questions(self) -> pl.DataFrame:
        """Return the catalogue: name, question, parameters."""
        rows = [(one.name, one.summary, ", ".join(p.name for p in one.parameters)) for one in questions().values()]
        return pl.DataFrame(rows, schema=["nom", "question", "parametres"], orient="row")

    def ask(self, question: str, **given: str | Sequence[str]) -> pl.DataFrame:
        """Return the answer to a question of the catalogue; parameters are as forgiving as on the command line."""
        return as_frame(self._answer(question, given, Limits(rows=1_000_000)))

    def sparql(self, text: str) -> pl.DataFrame:
        """Return the answer to a SELECT of your own, under the same limits."""
        return as_frame(run(stores.path(Path(self.out)), text, Limits(rows=1_000_000)))

    def view(self, node_or_view: str, **given: str | Sequence[str]) -> Picture:
        """Draw a view of the catalogue, or what surrounds a node given by IRI, code or name."""
        return Picture(self._page(node_or_view, given))

    def _page(self, node_or_view: str, given: Mapping[str, str | Sequence[str]]) -> str:
        known = questions().get(node_or_view)
        if known is not None and known.view:
            return pictures.drawn(self._answer(node_or_view, given, _VIEW), known)
        store = stores.open_store(Path(self.out))
        return views.render(views.ego(store, find(store, "noeud", node_or_view).value))

    def _answer(self, name: str, given: Mapping[str, str | Sequence[str]], limits: Limits) -> Answer:
        typed = {key: [one] if isinstance(one, str) else list(one) for key, one in given.items()}
        return ask(stores.path(Path(self.out)), self._question(name), typed, limits)

    @staticmethod
    def _question(name: str) -> Question:
        known = questions()
        if name not in known:
            raise GraphError(f"question inconnue : {name}", kind="usage", remedy="la liste : Maillage(…).questions()")
        return known[name]
