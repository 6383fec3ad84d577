"""The report of a build or of a validation, written: a page, JSON, text for a terminal, a table, the standard RDF."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from graph.curies import expand
from graph.errors import GraphError
from graph.names import curie
from graph.reporting.steward import EXAMPLES, Example, Group, rows
from graph.reporting.summary import BuildSummary, Check, State
from graph.reporting.verdict import GRAVITY, Report, report
from graph.templating import asset, templates
from graph.validation.findings import Validation
from graph.whole import write_text
from graph.wording import count, number

CSV: Final = "constats.csv"
REPORTS: Final = ("text", "html", "json", "csv", "turtle")
_COLUMNS: Final = ("gravite", "regle", "forme", "noeud", "nom", "propriete", "valeur", "constat", "provenance")


def write_reports(out: Path, build: BuildSummary, validation: Validation) -> Report:
    """Write `rapport.html`, `rapport.json` and `constats.csv` into the folder of a build, each whole."""
    made = report(validation, build, title="Rapport de construction")
    write_text(out / CSV, as_csv(validation, build.checks))
    write_text(out / "rapport.json", as_json(made))
    write_text(out / "rapport.html", as_html(made))
    return made


def render(validation: Validation, form: str) -> str:
    """Return the report of a validation in one of `REPORTS`."""
    match form:
        case "text":
            return "\n".join(as_text(report(validation))) + "\n"
        case "html":
            return as_html(report(validation))
        case "json":
            return as_json(report(validation))
        case "csv":
            return as_csv(validation)
        case "turtle":
            return as_turtle(validation)
    raise GraphError(f"format inconnu : {form}", kind="usage", remedy=f"formats : {', '.join(REPORTS)}")


def as_html(made: Report) -> str:
    """Return one page that opens offline, asks nobody for anything, runs no script, and escapes every value."""
    words = {"nombre": number, "compte": count, "gravites": GRAVITY, "State": State, "csv": CSV}
    return templates().get_template("rapport.html.j2").render(rapport=made, style=asset("rapport.css"), **words)


def as_json(made: Report) -> str:
    """Return the same content for machines; the keys are stable, and seconds are the only thing that moves."""
    raw = asdict(made)
    raw["idle"] = [{"shape": str(one.shape), "messages": dict(one.messages)} for one in made.idle]
    return json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_csv(validation: Validation, checks: Iterable[Check] = ()) -> str:
    """Return every finding and every row of the checks, one a line, IRIs in full, exact values."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for one in validation.findings:
        cells = (one.severity, curie(one.component), one.shape, one.focus, one.label, one.path, one.value, one.message)
        table.writerow(["" if cell is None else str(cell) for cell in (*cells, " ; ".join(one.evidence))])
    for check in checks:
        for row in rows(check):
            said = (expand(row.node), row.label, "", row.value, check.title, " ; ".join(row.places))
            table.writerow((str(check.severity), "contrôle", check.name, *said))
    return text.getvalue()


def as_turtle(validation: Validation) -> str:
    """Return the `sh:ValidationReport` itself, messages in both languages, our own findings included."""
    return validation.report.serialize(format="longturtle")


def as_text(made: Report) -> list[str]:
    """Return the lines a terminal shows: the verdict, then each rule with at most three examples."""
    lines = [made.verdict]
    for group in made.groups:
        lines += ["", f"{count(group.count, *GRAVITY[group.severity])} · {group.title}", *_told(group)]
    if made.idle:
        names = ", ".join(one.title for one in made.coverage if one.idle)
        lines += ["", f"{count(len(made.idle), 'forme n’a', 'formes n’ont')} rien vérifié : {names}"]
    return lines


def _told(group: Group) -> Iterator[str]:
    if group.sentence:
        yield f"  {group.sentence}"
    yield from (f"  - {_line(one)}" for one in group.examples[:EXAMPLES])
    if (rest := group.count - len(group.examples[:EXAMPLES])) > 0:
        yield f"  … et {number(rest)} de plus"
    if group.advice:
        yield f"  → {group.advice}"


def _line(one: Example) -> str:
    name = f"{one.label} ({one.node})" if one.label else one.node
    value = f" = {one.value}" if one.value else ""
    places = f" [{' ; '.join(one.places)}]" if one.places else ""
    return f"{one.sentence} {name}{value}{places}".strip()
