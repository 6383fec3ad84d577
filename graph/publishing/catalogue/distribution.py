"""One file of the bundle as a `dcat:Distribution`: address, size, hash, formats, licence, and what it conforms to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rdflib import DCTERMS, RDF, XSD, BNode, Graph, Literal, URIRef

from graph.publishing.catalogue.authority import licence
from graph.publishing.catalogue.namespaces import DCAT, DCATAP, EU, IANA, SPDX
from graph.publishing.catalogue.publication import Publication
from graph.publishing.release import Release, Written
from graph.wording import count
from ontology.iris import mint

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_COMPRESSED: Final = MappingProxyType({".gz": "application/gzip", ".zst": "application/zstd"})
_PACKED: Final = MappingProxyType({".zip": "application/zip"})

_FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text/turtle": "RDF_TURTLE",
        "application/n-triples": "RDF_N_TRIPLES",
        "application/trig": "RDF_TRIG",
        "application/n-quads": "RDF_N_QUADS",
        "application/ld+json": "JSON_LD",
        "application/vnd.hdt": "HDT",
        "text/csv": "CSV",
        "application/csvm+json": "JSON",
        "application/json": "JSON",
        "application/geo+json": "GEOJSON",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
        "application/sparql-query": "SPARQLQ",
        "application/sparql-update": "SPARQLQ",
        "application/zip": "ZIP",
        "text/html": "HTML",
        "text/markdown": "TXT",
        "text/plain": "TXT",
    }
)
"""Media type -> code of the European list of file types; what that list does not know is an octet stream to it."""

_UNLISTED: Final = MappingProxyType({"application/vnd.apache.parquet": "parquet"})
"""What portals are told in a word, for want of a European code."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Who reads: `strict` for SEMIC's checks and data.europa.eu; else what udata and CKAN really import."""

    strict: bool


def distribution(
    graph: Graph, dataset: URIRef, slug: str, file: Written, release: Release, by: Publication, profile: Profile
) -> URIRef:
    """Describe one file of a dataset, and return its node."""
    node = mint("distribution", slug, _UNSAFE.sub("-", file.path))
    address = URIRef(by.address.replace("{version}", release.version) + file.path)
    language = URIRef(f"{EU}language/FRA")
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.identifier, Literal(str(node))))
    graph.add((node, DCTERMS.title, Literal(file.title, lang="fr")))
    graph.add((node, DCTERMS.description, Literal(_described(file), lang="fr")))
    graph.add((node, DCAT.accessURL, address))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger)))
    graph.add((node, DCTERMS.license, licence(file.licence)))
    graph.add((node, DCATAP.availability, URIRef(f"{EU}planned-availability/{by.availability}")))
    graph.add((node, DCTERMS.modified, Literal(release.modified.isoformat(), datatype=XSD.date)))
    graph.add((node, DCTERMS.language, language))
    for standard in file.conforms_to if profile.strict else file.conforms_to[:1]:  # udata keeps one, any one
        graph.add((node, DCTERMS.conformsTo, URIRef(standard)))
        graph.add((URIRef(standard), RDF.type, DCTERMS.Standard))
    _formats(graph, node, file, profile)
    _checksum(graph, node, file, profile)
    return node


def _described(file: Written) -> str:
    counts = []
    if file.statements is not None:
        counts.append(count(file.statements, "triplet", "triplets"))
    if file.rows is not None:
        counts.append(count(file.rows, "ligne", "lignes"))
    return f"{', '.join([file.title, *counts])}."


def _formats(graph: Graph, node: URIRef, file: Written, profile: Profile) -> None:
    suffix = "." + file.path.rpartition(".")[2]
    media = {DCAT.mediaType: file.media_type, DCAT.compressFormat: _COMPRESSED.get(suffix)}
    media[DCAT.packageFormat] = _PACKED.get(suffix)
    for predicate, name in media.items():
        if name:
            graph.add((node, predicate, IANA[name]))
            graph.add((IANA[name], RDF.type, DCTERMS.MediaType))
    code = _FORMATS.get(file.media_type, "OCTET")
    word = _UNLISTED.get(file.media_type)
    graph.add((node, DCTERMS.format, Literal(word) if word and not profile.strict else URIRef(f"{EU}file-type/{code}")))


def _checksum(graph: Graph, node: URIRef, file: Written, profile: Profile) -> None:
    """Give the SHA-256: `xsd:hexBinary` as DCAT-AP demands, plain for udata, which else loses the dataset."""
    checksum, datatype = BNode("sha256-" + _UNSAFE.sub("-", file.path)), XSD.hexBinary if profile.strict else None
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=datatype, normalize=False)))
    graph.add((SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm))
