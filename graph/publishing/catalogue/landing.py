"""The page of a release: what it holds, its files, whose data they are and how to cite them; one offline file."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rdflib import RDFS, URIRef

from graph.documenting.words import Words, words
from graph.publishing.catalogue.authority import licence, title
from graph.publishing.catalogue.datasets import datasets
from graph.publishing.catalogue.publication import Publication, publication
from graph.publishing.release import Release, Written
from graph.templating import asset, templates
from graph.wording import count, number
from ontology.files import vocabulary

NAME: Final = "index.html"


def landing(
    release: Release, files: Iterable[Written], described: Collection[str] = (), by: Publication | None = None
) -> bytes:
    """Return the page as HTML, in French; `described` names the files of metadata that stand beside it.

    `dcat:landingPage` leads to it, and so do the addresses of our nodes in a browser.
    """
    by = by or publication(release.out)
    template = templates().get_template("paquet/page.html.j2")
    text = template.render(
        style=asset("rapport.css") + asset("paquet/page.css"),
        release=release,
        described=described,
        by=by,
        datasets=datasets(release, files, by.english),
        counts=_counts(release),
        sources=sorted(release.editions, key=lambda one: (one.publisher_name, one.title)),
        licence=lambda address: title(licence(address)),
        number=number,
        count=count,
        size=_size,
    )
    return text.encode()


def _counts(release: Release) -> Sequence[tuple[Words, int]]:
    """Return what there is and how much, the most numerous first; code lists and definitions apart."""
    known = vocabulary()
    named = [(words(known, URIRef(iri), RDFS.label), many) for iri, many in release.classes.items()]
    ours = [(label, many) for label, many in named if label is not None]
    return sorted(ours, key=lambda one: (-one[1], one[0]))


def _size(octets: int) -> str:
    """Write a size to be read at a glance: « 812 octets », « 12 ko », « 3,4 Mo »."""
    for unit, scale, digits in (("Go", 10**9, 1), ("Mo", 10**6, 1), ("ko", 10**3, 0)):
        if octets >= scale:
            return f"{octets / scale:.{digits}f} {unit}".replace(".", ",")
    return f"{octets} octets"
