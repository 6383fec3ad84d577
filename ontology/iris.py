"""Every IRI of the project: one base, one table of patterns, and the two ways to fill them."""

import re
from collections.abc import Iterator
from string import Formatter
from types import MappingProxyType
from typing import Final

from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SH, SKOS, VANN, XSD, Namespace, URIRef

from ontology.errors import OntologyError

BASE: Final = "https://w3id.org/maillage/"
"""Where all our IRIs start. w3id.org needs a registration by a person: until then they do not resolve."""

IRI_FUNCTIONS: Final = Namespace(f"{BASE}fonction-iri#")
"""The SPARQL functions of the mappings: `iri:commune(?code)` fills the pattern `commune`."""

SAFE_PART: Final = r"[A-Za-z0-9._~-]*[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
"""What may fill a field, whole (RFC 3986 *unreserved*, and never `.` or `..`, which resolvers remove)."""

_CONCEPTS: Final = (
    *("fonction", "type_organisation", "type_programme", "nature_flux", "stade_flux", "statut_projet"),
    *("statut_equipement", "qualificatif", "periodicite", "echelon", "nature_juridique", "mode_financement"),
    *("qualite_position", "risque"),
)

PATTERNS: Final = MappingProxyType(
    {
        "commune": "id/territoire/commune/{code}",
        "commune_deleguee": "id/territoire/commune-deleguee/{code}",
        "commune_associee": "id/territoire/commune-associee/{code}",
        "arrondissement_municipal": "id/territoire/arrondissement-municipal/{code}",
        "departement": "id/territoire/departement/{code}",
        "region": "id/territoire/region/{code}",
        "epci": "id/territoire/epci/{siren}",
        "ept": "id/territoire/ept/{siren}",
        "arrondissement": "id/territoire/arrondissement/{code}",
        "canton": "id/territoire/canton/{code}",
        "iris": "id/territoire/iris/{code}",
        "circonscription": "id/territoire/circonscription/{code}",
        "qpv": "id/territoire/qpv/{code}",
        "cite_miniere": "id/territoire/cite-miniere/{slug}",
        "zone": "id/territoire/zone/{slug}",
        "collectivite_statut": "id/territoire/collectivite-statut-particulier/{code}",
        "collectivite_commune": "id/collectivite/commune/{code}",
        "collectivite_epci": "id/collectivite/epci/{siren}",
        "collectivite_departement": "id/collectivite/departement/{code}",
        "collectivite_region": "id/collectivite/region/{code}",
        "organisation": "id/organisation/{slug}",
        "assemblee": "id/organisation/{slug}",
        "organisation_siren": "id/organisation/siren/{siren}",
        "organisation_rna": "id/organisation/rna/{rna}",
        "personne": "id/personne/{slug}",
        "mandat": "id/mandat/{personne}/{fonction}/{organisme}/{debut}",
        "equipement": "id/equipement/{slug}",
        "equipement_bpe": "id/equipement/bpe/{annee}/{type}/{lieu}/{rang}",
        "equipement_es": "id/equipement/es/{numero}",
        "geometrie": "id/geometrie/{sorte}/{code}",
        "geometrie_bpe": "id/geometrie/bpe/{annee}/{type}/{lieu}/{rang}",
        "nomenclature_bpe": "id/nomenclature/bpe/{annee}",
        "type_equipement": "id/nomenclature/bpe/{annee}/{code}",
        "programme": "id/programme/{slug}",
        "projet": "id/projet/{slug}",
        "flux": "id/flux/{slug}",
        "marche": "id/marche/{slug}",
        "deliberation": "id/deliberation/{siren}/{slug}",
        "chiffre": "id/chiffre/{slug}",
        "observation": "id/chiffre/{indicateur}/{territoire}/{periode}",
        "mouvement": "id/mouvement/{date}/{avant}/{apres}",
        "succession": "id/succession/{date}/{avant}/{apres}",
        "catnat": "id/catnat/{code}/{commune}/{risque}/{debut}",
        "exposition": "id/exposition/{commune}/{risque}",
        "indicateur": "id/indicateur/{slug}",
        "document": "id/document/{name}",
        "question": "id/question/{slug}",
        "source": "id/source/{name}/{edition}",
        "catalogue": "id/catalogue/{slug}",
        "jeu": "id/jeu/{slug}",
        "distribution": "id/jeu/{slug}/{fichier}",
        "construction": "id/construction/{slug}/{version}",
        "logiciel": "id/logiciel/{slug}/{version}",
        **{name: f"id/{name.replace('_', '-')}/{{notation}}" for name in _CONCEPTS},
        "insee_commune": "http://id.insee.fr/geo/commune/{code}",
        "insee_departement": "http://id.insee.fr/geo/departement/{code}",
        "insee_region": "http://id.insee.fr/geo/region/{code}",
    }
)
"""Name of a kind -> template relative to `BASE` (absolute for INSEE's), one `{field}` an argument."""

