"""A synthetic country to publish: elected people, their mandates, funding flows; always the same, of any size."""

from collections.abc import Iterator
from typing import Final

from ontology.iris import BASE, PREFIXES

HOME: Final = f"{BASE}id/"
COMMUNES: Final = 35_000
EACH: Final = 22
"""Triples of one person, one mandate and one flow."""

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def iri(name: str) -> str:
    """Return `prefix:name`, or a resource of ours, between brackets."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>" if local else f"<{HOME}{name}>"


def edition() -> str:
    """Return the description of the file that everything comes from."""
    file = iri("source/rne-maires/2026.csv")
    return (
        f'{file} {iri("rdf:type")} {iri("mlg:Edition")} .\n{file} {iri("dct:title")} "Élus (synthétique)"@fr .\n'
        f"{file} {iri('dct:publisher')} <https://www.interieur.gouv.fr/> .\n"
        f"{file} {iri('dct:license')} <https://www.etalab.gouv.fr/licence-ouverte-open-licence> .\n"
        f'{file} {iri("dct:issued")} "2026"^^<{_XSD}gYear> .\n'
    )


def lines(triples: int) -> Iterator[str]:
    """Yield N-Triples, a few at a time, about as many as asked."""
    yield edition()
    for n in range(min(COMMUNES, triples // EACH)):
        yield from _commune(n)
    for n in range((triples - 6 * min(COMMUNES, triples // EACH)) // EACH):
        yield from _person(n)
        yield from _flow(n)


def _commune(n: int) -> Iterator[str]:
    place, body = iri(f"territoire/commune/{n:05d}"), iri(f"collectivite/commune/{n:05d}")
    yield (
        f'{place} {iri("rdf:type")} {iri("igeo:Commune")} .\n{place} {iri("rdfs:label")} "Commune {n}"@fr .\n'
        f'{place} {iri("igeo:codeINSEE")} "{n:05d}"^^<{_XSD}token> .\n'
        f"{body} {iri('rdf:type')} {iri('mlg:Collectivite')} .\n"
        f'{body} {iri("rdfs:label")} "Commune de Commune {n}"@fr .\n{body} {iri("dct:spatial")} {place} .\n'
    )


def _person(n: int) -> Iterator[str]:
    town = f"{n % COMMUNES:05d}"
    person, mandate = (
        iri(f"personne/p{n}-exemple-{town}"),
        iri(f"mandat/p{n}-exemple-{town}/maire/commune-{town}/2020-05-18"),
    )
    row = f"<{HOME}source/rne-maires/2026.csv#row={n + 2}>"
    yield (
        f'{person} {iri("rdf:type")} {iri("foaf:Person")} .\n{person} {iri("rdfs:label")} "Prénom{n} Exemple" .\n'
        f'{person} {iri("foaf:givenName")} "Prénom{n}" .\n{person} {iri("foaf:familyName")} "Exemple" .\n'
        f"{person} {iri('prov:wasDerivedFrom')} {row} .\n"
    )
    yield (
        f"{mandate} {iri('rdf:type')} {iri('mlg:MandatElectif')} .\n"
        f'{mandate} {iri("rdfs:label")} "Maire, Prénom{n}"@fr .\n'
        f"{mandate} {iri('org:member')} {person} .\n{mandate} {iri('org:role')} {iri('fonction/maire')} .\n"
        f"{mandate} {iri('org:organization')} {iri(f'collectivite/commune/{town}')} .\n"
        f'{mandate} {iri("schema:startDate")} "2020-05-{n % 28 + 1:02d}"^^<{_XSD}date> .\n'
        f'{mandate} {iri("mlg:precisionDebut")} "jour" .\n{mandate} {iri("mlg:libelleFonction")} "Maire"@fr .\n'
        f"{mandate} {iri('prov:wasDerivedFrom')} {row} .\n"
    )


def _flow(n: int) -> Iterator[str]:
    flow = iri(f"flux/f{n}")
    yield (
        f'{flow} {iri("rdf:type")} {iri("mlg:FluxFinancier")} .\n{flow} {iri("rdfs:label")} "Subvention {n}"@fr .\n'
        f'{flow} {iri("schema:amount")} "{n * 7}.5"^^<{_XSD}decimal> .\n{flow} {iri("schema:currency")} "EUR" .\n'
        f"{flow} {iri('mlg:financeur')} {iri(f'collectivite/commune/{n * 7 % COMMUNES:05d}')} .\n"
        f"{flow} {iri('mlg:stade')} {iri('stade-flux/vote')} .\n"
        f'{flow} {iri("skos:note")} "Une remarque, « {n} », qui dit l\'essentiel ; et un \\"mot\\"."@fr .\n'
        f"{flow} {iri('prov:wasDerivedFrom')} <{HOME}document/rapport.txt#char={n},{n + 9}> .\n"
    )
