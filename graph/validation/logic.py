"""Answers of three kinds: yes, no, or None for « cannot tell », and how they combine."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from rdflib.term import Node

Verdict: TypeAlias = bool | None
"""Yes, no, or None for « cannot tell »."""
Test: TypeAlias = Callable[[Node], Verdict]
Rule: TypeAlias = Callable[[Node, Collection[Node]], Verdict]
"""A rule is asked of a focus node and of its value nodes."""


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Return no if one says no, yes if all say yes."""
    sure: Verdict = True
    for one in verdicts:
        if one is False:
            return False
        sure = None if one is None else sure
    return sure


def opposite(verdict: Verdict) -> Verdict:
    """Return the other answer, when there is one."""
    return None if verdict is None else not verdict


def each(test: Test) -> Rule:
    """Return the rule that asks every value node."""
    return lambda _, values: every(map(test, values))
