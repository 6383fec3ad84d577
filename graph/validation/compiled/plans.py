"""How one constraint of one shape is asked of the store: the values that are wrong, the nodes that may be, or each."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.validation.compiled.asking import Row, answers
from graph.validation.compiled.conditions import Some
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.judging import MOST, Judge, values
from graph.validation.compiled.paths import Form, Path
from graph.validation.compiled.scans import Scan, worth
from graph.validation.compiled.scans import rows as pairs
from graph.validation.compiled.targets import Focus, among
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm
from graph.validation.compiled.violations import THIS, Violation

Solution: TypeAlias = ox.QuerySolution | Row

_BATCH: Final = 500


def rows(one: Violation, focus: Focus, judge: Judge, above: tuple[str, ...] = ()) -> Iterator[Solution]:
    """Yield the focus nodes that break a constraint, and the values that do."""
    facts, focus = judge.facts, _listed(focus, judge)
    size = focus.size(facts)
    if not size or any(path.within(facts.present) is None for path in one.needs):
        return
    if not above and judge.spared(one, focus):
        return
    if one.asked is not None:
        yield from answers(one.asked, focus, facts)
        return
    if above:  # each value of the path above is a focus node of its own, and tells its results apart
        yield from _asked(one, focus(THIS), 0, judge, above)
        return
    if one.judges is not None and one.value is not None and worth(one.judges, size, facts):
        wrong = judge.wrong(one.judges, one.test)
        if wrong is not None and values(one.value, wrong) is not None:
            yield from _among(one, focus, judge, one.value, wrong)
            return
    suspects = _suspects(one, focus, size, judge)
    if suspects is not None and values(THIS, suspects) is not None:
        yield from _among(one, focus, judge, THIS, suspects)
    else:
        yield from _asked(one, focus(THIS), size, judge)


def _listed(focus: Focus, judge: Judge) -> Focus:
    """Return a focus as the list of its nodes, when they are the few values of a path."""
    few = judge.few(focus.ends) if focus.ends is not None else None
    named = few and values(THIS, few)
    return among([str(one) for one in few]) if few and named else focus


def _among(
    one: Violation, focus: Focus, judge: Judge, variable: str, terms: list[OxTerm]
) -> Iterator[ox.QuerySolution]:
    """Yield what breaks a constraint where a variable is one of a few terms."""
    for start in range(0, len(terms), _BATCH):
        listed = values(variable, terms[start : start + _BATCH])
        given = f"{listed} {one.pattern} FILTER(EXISTS {{ {focus(THIS)} }})"
        scan = Scan(_BATCH, judge.facts, judge.misspelt)
        body = scan.broken(given, one.test) if variable == THIS else given  # a wrong value is known to break the test
        if body is not None:
            yield from judge.facts.rows(query("select", variables=" ".join((THIS, *one.variables)), body=body))


def _asked(
    one: Violation, focus: str, size: int, judge: Judge, above: tuple[str, ...] = ()
) -> Iterator[ox.QuerySolution]:
    body = Scan(size, judge.facts, judge.misspelt).broken(f"{focus} {one.pattern}", one.test)
    if body is not None:
        variables = " ".join((THIS, *one.variables, *above))
        yield from judge.facts.rows(query("select", variables=variables, body=body))


def _suspects(one: Violation, focus: Focus, size: int, judge: Judge) -> list[OxTerm] | None:
    """Return the only nodes that may break a constraint, when there are few and that is quickly known."""
    if one.repeats is not None and worth(one.repeats, size, judge.facts):
        return _repeated(one.repeats, judge.facts)
    if isinstance(one.test, Some) and not one.pattern and size > MOST:
        for part in one.test.parts:  # a node that breaks all conditions breaks each
            body = Scan(size, judge.facts, judge.misspelt).broken(focus(THIS), part)
            if body is None:
                return []
            found = judge.facts.terms(query("some", variable=THIS, body=body, most=str(MOST + 1)))
            if len(found) <= MOST:
                return found
    return None


def _repeated(path: Path, facts: Facts) -> list[OxTerm] | None:
    """Return the nodes that have several values by a path, when there are few."""

    def find() -> list[OxTerm]:
        body = path.scan(THIS, "?any", lambda: "?step")
        if path.form is not Form.SEQUENCE and facts.count(body, THIS) == pairs(path, facts):
            return []
        return facts.terms(query("repeated", body=body, most=str(MOST + 1)))

    found = facts.once(("repeated", path), find)
    return found if len(found) <= MOST else None
