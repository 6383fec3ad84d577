"""A synthetic country for our shapes: communes, persons and mandates, one in a hundred broken; always the same."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ontology.iris import BASE, PREFIXES

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
COMMUNES: Final = 1_000


def iri(name: str) -> NamedNode:
    """Return the IRI of `prefix:name`, or of a resource of ours for `id/…`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local if local else BASE + name)


TYPE, LABEL, FROM = (
    NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    iri("rdfs:label"),
    iri("prov:wasDerivedFrom"),
)


def quads(focus: int) -> Iterator[Quad]:
    """Yield about `focus` nodes with a class: half of them mandates, half persons, and a thousand communes."""
    yield from _departement()
    for n in range(COMMUNES):
        yield from _commune(n)
    for n in range((focus - 2 * COMMUNES) // 2):
        yield from _elected(n)


def _departement() -> Iterator[Quad]:
    place = iri("id/territoire/departement/62")
    code, label = Literal("62", datatype=NamedNode(XSD + "token")), Literal("Pas-de-Calais", language="fr")
    yield from (Quad(place, TYPE, iri("igeo:Departement")), Quad(place, LABEL, label))
    yield from (
        Quad(place, iri("igeo:codeINSEE"), code),
        Quad(place, FROM, iri("id/source/departements/2026.csv#row=2")),
    )


def _commune(n: int) -> Iterator[Quad]:
    place, body = iri(f"id/territoire/commune/{62000 + n}"), iri(f"id/collectivite/commune/{62000 + n}")
    code, label = Literal(str(62000 + n), datatype=NamedNode(XSD + "token")), Literal(f"Commune {n}", language="fr")
    yield from (
        Quad(place, TYPE, iri("igeo:Commune")),
        Quad(place, LABEL, label),
        Quad(place, iri("igeo:codeINSEE"), code),
    )
    yield from (
        Quad(body, TYPE, iri("mlg:Collectivite")),
        Quad(body, LABEL, label),
        Quad(body, iri("dct:spatial"), place),
    )
    yield Quad(body, iri("org:classification"), iri("id/type-organisation/commune"))
    yield Quad(place, iri("igeo:subdivisionDe"), iri("id/territoire/departement/62"))
    for node in (place, body):
        yield Quad(node, FROM, iri(f"id/source/communes/2026.csv#row={n + 2}"))


def _elected(n: int) -> Iterator[Quad]:
    person, mandate = iri(f"id/personne/p{n}-exemple"), iri(f"id/mandat/p{n}-exemple/maire/{62000 + n % COMMUNES}/2020")
    row = iri(f"id/source/rne-maires/2026.csv#row={n + 2}")
    yield from (Quad(person, TYPE, iri("foaf:Person")), Quad(person, iri("foaf:givenName"), Literal(f"P{n}")))
    yield from (
        Quad(person, iri("foaf:familyName"), Literal("Exemple")),
        Quad(person, LABEL, Literal(f"P{n} Exemple", language="fr")),
    )
    yield from (Quad(person, FROM, row), Quad(mandate, FROM, row), Quad(mandate, TYPE, iri("mlg:MandatElectif")))
    yield Quad(mandate, LABEL, Literal(f"Maire, P{n} Exemple", language="fr"))
    yield Quad(mandate, iri("org:member"), person)
    yield Quad(mandate, iri("org:organization"), iri(f"id/collectivite/commune/{62000 + n % COMMUNES}"))
    if n % 100:
        yield Quad(mandate, iri("org:role"), iri("id/fonction/maire"))
    yield Quad(mandate, iri("mlg:libelleFonction"), Literal("Maire"))
    start = f"2020-05-{n % 28 + 1:02d}" if n % 100 != 1 else "2020-05-32"
    yield Quad(mandate, iri("schema:startDate"), Literal(start, datatype=NamedNode(XSD + "date")))
    yield Quad(mandate, iri("mlg:precisionDebut"), Literal("jour"))
