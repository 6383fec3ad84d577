"""`maillage export`: the bundle that portals import, or the graph as one file; the same bytes each time."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from graph.cli.arguments import out, verb
from graph.errors import GraphError
from graph.export import FORMS
from graph.export import export as write_graph
from graph.publishing.bundle import publish
from graph.publishing.catalogue.publication import EMBEDDED, NAME
from graph.publishing.describing import PROFILES
from graph.publishing.wanted import Wanted
from graph.wording import count, number

_SUFFIXES: Final = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig", ".jsonld": "jsonld"}


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "export",
        "publier le graphe : un lot que les portails importent, ou un seul fichier",
        "export -o publication/ && maillage verify publication/",
    )
    made.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DOSSIER|FICHIER",
        help=f"le lot à écrire (par défaut : <out>/publication), ou un fichier : {', '.join(_SUFFIXES)}",
    )
    made.add_argument("--profile", choices=PROFILES, help="un seul des deux catalogues : DCAT-AP strict, ou portail")
    made.add_argument(
        "--only", metavar="THÈME|TERRITOIRE", help="une partie, et ce dont elle a besoin : financements, Béthune, 62…"
    )
    made.add_argument("--previous", type=Path, metavar="DOSSIER", help="le lot précédent, pour dire ce qui a changé")
    made.add_argument("-f", "--format", choices=tuple(FORMS), help="un seul fichier, dans cette syntaxe")
    made.add_argument("--allow-violations", action="store_true", help="publier même un graphe qui a des violations")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write a bundle where a folder is asked for, a file where the output ends like one."""
    alone = given.format or (given.output and _SUFFIXES.get(given.output.suffix))
    return _file(given, alone, messages) if alone else _bundle(given, messages)


def _file(given: Namespace, form: str, messages: Console) -> int:
    for option in ("only", "previous", "profile"):
        if getattr(given, option) is not None:
            message = f"--{option} vaut pour un lot, pas pour un seul fichier"
            raise GraphError(message, kind="usage", remedy="donnez un dossier à -o")
    target = given.output or given.out / "maillage.ttl"
    done = write_graph(given.out, target, form=form, allow_violations=given.allow_violations)
    messages.print(f"{done.path} : {number(done.statements)} triplets, sha256 {done.sha256}", markup=False)
    return 0


def _bundle(given: Namespace, messages: Console) -> int:
    wanted = Wanted(
        profile=given.profile, only=given.only, previous=given.previous, allow_violations=given.allow_violations
    )
    target = given.output or given.out / "publication"
    with messages.status("…") as status:
        done = publish(given.out, target, wanted, status.update)
    if not (given.out / NAME).is_file():
        said = "éditeur et contact sont ceux de Maillage ; pour publier en votre nom : "
        messages.print(f"maillage : {said}{given.out / NAME}, d'après {EMBEDDED}", markup=False, soft_wrap=True)
    for remark in done.remarks:
        messages.print(f"maillage : {remark}", markup=False)
    print(f"{number(done.release.triples)} triplets, {count(len(done.files), 'fichier', 'fichiers')} dans {done.path}")
    print(f"version {done.release.version} ; à lire d'abord : {done.path / 'LISEZMOI.md'}")
    print(f"ensuite : maillage verify {done.path}")
    return 0
