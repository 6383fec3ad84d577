"""`maillage export`: the graph as a file, the same bytes each time."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph.cli.arguments import out, target, verb
from graph.export import FORMS
from graph.export import export as write_graph


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "export",
        "écrire le graphe en Turtle, octet pour octet le même à chaque fois",
        "export -o territoire.ttl",
    )
    made.add_argument("-f", "--format", choices=tuple(FORMS), help="devinée de l'extension de -o, sinon turtle")
    made.add_argument("--allow-violations", action="store_true", help="exporter même un graphe qui a des violations")
    target(made, "le fichier à écrire (par défaut : <out>/maillage.ttl)")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write the graph as one file, the same bytes each time."""
    target = Path(given.output or given.out / "maillage.ttl")
    form = given.format or {".nt": "nt", ".trig": "trig", ".jsonld": "jsonld"}.get(target.suffix, "turtle")
    assert form in FORMS
    done = write_graph(given.out, target, form=form, allow_violations=given.allow_violations)
    messages.print(f"{done.path} : {done.statements} triplets, sha256 {done.sha256}", markup=False)
    return 0
