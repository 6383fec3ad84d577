"""A user's files for a validation: data, shapes and ontologies, read apart; nothing is fetched, and that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.broken import missing
from graph.errors import GraphError
from graph.names import curie
from graph.reading import read
from graph.validation.coverage import targeted
from graph.validation.findings import NOT_FOLLOWED, NOTHING_READ, Finding, Severity
from ontology.files import shapes as our_shapes
from ontology.files import vocabulary

_REMEDY: Final = "téléchargez ce qu'il importe, et donnez-le aussi"


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What is to be validated: `data` without the ontology, the shapes, the ontology; `notes` are to be said."""

    data: Graph
    shapes: Graph
    ontology: Graph
    notes: tuple[Finding, ...]
    files: tuple[Path, ...]


def inputs(files: Sequence[Path], shapes: Sequence[Path] = (), ontology: Sequence[Path] = ()) -> Inputs:
    """Read the files; our own shapes where none are given, our ontology always. GraphError names the file at fault."""
    for path in (*files, *shapes, *ontology):
        _refuse(path)
    parts = [read([path], blank=f"d{n}b") for n, path in enumerate(files)]
    data = Graph(bind_namespaces="none")
    for part in parts:
        data += part
    forms, terms = _shapes(shapes) if shapes else our_shapes(), vocabulary() + read(ontology, blank="o")
    owned: set[Node] = {URIRef(path.resolve().as_uri()) for path in (*files, *shapes, *ontology)}
    owned |= {one for graph in (terms, forms, data) for one in graph.subjects(RDF.type, OWL.Ontology)}
    _refuse_imports(forms, owned | set(forms.subjects(SH.declare)))  # prefixes are imported by who declares them
    empty = (_empty(path) for path, part in zip(files, parts, strict=True) if not len(part))
    notes = (*empty, *(_import(one, wanted) for one, wanted in _imports(data, owned)))
    return Inputs(data=data, shapes=forms, ontology=terms, notes=notes, files=(*files, *shapes))


def _refuse(path: Path) -> None:
    if not path.is_file():
        raise missing(path)
    if not path.stat().st_size:
        raise GraphError(f"{path} : fichier vide", kind="unreadable")


def _shapes(paths: Sequence[Path]) -> Graph:
    shapes = read(paths, blank="f")
    if not targeted(shapes) and (None, SH.path, None) not in shapes:
        where = "ce fichier" if len(paths) == 1 else "ces fichiers"
        raise GraphError(f"{', '.join(map(str, paths))} : aucune forme SHACL dans {where}", kind="usage")
    return shapes


def _imports(graph: Graph, owned: set[Node]) -> list[tuple[Node, Node]]:
    return sorted((pair for pair in graph.subject_objects(OWL.imports) if pair[1] not in owned), key=str)


def _refuse_imports(shapes: Graph, owned: set[Node]) -> None:
    """Refuse shapes that lack some of their own: what they would check would be silently left out."""
    for _, wanted in _imports(shapes, owned):
        message = f"formes SHACL : owl:imports <{wanted}> n'est pas suivi, rien n'est lu sur le réseau"
        raise GraphError(message, kind="refused", remedy=f"{_REMEDY} avec --shapes")


def _import(one: Node, wanted: Node) -> Finding:
    return Finding(
        shape=None,
        component=NOT_FOLLOWED,
        severity=Severity.WARNING,
        focus=one,
        path=curie(OWL.imports),
        value=wanted,
        messages={
            "fr": f"L'import de {curie(wanted)} n'est pas suivi : rien n'est lu sur le réseau.",
            "en": f"The import of {curie(wanted)} is not followed: nothing is read from the network.",
        },
        title="Imports non suivis",
    )


def _empty(path: Path) -> Finding:
    return Finding(
        shape=None,
        component=NOTHING_READ,
        severity=Severity.VIOLATION,
        focus=URIRef(path.resolve().as_uri()),
        value=Literal(path.name),
        messages={
            "fr": f"{path} ne contient aucun triplet.",
            "en": f"{path} holds no triple.",
        },
        title="Fichiers sans triplet",
    )
