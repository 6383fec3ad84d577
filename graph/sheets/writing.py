"""A sheet written: one offline page made for A4, or Markdown."""

import re
from collections.abc import Iterator
from typing import Final

from graph.sheets.picture import svg
from graph.sheets.sheet import Row, Sheet, Table
from graph.templating import asset, templates
from graph.wording import day_of, number

FORMS: Final = ("html", "markdown")
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def as_html(made: Sheet) -> str:
    """Return one page without script or request; the picture is drawn in it."""
    style = asset("fiche.css") + (asset("image.css") if made.chart else "")
    words = {
        "nombre": number,
        "arret": day_of(made.until),
        "style": style,
        "image": made.chart.svg if made.chart else svg(made.page),
    }
    return templates().get_template("fiche.html.j2").render(fiche=made, **words)


def as_markdown(made: Sheet) -> str:
    """Return the same content as Markdown, without the picture; every value is text."""
    return "\n".join(_lines(made)) + "\n"


def _lines(made: Sheet) -> Iterator[str]:
    yield f"# {_plain(made.title)}\n\n{_plain(made.kind)}\n"
    yield from (f"- {_plain(label)} : {_plain(value)}" for label, value in made.facts)
    for tile in made.tiles:
        cited = "".join(f" [{one}]" for one in tile.sources)
        yield f"- **{_plain(tile.value)}** {_plain(tile.label)} ({_plain(tile.period)}){cited}"
    for table in made.tables:
        yield from _table(table)
    if made.empty:
        yield f"\nAucune source chargée ne dit rien de : {_plain(' ; '.join(made.empty).lower())}."
    yield "\n## Sources\n"
    for one in made.sources:
        about = ", ".join(filter(None, (one.title or one.file, one.issuer, one.date)))
        yield f"{one.number}. {_plain(about)} ({_plain(one.file)})"
    yield f"\nDonnées arrêtées au {day_of(made.until)}. Identifiant : <{made.iri}>"


def _table(table: Table) -> Iterator[str]:
    yield f"\n## {_plain(table.title)}\n\n{_plain(table.question)}\n"
    yield f"| {' | '.join(map(_plain, table.headings))} | preuve |"
    yield "|" + "".join(" ---: |" if at in table.numeric else " --- |" for at in range(len(table.headings))) + " --- |"
    yield from (f"| {' | '.join(map(_plain, row.cells))} | {_proofs(row)} |" for row in table.rows)
    if table.others:
        yield f"\n… et {number(table.others)} de plus : `{table.command}`"


def _proofs(row: Row) -> str:
    return ", ".join(f"[{number_}] {_plain(spot)}".strip() for number_, spot in row.proofs)


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
