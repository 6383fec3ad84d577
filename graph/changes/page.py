"""A comparison written: for a terminal, as Markdown, as one offline HTML page, as JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from graph.changes.comparison import Comparison, Count, Section
from graph.curies import curie
from graph.templating import asset, templates
from graph.wording import count, number

FORMS: Final = ("texte", "markdown", "html", "json")
_TERMINAL: Final = 8
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_COLUMNS: Final = ("ajoutés", "retirés", "modifiés", "autre preuve seulement")


def written(made: Comparison, form: str, *, old: str, new: str) -> str:
    """Return a comparison in one of `FORMS`; `old` and `new` are what the reader calls the two editions."""
    match form:
        case "json":
            return json.dumps({"ancien": old, "nouveau": new, **asdict(made)}, ensure_ascii=False, indent=1) + "\n"
        case "html":
            words = {"nombre": number, "curie": curie, "style": asset("rapport.css"), "colonnes": _COLUMNS}
            page = templates().get_template("changements.html.j2")
            return page.render(comparaison=made, ancien=old, nouveau=new, phrase=_measure(made), **words)
        case "markdown":
            return "\n".join(_markdown(made, old, new)) + "\n"
    return "\n".join(_text(made)) + "\n"


def _measure(made: Comparison) -> str:
    if made.same:
        return "Rien n’a changé : les deux éditions disent exactement la même chose."
    gone = count(made.removed, "triplet retiré", "triplets retirés")
    return f"{gone}, {count(made.added, 'triplet ajouté', 'triplets ajoutés')}."


def _text(made: Comparison) -> Iterator[str]:
    yield _measure(made)
    for section in made.sections:
        yield f"\n{section.title}"
        yield from (f"  - {line.text}" for line in section.lines[:_TERMINAL])
        if more := section.others + len(section.lines[_TERMINAL:]):
            yield f"  … et {count(more, 'autre', 'autres')} : -o changements.html"
    if moved := sum(one.moved for one in made.classes):
        same = count(moved, "nœud ne change", "nœuds ne changent")
        yield f"\n{same} que de preuve : le même fait, lu à une autre ligne"


def _markdown(made: Comparison, old: str, new: str) -> Iterator[str]:
    yield f"# Ce qui a changé\n\nDe {_plain(old)} à {_plain(new)}. {_measure(made)}"
    for section in made.sections:
        yield f"\n## {_plain(section.title)}\n"
        yield from _items(section)
    if not made.same:
        yield from _table("Par nature", made.classes)
        yield from _table("Par source", made.sources)


def _items(section: Section) -> Iterator[str]:
    yield from (f"- {_plain(line.text)}" for line in section.lines)
    if section.others:
        yield f"- … et {count(section.others, 'autre', 'autres')}, dans le correctif"


def _table(title: str, counts: tuple[Count, ...]) -> Iterator[str]:
    yield f"\n## {title}\n\n|  | {' | '.join(_COLUMNS)} |\n|---|--:|--:|--:|--:|"
    for one in counts:
        cells = (one.added, one.removed, one.changed, one.moved)
        yield f"| {_plain(one.name)} | {' | '.join(map(number, cells))} |"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
