"""What each verb does: one call to the project, and what is said of it; returns the exit code."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console

from graph import state as states
from graph import store as stores
from graph.asking.answers import Answer
from graph.asking.evidence import FOR_MACHINES, with_evidence
from graph.asking.formats import DEFAULTS, as_table, guess, render
from graph.asking.lookup import find
from graph.asking.query import Limits, ask, final_text
from graph.build import build as make
from graph.cli.arguments import question_parser
from graph.cli.explaining import as_json, as_text
from graph.cli.telling import catalogue, kinds, listing, progress_bar, reached, source_line, summary
from graph.doctor import facts
from graph.drawing import view as views
from graph.errors import GraphError
from graph.explaining.explain import explain as explaining
from graph.export import FORMS
from graph.export import export as write_graph
from graph.reporting.report import render as render_report
from graph.reporting.summary import State
from graph.validation.findings import Severity
from graph.validation.validate import validate_files, validate_store
from graph.whole import write_text
from loaders import declared
from queries import Question, questions, read

FINDINGS = 1


def build(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Build, say a line a file and a closing summary; 1 when there are findings or a source failed."""
    with progress_bar(messages, shown=not given.quiet) as progress:
        built = make(given.out, data=given.data, only=given.only, progress=progress)
    if not given.quiet:
        _say(source_line(line) for line in built.summary.lines if line.state is not State.SKIPPED)
    _say(summary(built, str(given.out)))
    counts = built.report.counts if built.report else {"violation": built.violations}
    return FINDINGS if built.summary.failures or reached(counts, given.fail_on) else 0


def validate(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Validate files, or the graph that was built; 1 when there are findings at `--fail-on` or above."""
    if given.files:
        done = validate_files(given.files, given.shapes, strict=given.strict, engine=given.engine)
    else:
        stores.open_store(given.out)
        done = validate_store(stores.path(given.out), strict=given.strict, engine=given.engine)
    _write(render_report(done, given.format), given.output, messages)
    counts = {str(word): done.count(word) for word in Severity}
    return FINDINGS if reached(counts, given.fail_on) else 0


def query(given: Namespace, rest: Sequence[str], messages: Console) -> int:
    """List the questions, or ask one: the parameters are the options left in `rest`."""
    if given.question is None:
        Console(width=140 if not sys.stdout.isatty() else None).print(listing(questions().values(), views=False))
        return 0
    question = _question(given.question)
    options = vars(question_parser(question).parse_args(rest))
    typed = {name.replace("_", "-") if name not in options else name: v for name, v in options.items() if v}
    store = stores.path(given.out)
    if given.print_query:
        _write(final_text(store, question, typed), given.output, messages)
        return 0
    opened = stores.open_store(given.out)
    answer = ask(store, question, typed, Limits(seconds=given.timeout, rows=given.max_rows))
    if given.evidence:
        words = _format(answer, given.format, given.output) not in FOR_MACHINES
        answer = with_evidence(opened, answer, words=words)
    _write(_rendered(answer, given.format, given.output), given.output, messages)
    if answer.truncated:
        messages.print(f"maillage : {answer.size} ; --max-rows pour en voir plus", markup=False)
    return 0


def explain(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Tell what a node is and where it is written; in bold on a terminal."""
    told = explaining(stores.open_store(given.out), given.node, documents=given.documents, data=given.data)
    colour = sys.stdout.isatty() and not given.output and not Console().no_color
    _write(as_json(told) if given.format == "json" else as_text(told, colour=colour), given.output, messages)
    return 0


def view(given: Namespace, rest: Sequence[str], messages: Console) -> int:
    """Draw a view of the catalogue, or what surrounds a node given by IRI, code or name."""
    catalogue_ = questions()
    if given.view is None:
        Console(width=140 if not sys.stdout.isatty() else None).print(listing(catalogue_.values(), views=True))
        return 0
    store = stores.open_store(given.out)
    known = catalogue_.get(given.view)
    if known is not None and known.view:
        options = {name: v for name, v in vars(question_parser(known).parse_args(rest)).items() if v}
        answer = ask(stores.path(given.out), known, options, Limits(seconds=60, rows=200_000))
        page, name = views.theme_of(answer, known, most=given.max_nodes), known.name
    else:
        node = find(store, "noeud", given.view)
        page = views.ego(store, node.value, depth=given.depth, **_budget(given.max_nodes))
        name = node.value.rpartition("/")[2]
    target = given.output or str(given.out / f"{name}.html")
    _write(views.render(page), target, messages)
    return 0


def export(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write the graph as one file, the same bytes each time."""
    target = Path(given.output or given.out / "maillage.ttl")
    form = given.format or {".nt": "nt", ".trig": "trig", ".jsonld": "jsonld"}.get(target.suffix, "turtle")
    assert form in FORMS
    done = write_graph(given.out, target, form=form, allow_violations=given.allow_violations)
    messages.print(f"{done.path} : {done.statements} triplets, sha256 {done.sha256}", markup=False)
    return 0


def sources(given: Namespace, _: Sequence[str], __: Console) -> int:
    """List the declared sources and the state of each, or the kinds of cells."""
    state = states.read(given.out)
    table = kinds() if given.kinds else catalogue(declared(), state.lines if state else ())
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    return 0


def doctor(given: Namespace, _: Sequence[str], __: Console) -> int:
    """Say what of the installation is right, to be watched, or wrong."""
    found = facts(given.out)
    _say(f"{mark} {text}" for mark, text in found)
    return FINDINGS if any(mark == "erreur" for mark, _ in found) else 0


def _question(name: str) -> Question:
    path = Path(name)
    if path.suffix == ".rq":
        return read(path)
    known = questions()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4)
        remedy = f"proches : {', '.join(near)}" if near else "la liste : maillage query"
        raise GraphError(f"question inconnue : {name}", kind="usage", remedy=remedy)
    return known[name]


def _format(answer: Answer, form: str | None, output: str | None) -> str:
    return form or (guess(Path(output)) if output and output != "-" else DEFAULTS[answer.form])


def _rendered(answer: Answer, form: str | None, output: str | None) -> str:
    name = _format(answer, form, output)
    if name == "table" and sys.stdout.isatty() and not output:
        console = Console()
        return as_table(answer, console.width, colour=not console.no_color)
    return render(answer, name)


def _budget(most: int | None) -> dict[str, int]:
    return {} if most is None else {"budget": most}


def _write(text: str, output: str | None, messages: Console) -> None:
    """Write to a file, whole or not at all, and say where; or to the standard output."""
    if output and output != "-":
        write_text(Path(output), text)
        messages.print(f"écrit : {output}", markup=False)
    else:
        sys.stdout.write(text)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
