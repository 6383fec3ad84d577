"""Tables for people: in the terminal, in Markdown, and as one HTML page that opens offline."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import NamedNode
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.asking.answers import Answer, Term
from graph.asking.formats.cells import columns, heading, link, number, shown, visible

_HERE: Final = Path(__file__).parent
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>|#!~])")
_WIDTH: Final = 120
_EVIDENCE: Final = 24
_WORD: Final = 14
"""A longer word may be cut, when columns are many."""


def as_table(answer: Answer, width: int = _WIDTH, *, colour: bool = False) -> str:
    """Return a table for a terminal of `width` characters, and how many rows there are."""
    if answer.form == "ask":
        return f"{yes_or_no(answer)}\n"
    table = Table(title=_text(answer.title), caption=_text(answer.size), box=SIMPLE_HEAD)
    table.title_justify = table.caption_justify = "left"
    kept = columns(answer)
    for i in kept:
        _column(table, heading(answer.variables[i]), [row[i] for row in answer.rows])
    for row in answer.rows:
        table.add_row(*(_text(shown(row[i])) for i in kept))
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=colour, no_color=not colour, legacy_windows=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in screen.getvalue().splitlines()) + "\n"


def _column(table: Table, name: str, cells: Sequence[Term | None]) -> None:
    """Add a column: numbers to the right and whole, words whole, evidence cut short (other formats have it whole)."""
    words = [visible(shown(cell)) for cell in cells]
    if any(number(cell) is not None for cell in cells):
        table.add_column(
            _text(name), justify="right", overflow="fold", min_width=max(_longest([name]), *map(len, words))
        )
    elif any(isinstance(cell, NamedNode) and "#" in cell.value for cell in cells):
        table.add_column(_text(name), no_wrap=True, overflow="ellipsis", max_width=_EVIDENCE)
    else:
        table.add_column(_text(name), overflow="fold", min_width=_longest([name, *words]))


def _longest(texts: Sequence[str]) -> int:
    return min(_WORD, max((len(word) for text in texts for word in text.split()), default=0))


def as_markdown(answer: Answer) -> str:
    """Return a Markdown table (GitHub's), where a value is always text, with the question above."""
    title = f"## {_escaped(answer.title)}\n\n" if answer.title else ""
    if answer.form == "ask":
        return f"{title}{yes_or_no(answer)}\n"
    kept = columns(answer)
    numeric = [any(number(row[i]) is not None for row in answer.rows) for i in kept]
    lines = [
        [_escaped(heading(answer.variables[i])) for i in kept],
        ["---:" if right else "---" for right in numeric],
        *([_escaped(shown(row[i])) for i in kept] for row in answer.rows),
    ]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"{title}{table}\n{answer.size}\n"


def as_html(answer: Answer) -> str:
    """Return one page without request or script: the question, the table, links to http addresses only."""
    environment = Environment(
        loader=FileSystemLoader(_HERE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("page.html.jinja")
    kept = columns(answer)
    cells = [[(shown(row[i]), link(row[i]), number(row[i]) is not None) for i in kept] for row in answer.rows]
    return page.render(
        title=visible(answer.title) or "Réponse",
        size=answer.size,
        headings=[heading(answer.variables[i]) for i in kept],
        rows=cells,
        verdict=yes_or_no(answer) if answer.form == "ask" else "",
    )


def yes_or_no(answer: Answer) -> str:
    """Return the answer to an ASK."""
    return "oui" if answer.boolean else "non"


def _text(text: str) -> Text:
    return Text(visible(text))  # never rich's markup: a label is not an instruction


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", visible(text)).replace("&", "&amp;")
