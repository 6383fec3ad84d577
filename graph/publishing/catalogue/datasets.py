"""Files grouped as portals understand them: one dataset a licence, and one for the ontology and its version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rdflib import DCTERMS, Graph, Literal, URIRef

from graph.publishing.catalogue.authority import licence, lists, title
from graph.publishing.catalogue.publication import English
from graph.publishing.release import Cited, Release, Written
from ontology.files import vocabulary
from ontology.iris import BASE, mint

ONTOLOGY: Final = "ontologie"
"""The theme of the files that define terms, and the name of their dataset."""

DEF: Final = URIRef(f"{BASE}def")


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Files of one licence, and what is said of them together; titles and descriptions by language."""

    slug: str
    licence: URIRef
    title: Mapping[str, str]
    description: Mapping[str, str]
    files: Sequence[Written]
    editions: Sequence[Cited] = ()
    ontology: bool = False

    @property
    def node(self) -> URIRef:
        """Return its IRI, which never changes: portals take it for the identity of the dataset."""
        return mint("jeu", self.slug)


def datasets(release: Release, files: Iterable[Written], english: English) -> list[Dataset]:
    """Group the files: the data under the licence of the release, those under another one, then the ontology."""
    ordered = sorted(files, key=lambda file: ("/" in file.path, file.path))  # the whole graph before its tables
    data = [file for file in ordered if file.theme != ONTOLOGY]
    own = licence(release.licence)
    terms = sorted({licence(file.licence) for file in data}, key=lambda term: (term != own, term))
    found = [_data(release, english, term, data, terms) for term in terms]
    if len(data) < len(ordered):
        found.append(_ontology([file for file in ordered if file.theme == ONTOLOGY]))
    return found


def said(predicate: URIRef) -> dict[str, str]:
    """Return what the header of the ontology says, by language."""
    values = _header().objects(DEF, predicate)
    return {str(one.language or ""): str(one) for one in values if isinstance(one, Literal)}


@cache
def _header() -> Graph:
    return vocabulary().cbd(DEF)


def _data(
    release: Release, english: English, term: URIRef, data: Sequence[Written], terms: Sequence[URIRef]
) -> Dataset:
    """Describe the files of one licence; sources of no licence, or of one without files, go with the release's own."""
    own = term == licence(release.licence)
    suffix = "" if own else f" – {title(term)}"
    code = str(lists().value(term, DCTERMS.identifier) or "autre-licence").lower()
    claimed = [one if one in terms else licence(release.licence) for one in map(_licence_of, release.editions)]
    return Dataset(
        slug=release.name if own else f"{release.name}-{code}",
        licence=term,
        title={"fr": release.title + suffix, "en": f"{english.title} ({release.name}){suffix}"},
        description={"fr": release.description, "en": english.description},
        files=[file for file in data if licence(file.licence) == term],
        editions=[one for one, by in zip(release.editions, claimed, strict=True) if by == term],
    )


def _licence_of(edition: Cited) -> URIRef | None:
    return licence(edition.licence) if edition.licence else None


def _ontology(files: Sequence[Written]) -> Dataset:
    titles = said(DCTERMS.title)
    return Dataset(
        slug=ONTOLOGY,
        licence=licence(files[0].licence),
        title={"fr": f"Ontologie de {titles['fr']}", "en": f"Ontology of {titles['en']}"},
        description=said(DCTERMS.description),
        files=files,
        ontology=True,
    )
