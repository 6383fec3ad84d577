"""A small graph written by hand, and the build folder that holds it: two sources, a report, a share-alike one."""

import json
import random
from pathlib import Path

import pyoxigraph as ox

from graph.publishing.bundle import publish
from graph.publishing.wanted import Published, Wanted

BASE = "https://w3id.org/maillage/"
COG = f"{BASE}id/source/communes/v_commune_2026.csv"
REPORT = f"{BASE}id/document/rapport.txt"
OSM = f"{BASE}id/source/osm/lieux.csv"

SYNTAXES = {
    "graphe.ttl": ox.RdfFormat.TURTLE,
    "graphe.nt": ox.RdfFormat.N_TRIPLES,
    "graphe.jsonld": ox.RdfFormat.JSON_LD,
    "graphe.nq": ox.RdfFormat.N_QUADS,
    "graphe.trig": ox.RdfFormat.TRIG,
}
"""What a release is written in, and how Oxigraph calls it."""

HEAD = """
@base <https://w3id.org/maillage/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix igeo: <http://rdf.insee.fr/def/geo#> .
@prefix mlg: <https://w3id.org/maillage/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

COMMUNES = """
<source/communes/v_commune_2026.csv> {
  <source/communes/v_commune_2026.csv> a mlg:Edition ; dct:title "Communes (v_commune_2026.csv)"@fr ;
    rdfs:label "Communes (v_commune_2026.csv)"@fr ; dct:publisher <https://www.insee.fr/> ;
    dct:issued "2026"^^xsd:gYear ;
    dct:license <https://www.etalab.gouv.fr/licence-ouverte-open-licence> ; mlg:sha256 "aa" .
  <https://www.insee.fr/> a foaf:Agent ; foaf:name "Insee"@fr .
  <territoire/departement/01> a igeo:Departement ; rdfs:label "Ain"@fr ; igeo:codeINSEE "01"^^xsd:token .
  <territoire/commune/01004> a igeo:Commune ; igeo:codeINSEE "01004"^^xsd:token ; rdfs:label "Ambérieu-en-Bugey"@fr ;
    igeo:subdivisionDe <territoire/departement/01> ; geo:hasGeometry <geometrie/commune/01004> ;
    skos:exactMatch <http://id.insee.fr/geo/commune/01004> ;
    prov:wasDerivedFrom <source/communes/v_commune_2026.csv#row=5> , <source/communes/v_commune_2026.csv#row=12> .
  <geometrie/commune/01004> a geo:Geometry ; geo:asWKT "POINT(5.36 45.96)"^^geo:wktLiteral .
  <collectivite/commune/01004> a mlg:Collectivite ; rdfs:label "Commune d'Ambérieu-en-Bugey"@fr ;
    dct:spatial <territoire/commune/01004> ; mlg:siren "210100046" .
  <personne/camille-exemple-01004> a foaf:Person ; rdfs:label "Camille Exemple" ; foaf:givenName "Camille" ;
    foaf:familyName "Exemple" ; prov:wasDerivedFrom <source/communes/v_commune_2026.csv#row=7> .
  <mandat/camille-exemple-01004/maire/commune-01004/2020-05-18> a mlg:MandatElectif ;
    rdfs:label "Maire, Camille Exemple"@fr ; org:member <personne/camille-exemple-01004> ;
    org:organization <collectivite/commune/01004> ;
    org:role <fonction/maire> ; schema:startDate "2020-05-18"^^xsd:date .
}
"""

FACTS = """
<document/rapport.txt> {
  <document/rapport.txt> a mlg:Document ; dct:title "Rapport"@fr ; rdfs:label "Rapport"@fr ;
    dct:publisher <collectivite/commune/01004> ; mlg:sha256 "bb" .
  <flux/ecole> a mlg:FluxFinancier ; rdfs:label "=École « Jean » ; l'ardoise"@fr ; schema:amount 1200000.5 , 7.25 ;
    schema:currency "EUR" ; mlg:financeur <collectivite/commune/01004> ; schema:startDate "2021-09-01"^^xsd:date ;
    mlg:stade <stade-flux/vote> ;
    skos:note "deux\\nlignes, un \\"mot\\", \\\\ et un | trait, \\u0007 \\U0001FFFE 😀"@fr ,
      "vu par Camille Exemple"@fr ;
    prov:wasDerivedFrom <document/rapport.txt#char=10,42> .
  <flux/parc> a mlg:FluxFinancier ; rdfs:label "Parc"@fr , "Park"@en ; schema:amount 300.0 ; mlg:rang 3 ;
    mlg:vrai true ; mlg:financeur <collectivite/commune/01004> ; mlg:recouvre <flux/ecole> .
}
"""

ODBL = """
<source/osm/lieux.csv> {
  <source/osm/lieux.csv> a mlg:Edition ; dct:title "Lieux"@fr ; dct:publisher <https://www.openstreetmap.org/> ;
    dct:issued "2026-08"^^xsd:gYearMonth ; mlg:sha256 "cc" ;
    dct:license <https://opendatacommons.org/licenses/odbl/1-0/> .
  <https://www.openstreetmap.org/> a foaf:Agent ; foaf:name "OpenStreetMap" .
  <lieu/cafe> a mlg:Equipement ; geo:asWKT "POINT(5.4 45.9)"^^geo:wktLiteral ; dct:spatial <territoire/commune/01004> .
  <territoire/commune/01004> a igeo:Commune .
}
<deductions> { <territoire/departement/01> rdfs:label "Département de l'Ain"@fr . <lieu/cafe> rdfs:label "Café"@fr . }
"""


def quads(*texts: str) -> list[ox.Quad]:
    """The statements of graphs in TriG."""
    made = "".join(texts or (COMMUNES, FACTS)).replace("<deductions>", f"<{BASE}deductions>")
    return list(ox.parse(HEAD + made, ox.RdfFormat.TRIG))


def stored() -> set[ox.Quad]:
    """The statements as a store gives them back, numbers in their canonical form."""
    store = ox.Store()
    store.extend(quads())
    return set(store)


def built(out: Path, *texts: str, seed: int | None = None) -> Path:
    """Lay out what a build leaves: named graphs, their union, and a clean validation; `seed` shuffles the loading."""
    statements = quads(*texts)
    if seed is not None:
        random.Random(seed).shuffle(statements)
    out.mkdir(parents=True, exist_ok=True)
    store = ox.Store(str(out / "graphe"))
    for one in statements:
        store.add(one)
        store.add(ox.Quad(one.subject, one.predicate, one.object))
    store.flush()
    (out / "etat.json").write_text(json.dumps({"violations": 0}), encoding="utf-8")
    return out


def published(folder: Path, *texts: str, **wanted: object) -> Published:
    """Export a graph written by hand into `folder / "lot"`."""
    out = built(folder / "out", *texts)
    return publish(out, folder / "lot", Wanted(**wanted))  # type: ignore[arg-type]
