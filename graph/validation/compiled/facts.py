"""One store, the union of its graphs: queries, and facts about it that are found once, whichever thread asks first."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future
from itertools import islice
from threading import Lock
from typing import Final, TypeVar

import pyoxigraph as ox
from rdflib.term import Node

from graph.store import merged
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, quoted, read, sparql

T = TypeVar("T")
_SAMPLE: Final = 1_000
_ALONE: Final = 0.8
"""Share of values said once, beyond which all are judged as they come: to make them distinct would cost more."""


class Facts:
    """Facts of one store; several threads may ask at once, and Oxigraph works for all of them at once."""

    def __init__(self, store: ox.Store) -> None:
        """Keep the store; a default graph that is not empty is the union of the others, as in the stores we make."""
        self.store = store
        self.united = merged(store)
        self._lock = Lock()
        self._found: dict[Hashable, Future[object]] = {}

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` returns; it is called once for a key, and others wait."""
        with self._lock:
            future = self._found.get(key)
            first = future is None
            if future is None:
                future = self._found[key] = Future()
        if first:
            try:
                future.set_result(find())
            except BaseException as error:
                future.set_exception(error)
                raise
        return future.result()  # type: ignore[return-value]  # what was found for that key

    def rows(self, text: str) -> list[ox.QuerySolution]:
        """Return the solutions of a query on the union of the graphs."""
        found = self.store.query(text, use_default_graph_as_union=not self.united)
        assert isinstance(found, ox.QuerySolutions)
        return list(found)

    def terms(self, text: str) -> list[OxTerm]:
        """Return the values of the only variable of a query."""
        return [row[0] for row in self.rows(text)]

    def quads(self, subject: OxTerm | None, term: OxTerm | None, value: OxTerm | None) -> Iterator[ox.Quad]:
        """Yield the statements of the union that fit a pattern; one may repeat in a store that is not ours."""
        graph = ox.DefaultGraph() if self.united else None
        yield from self.store.quads_for_pattern(subject, term, value, graph)  # type: ignore[arg-type]

    @property
    def properties(self) -> Mapping[str, int]:
        """Return how many statements each property has."""
        return self.once("properties", lambda: self._census("properties"))

    @property
    def classes(self) -> Mapping[str, int]:
        """Return how many statements give each class."""
        return self.once("classes", lambda: self._census("classes"))

    def present(self, term: str) -> bool:
        """Return whether a property has any statement."""
        return self.once(("present", term), lambda: any(self.quads(None, ox.NamedNode(term[1:-1]), None)))

    def repeats_itself(self, term: str) -> bool:
        """Return whether many statements of a property say what others say too, judging by the first of them."""

        def find() -> bool:
            some = [one.object for one in islice(self.quads(None, ox.NamedNode(term[1:-1]), None), _SAMPLE)]
            return len(set(some)) < _ALONE * len(some)

        return self.once(("repeats itself", term), find)

    def count(self, pattern: str, node: str) -> int:
        """Return how many nodes a variable of a pattern stands for."""
        text = query("count", node=node, pattern=pattern)
        return self.once(text, lambda: int(self.rows(text)[0]["n"].value))

    def subclasses(self, one: Node) -> tuple[Node, ...]:
        """Return a class and its subclasses, sorted."""

        def find() -> tuple[Node, ...]:
            found = {read(term) for term in self.terms(query("subclasses", **{"class": sparql(one)}))}
            return tuple(sorted({one, *found}, key=str))

        return self.once(("subclasses", one), find)

    def understands(self, pattern: str, flags: str) -> bool:
        """Return whether Oxigraph can run a regular expression."""
        text = query("regex", pattern=quoted(pattern), flags=quoted(flags))
        return self.once(text, lambda: self.rows(text)[0]["known"] is not None)

    def parses(self, text: str) -> bool:
        """Return whether a text is SPARQL that Oxigraph runs."""
        try:
            self.store.query(text)
        except (SyntaxError, RuntimeError):  # the second for a function that it does not have
            return False
        return True

    def _census(self, name: str) -> dict[str, int]:
        return {str(row["term"]): int(row["n"].value) for row in self.rows(query(name))}
