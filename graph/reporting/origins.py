"""Where the files of a build are, from the folder of its report: what a place cited in the page links to."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from graph.reporting.summary import SourceLine


@dataclass(frozen=True, kw_only=True)
class Origins:
    """`files` are addresses by the IRI that facts cite; `dossiers` the names of dossiers by document."""

    files: Mapping[str, str] = field(default_factory=dict)
    dossiers: Mapping[str, str] = field(default_factory=dict)

    def link(self, proof: str) -> str:
        """Return the relative address of a place: `../officiel/maires.csv#row=12` (RFC 7111); empty if not known."""
        iri, _, fragment = proof.partition("#")
        address = self.files.get(iri, "")
        return f"{address}#{fragment}" if address and fragment and not address.endswith("/") else address


def origins(lines: Iterable[SourceLine]) -> Origins:
    """Return where the editions of a build are; several tables cite a document: their folder is its place."""
    paths: dict[str, list[str]] = {}
    dossiers: dict[str, str] = {}
    for line in lines:
        if line.iri and line.path:
            paths.setdefault(line.iri, []).append(line.path)
            if "/id/document/" in line.iri:
                dossiers[line.iri.partition("/id/document/")[2]] = line.edition
    return Origins(files={iri: _address(own) for iri, own in paths.items()}, dossiers=dossiers)


def _address(paths: list[str]) -> str:
    if len(paths) == 1:
        return quote(paths[0])
    return quote(posixpath.commonpath([posixpath.dirname(one) for one in paths])) + "/"
