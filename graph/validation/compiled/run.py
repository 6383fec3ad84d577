"""Runs compiled shapes on a store: what is broken, by which node and value; and which shapes are left to pySHACL."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from rdflib import SH, Graph
from rdflib.term import Node

from graph.reading import quiet
from graph.validation.compiled.compiler import Compiler
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.judging import Judge
from graph.validation.compiled.plans import Solution, rows
from graph.validation.compiled.results import Result, order
from graph.validation.compiled.shapes import Shape, refuse_loop
from graph.validation.compiled.targets import Focus, focuses, reached
from graph.validation.compiled.terms import read
from graph.validation.compiled.violations import THIS, Violation
from graph.validation.coverage import targeted

THREADS: Final = min(4, os.cpu_count() or 1)
"""Oxigraph computes without holding Python; beyond a few threads the disk and the caches are what is short."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What running shapes gave: results, sorted; targeted shapes that are declined, and why; the judge of values."""

    results: tuple[Result, ...]
    declined: dict[Node, str]
    judge: Judge


@dataclass(frozen=True, kw_only=True)
class Task:
    """One way to break one shape, for one target of the shape `root`, by the shapes that it is `held` by in turn."""

    root: Node
    shape: Shape
    broken: Violation
    focus: Focus
    above: tuple[str, ...]
    held: tuple[Node, ...]

    def results(self, judge: Judge) -> list[Result] | str:
        """Return the results, some perhaps twice, or why this is declined."""
        try:
            return [self._result(row) for row in rows(self.broken, self.focus, judge, self.above)]
        except DeclinedError as error:
            return error.reason

    def _result(self, row: Solution) -> Result:
        one = self.broken
        return Result(
            focus=_known(_term(row, THIS)),
            path=(_term(row, one.path) if one.path else None) or self.shape.way,
            value=_term(row, one.value),
            component=one.component,
            shape=self.shape.node,
            severity=self.shape.severity,
            constraint=one.constraint,
            speaker=one.speaker,
            bindings=(
                *((name, term) for name, said in one.bindings if (term := _term(row, said)) is not None),
                *one.said,
            ),
            apart=(one.parameter, _term(row, one.apart), *(_term(row, outer) for outer in self.above)),
        )


def run(facts: Facts, shapes: Graph) -> Outcome:
    """Validate the union of the graphs of a store; a shape is wholly compiled, or declined."""
    compiler, judge, tasks, declined = Compiler(shapes, facts), Judge(facts), list[Task](), dict[Node, str]()
    for root in sorted(targeted(shapes), key=str):
        try:
            tasks.extend(_tasks(root, compiler, facts))
        except DeclinedError as error:
            declined[root] = error.reason
    for task in tasks:
        judge.expect(task.broken, task.focus)
    tasks.sort(key=lambda task: task.broken.component != SH.ClosedConstraintComponent)  # the longest start first
    with quiet(), ThreadPoolExecutor(THREADS) as pool:
        judge.prepare(pool)
        found = list(pool.map(lambda task: task.results(judge), tasks))
    declined |= {task.root: why for task, why in zip(tasks, found, strict=True) if isinstance(why, str)}
    kept = {
        (task.root, task.held, one)
        for task, ones in zip(tasks, found, strict=True)
        if task.root not in declined
        for one in ones
    }
    results = tuple(sorted((one for _, _, one in kept), key=order))
    return Outcome(results=results, declined=declined, judge=judge)


def _tasks(root: Node, compiler: Compiler, facts: Facts) -> Iterator[Task]:
    """Yield what is to be asked for a targeted shape; it is compiled once for all its targets."""
    ways: dict[Node, list[Violation]] = {}

    def below(node: Node, focus: Focus, above: tuple[str, ...], held: tuple[Node, ...]) -> Iterator[Task]:
        refuse_loop((*held, node), compiler.shapes)
        shape = compiler.shape(node)
        if not shape.active:
            return
        if node not in ways:
            ways[node] = list(compiler.violations(node))
        for way in ways[node]:
            yield Task(root=root, shape=shape, broken=way, focus=focus, above=above, held=held)
        if shape.path is not None:
            outer = compiler.fresh()
            focus, above = reached(focus, shape.path, outer), (*above, outer)
        for one in compiler.properties(node):
            yield from below(one, focus, above, (*held, node))

    for focus in focuses(root, compiler.shapes, facts):
        yield from below(root, focus, (), ())


def _term(row: Solution, variable: str | None) -> Node | None:
    name = (variable or "").removeprefix("?")
    found = row.get(name) if isinstance(row, Mapping) else row[name] if name else None
    return read(found) if found is not None else None


def _known(term: Node | None) -> Node:
    assert term is not None  # a focus node is bound in every row
    return term
