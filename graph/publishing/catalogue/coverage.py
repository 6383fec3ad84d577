"""What a release covers, drawn from its own facts: places and box, dates of its sources, themes, origin."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from graph.publishing.catalogue.namespaces import DCAT, EU, GSP, LOCN
from graph.publishing.covered import named
from graph.publishing.release import Box, Cited, Release
from ontology.iris import PREFIXES
from ontology.terms import MLG

_THEMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "GOVE": tuple(map(str, (MLG.Mandat, MLG.MandatElectif, MLG.Collectivite, MLG.Programme))),
        "REGI": tuple(f"{PREFIXES['igeo']}{name}" for name in ("Commune", "Intercommunalite", "Departement", "Region")),
        "ECON": (str(MLG.FluxFinancier),),
        "SOCI": (str(MLG.ChiffreCle),),
    }
)


def themes(release: Release) -> tuple[URIRef, ...]:
    """Return the European themes of the classes that the release has instances of; of government, failing any."""
    found = [code for code, classes in _THEMES.items() if any(release.classes.get(one) for one in classes)]
    return tuple(URIRef(f"{EU}data-theme/{code}") for code in found or ["GOVE"])


def place(graph: Graph, node: URIRef, release: Release, *, strict: bool) -> None:
    """Describe the extent: the names of the places, and a box when the data have geometries.

    The box is `dcat:bbox` without a reference system, or udata drops it; `locn:geometry` as well for CKAN, which
    stores no other, though SEMIC's two files disagree on what it may hold.
    """
    graph.add((node, RDF.type, DCTERMS.Location))
    graph.add((node, SKOS.prefLabel, Literal(named(release.places) or "France", lang="fr")))
    for one in release.places if strict else ():
        graph.add((node, RDFS.seeAlso, URIRef(one.iri)))
    if release.box is None:
        return
    west, south, east, north = release.box
    polygon = Literal(_polygon(release.box), datatype=GSP.wktLiteral)
    middle = f"POINT({_number((west + east) / 2)} {_number((south + north) / 2)})"
    graph.add((node, DCAT.bbox, polygon))
    graph.add((node, DCAT.centroid, Literal(middle, datatype=GSP.wktLiteral)))
    if not strict:
        graph.add((node, LOCN.geometry, polygon))


def period(graph: Graph, dataset: URIRef, editions: Sequence[Cited]) -> None:
    """Describe the time between the first and the last dated source, as a blank node: udata would download an IRI."""
    dates = [one.issued for one in editions if one.issued]
    if not dates:
        return
    node = BNode(f"{_name(dataset)}-periode")
    first, last = min(map(_first_day, dates)), max(map(_last_day, dates))
    graph.add((dataset, DCTERMS.temporal, node))
    graph.add((node, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((node, DCAT.startDate, Literal(first.isoformat(), datatype=XSD.date)))
    graph.add((node, DCAT.endDate, Literal(last.isoformat(), datatype=XSD.date)))


def provenance(graph: Graph, dataset: URIRef, editions: Sequence[Cited]) -> None:
    """Say of whom the sources are and their date, as the Licence Ouverte asks, in one French sentence."""
    node = BNode(f"{_name(dataset)}-provenance")
    said = " ; ".join(_cited(one) for one in sorted(editions, key=lambda one: (one.title, one.iri)))
    graph.add((dataset, DCTERMS.provenance, node))
    graph.add((node, RDF.type, DCTERMS.ProvenanceStatement))
    graph.add((node, RDFS.label, Literal(f"Construit à partir de : {said}.", lang="fr")))


def _name(dataset: URIRef) -> str:
    return str(dataset).rpartition("/")[2]


def _cited(one: Cited) -> str:
    return f"{one.title}, {one.publisher_name}" + (f", {one.issued}" if one.issued else "")


def _polygon(box: Box) -> str:
    west, south, east, north = map(_number, box)
    corners = (west, south), (east, south), (east, north), (west, north), (west, south)
    return f"POLYGON(({','.join(f'{x} {y}' for x, y in corners)}))"


def _number(value: Decimal) -> str:
    return f"{value:f}"


def _first_day(issued: str) -> date:
    return date.fromisoformat(issued + "-01-01"[len(issued) - len("2026") :])


def _last_day(issued: str) -> date:
    first = _first_day(issued)
    if len(issued) == len("2026-08-11"):
        return first
    month = 12 if len(issued) == len("2026") else first.month
    return first.replace(month=month, day=monthrange(first.year, month)[1])
