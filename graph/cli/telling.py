"""What the terminal shows of a build and of the questions: French, aligned, one line each."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graph.build import Built
from graph.build import Progress as Callback
from graph.reporting.lines import changed
from graph.reporting.summary import SourceLine, State
from graph.validation.findings import Severity
from graph.wording import count, number
from queries import Question


@contextmanager
def progress_bar(messages: Console, *, shown: bool) -> Iterator[Callback]:
    """Show what is being done on a terminal, and nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True, disable=not (shown and messages.is_terminal)) as bar:
        task = bar.add_task("lecture", total=None)

        def follow(what: str, done: int, total: int) -> None:
            bar.update(task, description=what[:48], completed=done, total=total)

        yield follow


def source_line(line: SourceLine) -> str:
    """Return the line of one file: rows read, mapped, set aside, triples, seconds, and what is to be known."""
    if line.state is State.FAILED:
        return f"✗ {line.message}"
    aside = f", {number(line.rejected)} écartées" if line.rejected else ""
    cells = f", {count(line.cells, 'cellule vidée', 'cellules vidées')}" if line.cells else ""
    note = f" — {line.message}" if line.message else ""
    when = f"{line.seconds:.1f} s" if line.state is State.BUILT else str(line.state)
    rows = f"{number(line.read)} lues, {number(line.mapped)} retenues{aside}{cells}"
    return f"✓ {line.source} · {line.edition} : {rows} → {number(line.triples)} triplets ({when}){note}"


def summary(built: Built, out: str) -> Iterator[str]:
    """Yield the closing lines: what there is, what is wrong, what to open and to type next."""
    lines = built.summary.lines
    failed, skipped = len(built.summary.failures), sum(line.state is State.SKIPPED for line in lines)
    done = len(lines) - failed - skipped
    yield f"{number(built.summary.graph_triples)} triplets de {count(done, 'fichier', 'fichiers')} dans {out}/graphe"
    if failed:
        yield f"{count(failed, 'fichier en échec', 'fichiers en échec')} : le graphe est construit sans eux"
    if skipped:
        names = ", ".join(line.edition for line in lines if line.state is State.SKIPPED)[:200]
        yield f"{count(skipped, 'fichier', 'fichiers')} qu'aucune source déclarée ne reconnaît : {names}"
    if built.report is None:
        yield "rien n'a changé depuis la dernière construction"
    else:
        yield built.report.verdict
        if built.report.trend is not None:
            yield f"depuis la construction précédente : {changed(built.report.trend)}"
    yield f"rapport : {out}/rapport.html — ensuite : maillage query"


def reached(counts: Mapping[str, int], fail_on: str) -> bool:
    """Tell whether there is a finding at least as grave as `fail_on` (`none` never is)."""
    if fail_on == "none":
        return False
    worst = Severity(fail_on).rank
    return any(number_of for word, number_of in counts.items() if Severity(word).rank <= worst)


def listing(questions: Iterable[Question], *, views: bool) -> Table:
    """Return the table of the questions, or of the views: name, question, parameters."""
    table = Table(
        "vue" if views else "question", "ce qu'on y voit" if views else "ce qu'on demande", "paramètres", box=None
    )
    for one in questions:
        if one.view == views:
            parameters = " ".join(f"--{p.name}" if p.required else f"[--{p.name}]" for p in one.parameters)
            table.add_row(one.name, one.summary, parameters.replace("[", "\\["))
    return table


def licence(iri: str) -> str:
    """Return the usual name of a licence, else its IRI."""
    return "Licence Ouverte 2.0" if "licence-ouverte" in iri else "ODbL" if "odbl" in iri.lower() else iri
