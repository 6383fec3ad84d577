"""The sources of a sheet, numbered as they are cited: each file once, with its title, issuer and date."""

from dataclasses import dataclass
from urllib.parse import urldefrag

from pyoxigraph import Literal, NamedNode, Store
from rdflib import DCTERMS, RDFS

from graph.explaining.worded import name
from graph.places import place
from ontology.iris import BASE


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A file cited: its number, name, title, issuer, date (as published) and licence."""

    number: int
    file: str
    title: str
    issuer: str
    date: str


class Sources:
    """Numbers files in the order in which they are cited."""

    def __init__(self, store: Store) -> None:
        """Read what is known of a file in `store`."""
        self._store = store
        self._numbers: dict[str, int] = {}

    def number(self, proof: str) -> int:
        """Return the number of the file that an evidence IRI cites."""
        return self._numbers.setdefault(urldefrag(proof).url, len(self._numbers) + 1)

    def of_file(self, file: str) -> int:
        """Return the number of a file given as the pages name it, `epcicom/epcicom2025.xlsx`."""
        places = (f"{BASE}id/source/{file}", f"{BASE}id/document/{file}")
        known = next((one for one in places if one in self._numbers or self._said(one, str(DCTERMS.title))), places[0])
        return self.number(known)

    @property
    def numbered(self) -> tuple[Numbered, ...]:
        """Return the files cited so far, in order."""
        return tuple(
            Numbered(
                number=number,
                file=place(iri),
                title=self._said(iri, str(DCTERMS.title)) or self._said(iri, str(RDFS.label)),
                issuer=self._said(iri, str(DCTERMS.publisher)),
                date=self._said(iri, str(DCTERMS.issued)),
            )
            for iri, number in self._numbers.items()
        )

    def _said(self, iri: str, term: str) -> str:
        found = [quad.object for quad in self._store.quads_for_pattern(NamedNode(iri), NamedNode(term), None)]
        words = [one.value for one in found if isinstance(one, Literal)]
        words += [name(self._store, one) for one in found if isinstance(one, NamedNode)]
        return min(words, default="")
