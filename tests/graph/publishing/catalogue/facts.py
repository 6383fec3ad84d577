"""A small release written by hand: two licences, sources with and without date, licence and page; true facts only."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.publishing.catalogue.publication import read
from graph.publishing.release import Cited, Place, Release, Written

BASE = "https://w3id.org/maillage/"
ETALAB = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
ODBL = "http://opendatacommons.org/licenses/odbl/1.0/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"

COMMUNES = Cited(
    iri=f"{BASE}id/source/communes/v_commune_2026.csv",
    source=f"{BASE}id/source/communes/serie",
    title="Code officiel géographique : communes (v_commune_2026.csv)",
    publisher="https://www.insee.fr/",
    publisher_name="Insee",
    licence=ETALAB,
    sha256="a" * 64,
    issued="2026",
    landing_page="https://www.insee.fr/fr/information/2560452",
    triples=2625,
)
LILLERS = Cited(
    iri=f"{BASE}id/document/lillers-contrat-de-ville-2024-2030.txt",
    source=None,
    title="Contrat de ville « Engagements Quartiers 2030 » : convention d’application communale de Lillers",
    publisher=f"{BASE}id/collectivite/commune/62516",
    publisher_name="Lillers",
    licence=None,
    sha256="b" * 64,
    issued="2024-07-09",
    landing_page=None,
    triples=2259,
)
LEERS = replace(
    LILLERS, iri=f"{BASE}id/document/leers-bilan-2020-2026.txt", title="Bilan de mandat 2020-2026 de la Ville de Leers",
    publisher=f"{BASE}id/collectivite/commune/59339", publisher_name="Leers", issued=None,
)  # fmt: skip
OSM = replace(
    COMMUNES, iri=f"{BASE}id/source/osm/2026-08.csv", title="OpenStreetMap : lieux", publisher_name="OpenStreetMap",
    publisher="https://www.openstreetmap.org/", licence=ODBL, issued="2026-08", triples=12,
)  # fmt: skip

RELEASE = Release(
    out=Path("/nowhere"),
    name="maillage",
    title="Qui décide, qui finance quoi, où : Nord et Pas-de-Calais",
    description="Communes, élus, programmes, projets et financements, chaque fait avec l'endroit qui le prouve.",
    version="2026.11",
    modified=date(2026, 11, 21),
    base=BASE,
    licence=ETALAB,
    editions=(COMMUNES, LEERS, LILLERS, OSM),
    triples=4896,
    subjects=812,
    classes={
        "http://rdf.insee.fr/def/geo#Commune": 235,
        f"{BASE}def#FluxFinancier": 38,
        f"{BASE}def#MandatElectif": 12,
    },
    properties={EXACT: 238, f"{BASE}def#stade": 38},
    box=(Decimal("2.30"), Decimal("50.28"), Decimal("3.75"), Decimal("50.58")),
    places=(
        Place(iri=f"{BASE}id/territoire/departement/59", label="Nord", level="Departement"),
        Place(iri=f"{BASE}id/territoire/departement/62", label="Pas-de-Calais", level="Departement"),
    ),
    links={(EXACT, "http://id.insee.fr/"): 238},
)


def written(path: str, media_type: str, title: str, **more: Any) -> Written:
    """Return a file of the bundle, of a size and hash that stand for any."""
    return Written(
        **{"licence": ETALAB, **more}, path=path, media_type=media_type, title=title, size=1048576, sha256="0f" * 32
    )


FILES = (
    written(
        "graphe.ttl",
        "text/turtle",
        "Graphe complet (Turtle)",
        statements=4884,
        conforms_to=(f"{BASE}def", f"{BASE}formes"),
    ),
    written("graphe.nt.gz", "application/n-triples", "Graphe complet (N-Triples)", statements=4884),
    written("csv/flux-financier.csv", "text/csv", "Flux financiers", rows=38),
    written("parquet/flux-financier.parquet", "application/vnd.apache.parquet", "Flux financiers", rows=38),
    written("odbl/graphe.ttl", "text/turtle", "Lieux d'OpenStreetMap (Turtle)", statements=12, licence=ODBL),
    written("ontologie.ttl", "text/turtle", "Ontologie (Turtle)", licence=CC_BY, theme="ontologie"),
)

EMBEDDED = read(Path(__file__).parents[4] / "graph/publishing/catalogue/publication.toml")
TOWN = replace(
    EMBEDDED,
    issued=date(2026, 12, 1),
    contact=replace(EMBEDDED.contact, email="donnees@example.org"),
    publisher=replace(EMBEDDED.publisher, type="LocalAuthority", email="donnees@example.org"),
)
"""A publication as a town would fill it in: with an e-mail, a type of publisher and a first date."""
