"""Values judged once each, wherever they are: one sweep of a property answers all that the shapes ask of its values."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Final

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.validation.compiled.conditions import Condition, Some, about_nodes, local, untyped
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.literals import DOUBT, KIND
from graph.validation.compiled.lookups import expression, together, unspelt
from graph.validation.compiled.paths import Form, Path
from graph.validation.compiled.scans import Scan, rows
from graph.validation.compiled.surveys import survey
from graph.validation.compiled.targets import Focus
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, read
from graph.validation.compiled.violations import Violation
from graph.validation.lexical import ill_formed

VALUE: Final = "?value"
MOST: Final = 5_000
"""More wrong values than this are not listed: the focus nodes are looked at instead."""
_ALL: Final = 9_000_000_000

Triple = tuple[Node, Node, Node]


class Judge:
    """Which values of the data are wrong, and which literals are ill-formed."""

    def __init__(self, facts: Facts) -> None:
        """Keep the facts; nothing is asked yet."""
        self.facts = facts
        self._tests: dict[str, set[Condition]] = {}
        self._nodes: dict[str, tuple[Path, Condition]] = {}
        self._surveyed: set[str] = set()

    def expect(self, one: Violation, focus: Focus) -> None:
        """Learn, before anything is asked, what will be asked of the nodes of a class and the values of a property."""
        if one.only is not None and focus.instances is not None:  # all they hold is read: it may as well be counted
            self._surveyed.add(focus.instances)
        if one.judges is None or one.judges.form is not Form.PROPERTY:
            return
        if local(one.test):
            self._tests.setdefault(one.judges.text, set()).add(one.test)
        elif about_nodes(one.test, VALUE):
            self._nodes[one.judges.text] = (one.judges, one.test)

    def prepare(self, pool: Executor) -> None:
        """Ask first, in several threads, what other questions lean on: the counts, then the values of each property.

        Only the census is waited for: who needs another answer before it is there waits for it, or asks.
        """
        census = pool.submit(lambda: (self.facts.properties, self.facts.classes))
        for one in sorted(self._surveyed):
            pool.submit(survey, one, self.facts)
        properties = census.result()[0]
        longest = sorted(properties, key=lambda term: (term not in self._tests, -properties[term], term))
        for term in longest:
            pool.submit(self.suspects if term in self._tests else self._bad, term)

    def spared(self, one: Violation, focus: Focus) -> bool:
        """Return whether what was counted is enough to know that no focus node breaks a constraint."""
        return focus.instances in self._surveyed and survey(focus.instances, self.facts).spares(one)

    def suspects(self, term: str) -> list[OxTerm] | None:
        """Return the values of a property that one test at least may refuse, or that look ill-formed; None if many."""
        tests = self._tests.get(term, set())
        asked = {one for one in tests if not isinstance(one, Some) or tests.isdisjoint(one.parts)}  # A && (A || B) is A
        sound = together(sorted(expression(one, unspelt) for one in asked))
        return _bounded(self._sweep(term, sound, MOST, doubt=not any(map(untyped, tests))), MOST)

    def wrong(self, path: Path, condition: Condition) -> list[OxTerm] | None:
        """Return the values at the end of a path for which a condition on `?value` does not hold; None if many."""
        return self.facts.once(("wrong", path, condition), lambda: self._wrong(path, condition))

    def misspelt(self, datatype: URIRef) -> list[str]:
        """Return the texts that do not fit a datatype and yet claim it, sorted."""
        kind = ox.NamedNode(str(datatype))
        return sorted({one.value for term in self.facts.properties for one in self._bad(term) if one.datatype == kind})

    def ill_formed(self) -> tuple[Triple, ...]:
        """Return the triples whose literal does not fit its datatype."""
        found = (
            (read(one.subject), read(one.predicate), read(one.object))
            for term in sorted(self.facts.properties)
            for value in self._bad(term)
            for one in self.facts.quads(None, ox.NamedNode(term[1:-1]), value)
        )
        return tuple(dict.fromkeys(found))

    def _wrong(self, path: Path, condition: Condition) -> list[OxTerm] | None:
        known = self.suspects(path.text) if path.text in self._tests and local(condition) else self.few(path)
        if known == []:
            return []
        listed = values(VALUE, known) if known is not None else None
        size = len(known) if known is not None else rows(path, self.facts)
        body = Scan(size, self.facts, self.misspelt).broken(listed or f"{{ {_ends(path)} }}", condition)
        return [] if body is None else _bounded(self._some(body, MOST), MOST)

    def few(self, path: Path) -> list[OxTerm] | None:
        """Return the values at the end of a path when there are few."""
        return _bounded(self._some(_pairs(path), MOST), MOST)

    def _some(self, body: str, most: int) -> list[OxTerm]:
        text = query("some", variable=VALUE, body=body, most=str(most + 1))
        return self.facts.once(text, lambda: self.facts.terms(text))

    def _bad(self, term: str) -> list[ox.Literal]:
        """Return the ill-formed literals among the values of a property."""
        return self.facts.once(("bad", term), lambda: list(_bad(self._doubtful(term))))

    def _doubtful(self, term: str) -> list[OxTerm]:
        suspects = self.wrong(*self._nodes[term]) if term in self._nodes else self.suspects(term)
        return suspects if suspects is not None else self._sweep(term, "true", _ALL, doubt=True)

    def _sweep(self, term: str, sound: str, most: int, *, doubt: bool) -> list[OxTerm]:
        """Return the values of a property that are not sound, each once, and those in doubt."""
        binding, doubtful = (KIND, DOUBT) if doubt else ("", "false")
        path = Path(term)
        ends = _ends(path) if self.facts.repeats_itself(term) else _pairs(path)
        text = query("suspects", ends=ends, binding=binding, sound=sound, doubtful=doubtful, most=str(most + 1))
        return self.facts.once(text, lambda: list(dict.fromkeys(self.facts.terms(text))))


def values(variable: str, terms: Sequence[OxTerm]) -> str | None:
    """Return the pattern that binds a variable to terms; none if one is a blank node, which SPARQL cannot name."""
    if any(isinstance(one, ox.BlankNode) for one in terms):
        return None
    return f"VALUES {variable} {{ {' '.join(map(str, terms))} }}"


def _pairs(path: Path) -> str:
    return path.scan("?any", VALUE, lambda: "?step")


def _ends(path: Path) -> str:
    return query("ends", value=VALUE, body=_pairs(path))


def _bad(terms: Iterable[OxTerm]) -> Iterator[ox.Literal]:
    for one in terms:
        if isinstance(one, ox.Literal) and isinstance(literal := read(one), Literal) and ill_formed(literal):
            yield one


def _bounded(terms: list[OxTerm], most: int) -> list[OxTerm] | None:
    return terms if len(terms) <= most else None
