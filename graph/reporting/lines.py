"""The report in a terminal: the verdict, then each rule with at most three examples, what to do, and who can do it."""

from collections.abc import Iterator
from typing import Final

from graph.reporting.steward import EXAMPLES, Example, Group
from graph.reporting.trend import Trend
from graph.reporting.verdict import GRAVITY, Report
from graph.wording import count, number

_MOST: Final = 40
_COLOURS: Final = {"violation": "31", "warning": "33", "info": "34", "erreur": "31", "attention": "33", "ok": "32"}


def as_text(made: Report, *, colour: bool = False) -> list[str]:
    """Return the lines a terminal shows; `colour` for one that has colours."""
    paint = _painted if colour else _plain
    lines = [paint(made.verdict, made.state)]
    if made.trend is not None:
        lines.append(f"Depuis le rapport précédent : {changed(made.trend)}.")
    for group in made.groups[:_MOST]:
        lines += ["", paint(_head(group), group.severity), *_told(group)]
    if (rest := len(made.groups) - _MOST) > 0:
        lines += ["", f"… et {count(rest, 'autre règle', 'autres règles')} : -f html, ou -f csv"]
    return [*lines, "", *_covered(made)]


def changed(trend: Trend) -> str:
    """Say what changed, and nothing of what did not happen: « 12 nouveaux, 40 inchangés »."""
    said = (
        (trend.new, "nouveau", "nouveaux"),
        (trend.gone, "disparu", "disparus"),
        (trend.same, "inchangé", "inchangés"),
    )
    return ", ".join(count(*one) for one in said if one[0]) or "aucun constat, ni avant ni maintenant"


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, meaning: str) -> str:
    return f"\x1b[1;{_COLOURS[meaning]}m{text}\x1b[0m"


def _head(group: Group) -> str:
    trend = f" ({changed(group.trend)})" if group.trend is not None and (group.trend.new or group.trend.gone) else ""
    return f"{count(group.count, *GRAVITY[group.severity])} · {group.title}{trend}"


def _told(group: Group) -> Iterator[str]:
    if group.sentence and group.sentence.rstrip(".") != group.title:
        yield f"  {group.sentence}"
    if len(group.files) > 1 or group.other_files:
        yield f"  {', '.join(f'{file} ({number(most)})' for file, most in group.files.items())}{_others(group)}"
    yield from (f"  - {_line(one)}" for one in group.examples[:EXAMPLES])
    if (rest := group.count - len(group.examples[:EXAMPLES])) > 0:
        yield f"  … et {number(rest)} de plus"
    if group.advice:
        yield f"  → {group.advice}"
    if group.owners:
        yield f"  → Qui : {' ; '.join(f'{one.who} ({number(one.count)})' for one in group.owners[:EXAMPLES])}"


def _others(group: Group) -> str:
    return f" et {count(group.other_files, 'autre fichier', 'autres fichiers')}" if group.other_files else ""


def _line(one: Example) -> str:
    name = f"{one.label} ({one.node})" if one.label else one.node
    value = f" = {one.value}" if one.value else ""
    places = f" [{' ; '.join(one.places)}]" if one.places else ""
    return f"{one.sentence} {name}{value}{places}".strip()


def _covered(made: Report) -> Iterator[str]:
    """Say how many nodes each shape looked at: a green light over nothing proves nothing."""
    busy = sorted((one for one in made.coverage if not one.idle), key=lambda one: (-one.seen, one.title))
    shapes = count(len(made.coverage), "forme", "formes")
    yield f"Vérifié ({shapes}) : {' · '.join(f'{one.title} {number(one.seen)}' for one in busy) or 'rien'}"
    if idle := [one.title for one in made.idle if one.optional]:
        yield f"Sans nœud à vérifier, et facultatives : {', '.join(idle)}"
    if made.checks:
        yield f"Contrôles croisés exécutés : {number(len(made.checks))}"
