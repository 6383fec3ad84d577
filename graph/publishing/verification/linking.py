"""The catalogues of a bundle against its files: each names all of them, none names another, and facts agree."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import DCAT

from graph.errors import GraphError
from graph.publishing import sums
from graph.publishing.beside import NOTICES
from graph.publishing.catalogue.check import faults
from graph.publishing.catalogue.dcat import ProfileName
from graph.publishing.release import Written
from graph.publishing.rereading.judging import Problem

_SPDX: Final = "http://spdx.org/rdf/terms#"
_LINK: Final = re.compile(r"\]\(([^)#:]+)\)")


def misnamed(folder: Path, files: tuple[Written, ...], catalogues: Mapping[str, ProfileName]) -> Iterator[Problem]:
    """Yield what is wrong with each catalogue of a bundle, of which there must be one, and with links of notices."""
    present = set(sums.paths(folder))
    if not present & catalogues.keys():
        yield Problem("catalogue", f"aucun catalogue : attendu {' ou '.join(catalogues)}")
    for name, profile in catalogues.items():
        if name in present:
            yield from _catalogue(folder, name, profile, files)
    for name in NOTICES:
        text = (folder / name).read_text(encoding="utf-8") if name in present else ""
        for path in _LINK.findall(text):
            if path not in present:
                yield Problem(name, f"lien vers {path}, qui n'est pas dans le lot")


def _catalogue(folder: Path, name: str, profile: ProfileName, files: tuple[Written, ...]) -> Iterator[Problem]:
    content = (folder / name).read_bytes()
    try:
        yield from (Problem(name, f"{one.node} : {one.message}") for one in faults(content, profile) if not one.warning)
    except GraphError as error:
        yield Problem(name, error.message)
        return
    store = ox.Store()
    store.load(content, ox.RdfFormat.TURTLE)
    expected = {one.path: one for one in files}
    for address, node in sorted(_downloads(store)):
        path = next((one for one in expected if address.endswith(f"/{one}") and _longest(one, address, expected)), None)
        if path is None:
            yield Problem(name, f"nomme {address}, qui n'est pas dans le lot")
        else:
            yield from _facts(store, node, name, expected.pop(path))
    for path in sorted(expected):
        yield Problem(name, f"ne nomme pas {path}")


def _longest(path: str, address: str, known: Mapping[str, Written]) -> bool:
    """Tell whether no longer path also ends an address: `odbl/graphe.ttl` is not `graphe.ttl`."""
    return not any(len(one) > len(path) and address.endswith(f"/{one}") for one in known)


def _downloads(store: ox.Store) -> Iterator[tuple[str, ox.NamedNode]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(str(DCAT.downloadURL)), None, None):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            yield quad.object.value, quad.subject


def _facts(store: ox.Store, node: ox.NamedNode, name: str, file: Written) -> Iterator[Problem]:
    sizes = _values(store, node, str(DCAT.byteSize))
    checks = [
        text
        for quad in store.quads_for_pattern(node, ox.NamedNode(f"{_SPDX}checksum"), None, None)
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode)
        for text in _values(store, quad.object, f"{_SPDX}checksumValue")
    ]
    if sizes != [str(file.size)]:
        yield Problem(name, f"{file.path} : taille {', '.join(sizes) or 'absente'}, {file.size} attendue")
    if [one.lower() for one in checks] != [file.sha256]:
        yield Problem(name, f"{file.path} : empreinte {', '.join(checks) or 'absente'}, {file.sha256} attendue")


def _values(store: ox.Store, node: ox.NamedNode | ox.BlankNode, term: str) -> list[str]:
    found = store.quads_for_pattern(node, ox.NamedNode(term), None, None)
    return [one.object.value for one in found if isinstance(one.object, ox.Literal)]
