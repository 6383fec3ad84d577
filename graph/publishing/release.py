"""What a release is made of: its editions, its counts, and each file that was written; facts, without a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

Iri: TypeAlias = str
"""An absolute IRI, as text."""

Box: TypeAlias = tuple[Decimal, Decimal, Decimal, Decimal]
"""West, south, east, north, in degrees of WGS 84 (CRS84: longitude first)."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """One file of the bundle; `path` is relative to it, `statements` and `rows` are None where they mean nothing."""

    path: str
    media_type: str
    title: str
    size: int
    sha256: str
    licence: Iri
    statements: int | None = None
    rows: int | None = None
    conforms_to: tuple[Iri, ...] = ()
    theme: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cited:
    """An edition or a document that statements come from, as the graph describes it; `triples` are its graph's.

    `source` is the series an edition belongs to, None for a document; `issued` is a partial ISO date (`2026`,
    `2022-03`, `2019-01-09`) or None; `licence` is None for a printed report that states none.
    """

    iri: Iri
    source: Iri | None
    title: str
    publisher: Iri
    publisher_name: str
    licence: Iri | None
    sha256: str
    issued: str | None
    landing_page: Iri | None
    triples: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory that a release is about: `level` is the French local name of its class (`Departement`)."""

    iri: Iri
    label: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Release:
    """What is published: `triples` distinct statements, counted by class (instances) and by property (statements).

    `out` is the build's folder; `name` is a slug (`maillage`, `maillage-commune-62119`); `modified` comes from the
    editions or from SOURCE_DATE_EPOCH; `box` bounds the geometries of the data, None when they have none; `places`
    are the largest territories that hold all the others; `previous` is the version of the bundle it follows;
    `links` counts the statements of skos:exactMatch and owl:sameAs by property and site (`http://id.insee.fr/`).
    """

    out: Path
    name: str
    title: str
    description: str
    version: str
    modified: date
    base: Iri
    licence: Iri
    editions: tuple[Cited, ...]
    triples: int
    subjects: int
    classes: Mapping[Iri, int]
    properties: Mapping[Iri, int]
    box: Box | None
    places: tuple[Place, ...]
    theme: str | None = None
    previous: str | None = None
    links: Mapping[tuple[Iri, Iri], int] = field(default_factory=dict)