REFERENCES: Final = MappingProxyType(
    {
        **{kind: f"collectivite_{kind}" for kind in ("commune", "epci", "departement", "region")},
        **{kind: kind for kind in ("organisation", "equipement", "programme", "projet", "flux", "qpv")},
        "siren": "organisation_siren",
    }
)
"""Prefix of a reference cell (`commune:62119`) -> pattern of the node that acts or is acted upon."""

TERRITOIRES: Final = MappingProxyType({kind: kind for kind in ("commune", "epci", "departement", "region", "qpv")})
"""Prefix of a reference cell -> pattern of the territory, for those that name one."""


def mint(name: str, *args: str) -> URIRef:
    """Fill the pattern `name`; an unknown pattern, a wrong number of parts or an illegal part raises."""
    if name not in PATTERNS:
        raise OntologyError(f"motif d'IRI inconnu ; motifs connus : {', '.join(PATTERNS)}", name=name)
    fields = tuple(_fields(PATTERNS[name]))
    if len(args) != len(fields):
        raise OntologyError(f"{len(args)} valeur(s) reçue(s), attendu : {', '.join(fields)}", name=name)
    for field, part in zip(fields, args, strict=True):
        if not re.fullmatch(SAFE_PART, part):
            problem = f"{field} impossible dans un IRI ; employez lettres sans accent, chiffres et - . _ ~"
            raise OntologyError(problem, name=name, value=part)
    return URIRef(_absolute(PATTERNS[name]).format(**dict(zip(fields, args, strict=True))))


def reference(text: str) -> URIRef:
    """Return the node that a reference cell names: `commune:62119` is the body, not the territory."""
    prefix, code = _split(text)
    return mint(REFERENCES[prefix], code)


def territoire(text: str) -> URIRef | None:
    """Return the territory that a reference cell names, or nothing when it names no territory."""
    prefix, code = _split(text)
    return mint(TERRITOIRES[prefix], code) if prefix in TERRITOIRES else None


def _split(text: str) -> tuple[str, str]:
    prefix, _, code = text.partition(":")
    if prefix not in REFERENCES:
        raise OntologyError(f"référence inconnue ; préfixes connus : {', '.join(REFERENCES)}", value=text)
    return prefix, code


def _fields(template: str) -> Iterator[str]:
    return (field for _, field, _, _ in Formatter().parse(template) if field)


def _absolute(template: str) -> str:
    return template if "://" in template else BASE + template


def _kinds() -> Iterator[tuple[str, str]]:
    """Yield each namespace of resources once, under the name of the first pattern that lives there."""
    seen: set[str] = set()
    for name, template in PATTERNS.items():
        space = _absolute(template).partition("{")[0]
        if space not in seen:
            seen.add(space)
            yield name.replace("_", "-"), space


_SHIPPED: Final = (
    *(("dct", DCTERMS), ("foaf", FOAF), ("org", ORG), ("owl", OWL), ("prov", PROV), ("qb", QB), ("rdf", RDF)),
    *(("rdfs", RDFS), ("schema", SDO), ("sh", SH), ("skos", SKOS), ("vann", VANN), ("xsd", XSD)),
)

PREFIXES: Final = MappingProxyType(
    {
        "mlg": f"{BASE}def#",
        "mlgsh": f"{BASE}formes#",
        "id": f"{BASE}id/",
        **dict(_kinds()),
        "geo": "http://www.opengis.net/ont/geosparql#",
        "igeo": "http://rdf.insee.fr/def/geo#",
        "m8g": "http://data.europa.eu/m8g/",
        "a4g": "http://data.europa.eu/a4g/ontology#",
        "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
        "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
        **{prefix: str(space) for prefix, space in _SHIPPED},
    }
)
"""The prefixes of every output, one for each kind of resource, so that Turtle says `commune:62119`."""
