"""`maillage network`: who is between whom: the network of the graph measured, or written for Gephi and the others."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph import store as stores
from graph.asking.formats.cells import visible
from graph.cli.arguments import out, target, verb
from graph.cli.printing import write
from graph.drawing.projection import declared
from graph.measuring.chosen import chosen
from graph.measuring.files import FILES
from graph.measuring.measures import Measures, measures
from graph.wording import count, number

_GUESSED: Final = {".gexf": "gexf", ".graphml": "graphml", ".json": "json", ".csv": "csv"}


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "network",
        "mesurer le réseau : degrés, intermédiarité, communautés, ponts ; l'écrire pour Gephi ou un tableur",
        "network CABBALR --relation finance porte partenaire -o reseau.gexf",
    )
    made.add_argument(
        "node", nargs="?", metavar="NŒUD", help="autour de ce nœud seulement (à deux pas) ; sans rien : tout le graphe"
    )
    made.add_argument(
        "--relation", nargs="+", default=[], metavar="NOM", help="ces relations seulement (noms : projection.toml)"
    )
    made.add_argument("--type", nargs="+", default=[], metavar="NOM", dest="kinds", help="ces types de nœuds seulement")
    made.add_argument("--top", type=int, default=20, metavar="N", help="lignes du tableau (par défaut : 20)")
    made.add_argument(
        "-f", "--format", choices=("table", *FILES), help="deviné de l'extension de -o ; « paires » : un lien par ligne"
    )
    target(made, "où l'écrire")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Measure, then show a table or write a file."""
    network = chosen(stores.open_store(given.out), given.node, relations=given.relation, kinds=given.kinds)
    measured = measures(network)
    form = given.format or _GUESSED.get(Path(given.output or "").suffix, "table")
    if form != "table":
        write(FILES[form](network, measured), given.output, messages)
        return 0
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(_table(measured, given.top))
    messages.print(_summary(measured, network.number_of_edges()), markup=False)
    return 0


def _table(measured: Measures, most: int) -> Table:
    words = {kind.name: kind.one for kind in declared().kinds}
    table = Table("nom", "type", box=None)
    for title in ("voisins", "liens", "intermédiarité", "communauté"):
        table.add_column(title, justify="right")
    for one in measured.nodes[:most]:
        between = f"{one.betweenness:.4f}".replace(".", ",") + (" ◆" if one.cut else "  ")
        cells = (
            visible(one.label),
            words[one.kind],
            number(one.neighbours),
            number(one.links),
            between,
            str(one.community),
        )
        table.add_row(*map(Text, cells))
    return table


def _summary(measured: Measures, links: int) -> str:
    nodes = count(len(measured.nodes), "nœud", "nœuds")
    told = [
        f"{nodes}, {count(links, 'lien', 'liens')}",
        count(measured.parts, "partie séparée", "parties séparées"),
        count(measured.communities, "communauté", "communautés"),
        f"{count(len(measured.bridges), 'pont', 'ponts')} ; ◆ : sans ce nœud, des parties se séparent",
    ]
    return ", ".join(told) + (" ; intermédiarité estimée sur un échantillon" if measured.estimated else "")
