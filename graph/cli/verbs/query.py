"""`maillage query`: a question of the catalogue, or of a file, its parameters as options."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pyoxigraph import Store
from rich.console import Console

from graph import store as stores
from graph.asking.answers import Answer
from graph.asking.empty import why_empty
from graph.asking.evidence import FOR_MACHINES, with_evidence
from graph.asking.executables import executables
from graph.asking.formats import DEFAULTS, FORMATS, as_table, guess, render
from graph.asking.parameters import resolve
from graph.asking.query import Limits, ask, final_text
from graph.cli.arguments import out, question_parser, target, verb
from graph.cli.printing import write
from graph.cli.telling import listing
from graph.curies import curie
from graph.errors import GraphError
from graph.explaining.worded import name
from graph.fetching.endpoint import ask_endpoint
from queries import Question, bound, questions, read


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "query",
        "poser une question du catalogue, ou celle d'un fichier .rq",
        "query communes-d-un-epci --epci CABBALR -o communes.csv",
    )
    made.add_argument(
        "question",
        nargs="?",
        metavar="NOM|FICHIER.rq",
        help="sans nom : la liste des questions",
    )
    made.add_argument("-f", "--format", metavar="FORMAT", help=f"{', '.join(FORMATS)} ; deviné de l'extension de -o")
    made.add_argument("--timeout", type=float, default=30.0, metavar="S", help="secondes au plus (par défaut : 30)")
    made.add_argument("--max-rows", type=int, default=10_000, metavar="N", help="lignes au plus (par défaut : 10000)")
    made.add_argument("--endpoint", metavar="URL", help="poser la question à ce service SPARQL, et non ici")
    made.add_argument("--evidence", action="store_true", help="dire, ligne par ligne, d'où vient ce qui est montré")
    made.add_argument(
        "--explain-empty",
        action="store_true",
        help="réponse vide : dire quel motif n'a rien laissé, et qu'essayer",
    )
    made.add_argument("--print-query", action="store_true", help="montrer le texte SPARQL final, sans l'exécuter")
    target(made, "où écrire la réponse")
    out(made)


def run(given: Namespace, rest: Sequence[str], messages: Console) -> int:
    """List the questions, or ask one: the parameters are the options left in `rest`."""
    if given.question is None:
        if given.format == "turtle" or (given.output or "").endswith(".ttl"):
            write(executables(questions().values()), given.output, messages)
            return 0
        Console(width=140 if not sys.stdout.isatty() else None).print(listing(questions().values(), views=False))
        return 0
    question = _question(given.question)
    options = vars(question_parser(question).parse_args(rest))
    typed = {name.replace("_", "-") if name not in options else name: v for name, v in options.items() if v}
    if given.endpoint:
        return _asked_there(given, question, typed, messages)
    store = stores.path(given.out)
    if given.print_query:
        write(final_text(store, question, typed), given.output, messages)
        return 0
    opened = stores.open_store(given.out)
    answer = ask(store, question, typed, Limits(seconds=given.timeout, rows=given.max_rows))
    if given.evidence:
        words = _format(answer, given.format, given.output) not in FOR_MACHINES
        answer = with_evidence(opened, answer, words=words)
    _write_answer(answer, given, messages)
    if not answer.count:
        for line in _empty(given, question, typed, opened):
            messages.print(line, markup=False)
    return 0


def _write_answer(answer: Answer, given: Namespace, messages: Console) -> None:
    write(_rendered(answer, given.format, given.output), given.output, messages)
    if answer.truncated:
        messages.print(f"maillage : {answer.size} ; --max-rows pour en voir plus", markup=False)


def _asked_there(given: Namespace, question: Question, typed: Mapping[str, Sequence[str]], messages: Console) -> int:
    """Ask a remote server; names are looked up in the graph built here, if there is one."""
    known = stores.open_store(given.out) if stores.path(given.out).is_dir() else None
    text = bound(question, resolve(question, typed, known))
    limits = Limits(seconds=given.timeout, rows=given.max_rows)
    answer = ask_endpoint(given.endpoint, text, limits, form=question.form, title=question.summary)
    _write_answer(answer, given, messages)
    return 0


def _empty(given: Namespace, question: Question, typed: Mapping[str, Sequence[str]], opened: Store) -> Iterator[str]:
    """Yield why there is no answer, and values to try; or how to know."""
    if not given.explain_empty:
        yield "maillage : aucune réponse ; --explain-empty dit quel motif n'a rien laissé"
        return
    reason = why_empty(stores.path(given.out), question, typed)
    yield f"maillage : {reason or 'aucune réponse, et la question ne se laisse pas découper'}"
    if reason and reason.proposals:
        names = ", ".join(f"{name(opened, node)} ({curie(node.value)})" for node in reason.proposals)
        yield f"ont une réponse, par exemple : {names}"


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


def _rendered(answer: Answer, form: str | None, output: str | None) -> str | bytes:
    name = _format(answer, form, output)
    if name == "table" and sys.stdout.isatty() and not output:
        console = Console()
        return as_table(answer, console.width, colour=not console.no_color)
    return render(answer, name)
