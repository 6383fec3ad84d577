"""`maillage view`: a view of the catalogue, or what surrounds a node, as one HTML page."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from graph import store as stores
from graph.asking.lookup import find
from graph.asking.query import Limits, ask
from graph.charting import pictures
from graph.cli.arguments import out, question_parser, target, verb
from graph.cli.printing import write
from graph.cli.telling import listing
from graph.drawing import view as views
from graph.errors import GraphError
from queries import questions


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "view",
        "dessiner une vue, ou ce qui entoure un nœud, en une page HTML autonome",
        "view vue-financement-programme -o financement.html",
    )
    made.add_argument(
        "view", nargs="?", metavar="VUE|NŒUD", help="une vue, un IRI, un code ou un nom ; sans rien : la liste des vues"
    )
    made.add_argument("--depth", type=int, choices=(1, 2), default=1, help="jusqu'à combien de pas autour d'un nœud")
    made.add_argument("--max-nodes", type=int, metavar="N", help="nœuds dessinés au plus")
    target(made, "la page à écrire (par défaut : <out>/<nom>.html)")
    out(made)


def run(given: Namespace, rest: Sequence[str], messages: Console) -> int:
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
        page, name = pictures.drawn(answer, known, most=given.max_nodes), known.name
    elif rest:
        raise GraphError(f"inconnu : {' '.join(rest)}", kind="usage", remedy="ces options sont celles d'une vue")
    else:
        node = find(store, "noeud", given.view)
        page = views.render(views.ego(store, node.value, depth=given.depth, **_budget(given.max_nodes)))
        name = node.value.rpartition("/")[2]
    target = given.output or str(given.out / f"{name}.html")
    write(page, target, messages)
    return 0


def _budget(most: int | None) -> dict[str, int]:
    return {} if most is None else {"budget": most}
