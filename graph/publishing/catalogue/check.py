"""Check a catalogue with nothing else at hand: what DCAT-AP requires of ours, and what portals drop in silence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pyshacl
from rdflib import SH, Graph, Literal
from rdflib.term import Node

from graph.errors import GraphError
from graph.publishing.catalogue.dcat import ProfileName
from graph.reading import add

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong: the node, a French sentence, and whether it only deserves a warning."""

    node: str
    message: str
    warning: bool = False


def faults(content: bytes, profile: ProfileName) -> tuple[Fault, ...]:
    """Return what is wrong with a catalogue in Turtle, sorted; a file that is not Turtle is `unreadable`."""
    data = Graph(bind_namespaces="none")
    try:
        add(data, ox.parse(content, ox.RdfFormat.TURTLE), "catalogue")
    except SyntaxError as error:
        raise GraphError(f"catalogue illisible : {error.msg}, ligne {error.lineno}", kind="unreadable") from error
    shapes = Graph(bind_namespaces="none")
    for name in ("formes.ttl", f"formes-{profile}.ttl"):
        shapes.parse(_HERE / name, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return tuple(sorted({_fault(report, one) for one in report.objects(None, SH.result)}))


def _fault(report: Graph, result: Node) -> Fault:
    node, messages = report.value(result, SH.focusNode), report.objects(result, SH.resultMessage)
    french = [str(one) for one in messages if isinstance(one, Literal) and one.language == "fr"]
    severity = report.value(result, SH.resultSeverity)
    return Fault(node=str(node), message=" ".join(french), warning=severity == SH.Warning)
