"""What changed since the previous release, in words and as a patch; nobody who was removed comes back through it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, ORG, RDF, RDFS

from graph.changes.compare import compare
from graph.changes.page import written
from graph.errors import GraphError
from graph.publishing.beside import version
from graph.publishing.drafts import Draft
from graph.publishing.release import Release
from graph.publishing.removals import Removal, Removed, removed
from graph.publishing.rereading.judging import LINES
from graph.publishing.rereading.statements import slices
from graph.publishing.shelves import lines as as_lines
from ontology.terms import IGEO

PAGES: Final = {"changements.md": ("markdown", "text/markdown"), "changements.html": ("html", "text/html")}
PATCH: Final = "changements.rdfp"
_TITLE: Final = "Ce qui a changé depuis la version {}"
_PEOPLE: Final = (RDF.type, RDFS.label, FOAF.familyName, FOAF.givenName, ORG.member, ORG.organization)
_WHERE: Final = (DCTERMS.spatial, IGEO.codeINSEE)


def refuse_unknown(previous: Path) -> None:
    """Raise, kind `unreadable`, unless a folder is a bundle that a new one can be compared with."""
    version(previous)
    if not (previous / LINES).is_file():
        remedy = "donnez à --previous le dossier d'un lot"
        raise GraphError(f"{previous} : pas de {LINES} ici", kind="unreadable", remedy=remedy)


def write_changes(previous: Path, folder: Path, work: Path, asked: Sequence[Removal], release: Release) -> list[Draft]:
    """Write the changes between the main part of a previous bundle and that of this one, and return the drafts."""
    before = previous / LINES
    if asked:
        before = _without(before, _gone(before, asked), work / "avant.nt")
    with (folder / PATCH).open("wb") as stream:
        made = compare(before, folder / LINES, patch=stream)
    names = version(previous), release.version
    for name, (form, _) in PAGES.items():
        (folder / name).write_bytes(written(made, form, old=names[0], new=names[1]).encode())
    kinds = {name: media_type for name, (_, media_type) in PAGES.items()} | {PATCH: "text/x-rdf-patch"}
    title = _TITLE.format(names[0])
    return [Draft(path=name, media_type=kind, title=title, licence=release.licence) for name, kind in kinds.items()]


def _gone(lines: Path, asked: Sequence[Removal]) -> Removed:
    """Find, in the previous release, those who have asked since not to be published."""
    wanted = [f"<{one}>" for one in (*_PEOPLE, *_WHERE)]
    store = ox.Store()
    for rows in slices(lines):
        store.load(as_lines(rows.filter(pl.col("p").is_in(wanted))), ox.RdfFormat.N_TRIPLES)
    return removed(store, asked)


def _without(lines: Path, gone: Removed, target: Path) -> Path:
    with target.open("wb") as stream:
        for rows in slices(lines):
            stream.write(as_lines(gone.keep(rows)))
    return target
