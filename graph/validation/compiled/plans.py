"""Queries that read a property from end to end where that is faster than looking it up for each focus node.

A lookup in a store on disk costs about ten times a step of a scan. Every plan gives the same rows.
"""

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from rdflib import BNode

from graph.validation.compiled.facts import Facts
from graph.validation.compiled.targets import Focus
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import sparql
from graph.validation.compiled.violations import Violation

_THIS: Final = "?this"
_SCANNED: Final = re.compile(r"<[^<>]*>|\^\(<[^<>]*>\)|\(<[^<>]*>(\|<[^<>]*>)*\)")
"""A property, its inverse, or a choice of properties: what Oxigraph reads from end to end."""
_RATIO: Final = 5
_BATCH: Final = 500
_MOST: Final = 5_000


def rows(one: Violation, focus: Focus, path: str | None, facts: Facts) -> Iterator[ox.QuerySolution]:
    """Yield the focus nodes that break a constraint of a shape with that path, and the values that do."""
    if path is None or not focus.scanned or not _SCANNED.fullmatch(path) or not _worth(focus, path, facts):
        yield from facts.rows(plain(one, focus))
    elif one.judges_values and one.value is not None:
        yield from _by_value(one, one.value, focus, path, facts)
    elif one.least == 1:
        yield from facts.rows(query("without", focus=focus(_THIS), path=path))
    elif one.most is not None:
        yield from facts.rows(query("beyond", focus=focus(_THIS), path=path, most=str(one.most)))
    else:
        yield from facts.rows(plain(one, focus))


def plain(one: Violation, focus: Focus, above: tuple[str, ...] = ()) -> str:
    """Return the query that looks at each focus node in turn."""
    variables = " ".join((_THIS, *one.variables, *above))
    return query("select", variables=variables, focus=focus(_THIS), pattern=one.pattern, condition=one.condition)


def _worth(focus: Focus, path: str, facts: Facts) -> bool:
    return facts.size(f"?this {path} ?any .") <= _RATIO * facts.size(focus(_THIS))


def _by_value(one: Violation, value: str, focus: Focus, path: str, facts: Facts) -> Iterator[ox.QuerySolution]:
    """Judge each value once, then find who bears the wrong ones."""
    text = query("wrong-values", value=value, path=path, condition=one.condition)
    wrong = facts.found(text, value.removeprefix("?"))
    if len(wrong) > _MOST or any(isinstance(term, BNode) for term in wrong):
        yield from facts.rows(plain(one, focus))
        return
    terms = [sparql(term) for term in wrong]
    for start in range(0, len(terms), _BATCH):
        listed = f"VALUES {value} {{ {' '.join(terms[start : start + _BATCH])} }} {one.pattern}"
        held = f"EXISTS {{ {focus(_THIS)} }}"
        yield from facts.rows(query("select", variables=f"{_THIS} {value}", focus=listed, pattern="", condition=held))
