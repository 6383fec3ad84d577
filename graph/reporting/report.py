"""The report of a build or of a validation, written: a page, JSON, text for a terminal, a table, the standard RDF."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from graph.errors import GraphError
from graph.reporting.lines import as_text, changed
from graph.reporting.origins import Origins
from graph.reporting.standard import as_turtle
from graph.reporting.summary import BuildSummary, State
from graph.reporting.table import as_csv
from graph.reporting.trend import previous
from graph.reporting.verdict import GRAVITY, Report, report
from graph.templating import asset, templates
from graph.validation.findings import Validation
from graph.whole import write_text
from graph.wording import count, number

CSV: Final = "constats.csv"
REPORTS: Final = ("text", "html", "json", "csv", "turtle")


def write_reports(out: Path, build: BuildSummary, validation: Validation) -> Report:
    """Write `rapport.html`, `rapport.json` and `constats.csv` into the folder of a build, each whole.

    They are compared with the `constats.csv` that is there; the new one, last written, takes its place.
    """
    before = previous(out / CSV)
    made = report(validation, build, title="Rapport de construction", before=before)
    write_text(out / "rapport.json", as_json(made))
    write_text(out / "rapport.html", as_html(made))
    write_text(out / CSV, as_csv(validation, made.origins.dossiers, before.findings if before is not None else None))
    return made


def render(validation: Validation, form: str, *, where: Origins | None = None, colour: bool = False) -> str:
    """Return the report of a validation in one of `REPORTS`; `colour` is for the text of a terminal."""
    where = where or Origins()
    match form:
        case "text":
            return "\n".join(as_text(report(validation, where=where), colour=colour)) + "\n"
        case "html":
            return as_html(report(validation, where=where))
        case "json":
            return as_json(report(validation, where=where))
        case "csv":
            return as_csv(validation, where.dossiers)
        case "turtle":
            return as_turtle(validation)
    raise GraphError(f"format inconnu : {form}", kind="usage", remedy=f"formats : {', '.join(REPORTS)}")


def as_html(made: Report) -> str:
    """Return one page that opens offline, asks nobody for anything, runs no script, and escapes every value."""
    words: dict[str, Any] = {"nombre": number, "compte": count, "change": changed, "lien": made.origins.link}
    words |= {"gravites": GRAVITY, "State": State, "csv": CSV, "style": asset("rapport.css")}
    return templates().get_template("rapport.html.j2").render(rapport=made, **words)


def as_json(made: Report) -> str:
    """Return the same content for machines; the keys are stable, and seconds are the only thing that moves."""
    raw = asdict(made)
    raw["idle"] = [one.shape for one in made.idle]
    return json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
