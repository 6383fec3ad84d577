"""The ontology as files of a bundle: its Turtle, lists, shapes and alignments as they were written, and its page."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox
from rdflib import OWL, SH, SKOS, Graph

from graph.documenting.page import page
from graph.errors import GraphError
from graph.publishing.catalogue.datasets import ONTOLOGY
from graph.publishing.drafts import Draft
from graph.publishing.licences import TERMS
from graph.whole import write_text
from ontology.files import Kind, turtle_files
from ontology.iris import BASE

PAGE: Final = "ontologie.html"

FILES: Final[Mapping[str, tuple[Kind, str, str]]] = MappingProxyType(
    {
        "ontologie/ontologie.ttl": ("ontology", "Ontologie : classes et propriétés (Turtle)", str(OWL)),
        "ontologie/nomenclatures.ttl": ("vocab", "Listes de codes (SKOS, Turtle)", str(SKOS)),
        "ontologie/formes.ttl": ("shapes", "Formes : les règles des données (SHACL, Turtle)", str(SH)),
        "ontologie/alignements.ttl": ("alignments", "Liens avec d'autres vocabulaires (Turtle)", str(SKOS)),
    }
)
"""File -> the Turtle of the package that it joins, its French title, the standard it follows."""

_DECLARATION: Final = re.compile(r"^@(?:base\s+<[^>]*>|prefix\s+(?P<name>[\w-]*:)\s+<(?P<space>[^>]*)>)\s*\.\s*$")


def write(
    folder: Path, store: ox.Store | None = None, hidden: Container[str] = (), unsaid: Iterable[str] = ()
) -> tuple[Draft, ...]:
    """Write the files into a folder and say what each is; see `page` for where examples come from."""
    drafts = []
    for name, (kind, title, standard) in FILES.items():
        text = joined(turtle_files(kind))
        write_text(folder / name, text)
        statements = len(Graph(bind_namespaces="none").parse(data=text, format="turtle"))
        drafts.append(_draft(name, "text/turtle", title, statements, standard))
    write_text(folder / PAGE, page(store, hidden, unsaid, tuple(FILES)))
    title = "Documentation de l'ontologie, en français et en anglais (page HTML)"
    return (*drafts, _draft(PAGE, "text/html", title, None, f"{BASE}def"))


def joined(paths: Sequence[Path]) -> str:
    """Return several Turtle files as one: prefixes once, at the top, then each file as it was written.

    A prefix that two files give to two namespaces is refused: the texts would change meaning.
    """
    prefixes: dict[str, str] = {}
    bodies = []
    for path in paths:
        body = []
        for line in path.read_text(encoding="utf-8").splitlines():
            found = _DECLARATION.match(line)
            if not found:
                body.append(line)
            elif found["name"] and prefixes.setdefault(found["name"], found["space"]) != found["space"]:
                message = f"{path} : le préfixe {found['name']} est ailleurs celui d'un autre espace de noms"
                raise GraphError(message, kind="refused", remedy="donnez-lui un autre nom")
        bodies.append("\n".join(body).strip())
    head = [f"@base <{BASE}> .", *(f"@prefix {name} <{prefixes[name]}> ." for name in sorted(prefixes))]
    return "\n".join(head) + "\n\n" + "\n\n".join(bodies) + "\n"


def _draft(name: str, media_type: str, title: str, statements: int | None, standard: str) -> Draft:
    return Draft(
        path=name,
        media_type=media_type,
        title=title,
        licence=TERMS,
        statements=statements,
        conforms_to=(standard,),
        theme=ONTOLOGY,
    )
