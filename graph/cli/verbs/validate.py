"""`maillage validate`: the graph that was built, or a user's files, against SHACL shapes."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from graph import state as states
from graph import store as stores
from graph.cli.arguments import fail_on, out, target, verb
from graph.cli.printing import write
from graph.cli.telling import reached
from graph.errors import FINDINGS
from graph.reporting.origins import Origins, origins
from graph.reporting.report import REPORTS
from graph.reporting.report import render as render_report
from graph.validation.findings import Severity, Validation
from graph.validation.validate import validate_files, validate_store

_FORMS: Final[Mapping[str, str]] = {
    ".html": "html", ".json": "json", ".csv": "csv", ".ttl": "turtle", ".txt": "text",
}  # fmt: skip
_MANY: Final = 20


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "validate",
        "valider le graphe construit, ou des fichiers RDF, avec SHACL ; rien n'est lu sur le réseau",
        "validate donnees.ttl --shapes formes.ttl -o rapport.html",
    )
    made.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FICHIER",
        help="Turtle, TriG, N-Triples, N-Quads, JSON-LD ou RDF/XML, d'après l'extension ; sinon, le graphe construit",
    )
    _extra(made, "--shapes", "d'autres formes que celles de Maillage")
    _extra(made, "--ontology", "les classes et propriétés de vos données, si elles ne sont pas dans les fichiers")
    made.add_argument(
        "-f", "--format", choices=REPORTS, help="forme du rapport ; devinée de l'extension de -o, sinon text"
    )
    fail_on(made)
    missing = made.add_mutually_exclusive_group()
    missing.add_argument(
        "--partial",
        action="store_true",
        help="données partielles : une forme sans nœud à vérifier n'est qu'une remarque",
    )
    missing.add_argument(
        "--strict", action="store_true", help="une forme déclarée facultative doit vérifier quelque chose aussi"
    )
    made.add_argument(
        "--engine",
        choices=("auto", "compiled", "pyshacl"),
        default="auto",
        help="ce qui exécute les formes (par défaut, auto : compilées en SPARQL sur un graphe construit ou de gros"
        " fichiers, et quand elles en contiennent)",
    )
    target(made, "où écrire le rapport")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Validate files, or the graph that was built; 1 when there are findings at `--fail-on` or above."""
    done = _validated(given)
    form = given.format or _FORMS.get(Path(given.output or "").suffix.lower(), "text")
    colour = form == "text" and not given.output and Console().is_terminal and not Console().no_color
    write(render_report(done, form, where=_where(given), colour=colour), given.output, messages)
    if form == "text" and len(done.findings) > _MANY:
        messages.print("page à lire ou à envoyer : la même commande avec -o rapport.html", markup=False)
    counts = {str(word): done.count(word) for word in Severity}
    return FINDINGS if reached(counts, given.fail_on) else 0


def _validated(given: Namespace) -> Validation:
    options = {"strict": given.strict, "partial": given.partial, "engine": given.engine}
    if given.files:
        return validate_files(given.files, given.shapes, ontology=given.ontology, **options)
    stores.open_store(given.out)
    return validate_store(stores.path(given.out), given.shapes, ontology=given.ontology, **options)


def _where(given: Namespace) -> Origins:
    """Return the names of the dossiers of a build; its files are not beside a report that is written elsewhere."""
    state = None if given.files else states.read(given.out)
    return Origins(dossiers=origins(state.lines).dossiers) if state else Origins()


def _extra(made: Any, option: str, what: str) -> None:
    made.add_argument(
        option, action="append", default=[], type=Path, metavar="FICHIER", help=f"{what} (plusieurs fois possible)"
    )
