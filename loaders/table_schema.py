"""The tables of a dossier as Table Schema (Frictionless, the form schema.data.gouv.fr takes), from their declarations.

Types, lists and patterns come from `tables/*/source.toml`, descriptions from the page of the format: what a person
reads and what a tool checks cannot part.
"""

import json
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from loaders.declaration import declared
from loaders.dossier_page import descriptions, order
from loaders.errors import SourceError
from loaders.kinds.identifiers import SLUG
from loaders.kinds.places import COMMUNE
from loaders.source import LOADERS, Column, Source
from ontology.iris import REFERENCES

SCHEMAS: Final = LOADERS / "dossiers" / "schemas"
VERSION: Final = "1.0.0"
_DATED: Final = "2026-11-21"
_HOME: Final = "https://w3id.org/maillage/"
_LICENCE: Final = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
_TYPES: Final = MappingProxyType({"amount": "number", "number": "number", "integer": "integer", "year": "year"})
_PATTERNS: Final = MappingProxyType(
    {
        "slug": SLUG.strip("^$").replace("?:", ""),
        "commune": COMMUNE.strip("^$").replace("?:", ""),
        "siren": r"\d{9}",
        **dict.fromkeys(("date_debut", "date_fin", "date_partielle"), r"\d{4}(-\d{2}(-\d{2})?)?"),
    }
)
_EXAMPLES: Final = MappingProxyType(
    {
        **dict.fromkeys(("date_debut", "date_fin", "date_partielle"), "2020-06"),
        **dict.fromkeys(("programme", "programmes", "programmes.id", "programmes.partie_de"), "acv"),
        **dict.fromkeys(("equipements", "equipements.id"), "beffroi-bethune"),
        **dict.fromkeys(("id", "projet", "partie_de", "recouvre"), "bethune-beffroi"),
        **dict.fromkeys(("membre_de", "organisme", "financeur", "sujet", "maitre_ouvrage"), "commune:62119"),
        **dict.fromkeys(("pilote", "partenaires", "beneficiaire"), "organisation:ccas-bethune"),
        "acteurs.id": "organisation:ccas-bethune",
        "commune": "62119",
        "communes": "62119|62178",
        "siren": "200072460",
        "signataires": "epci:200072460|commune:62119",
        "perimetre": "qpv:QN06255M",
        "indicateur": "taux-pauvrete",
        "montant": "1300000",
        "valeur": "40.5",
        "annee": "2023",
        "debut_preuve": "18175",
        "fin_preuve": "18222",
    }
)
"""`table.column`, else the name of the column, else its kind -> what a right cell looks like."""


def tables() -> dict[str, Source]:
    """Return the declared tables of a dossier by name, in the order of the page of the format."""
    known = {source.folder.name: source for source in declared().values() if source.folder.parent.name == "tables"}
    return {name: known[name] for name in sorted(known, key=order)}


def columns(source: Source) -> dict[str, Column]:
    """Return the headers of a table in their order, each with the first column that reads it."""
    found: dict[str, Column] = {}
    for column in source.columns.values():
        found.setdefault((*column.headers, column.name)[0], column)
    return found


def schema(source: Source) -> dict[str, Any]:
    """Return the Table Schema of a table; a column that the page does not describe raises SourceError."""
    name = source.folder.name
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"maillage-dossier-{name}",
        "title": source.title,
        "description": f"Table {name} d'un dossier Maillage : les faits d'un rapport public, un par ligne, chacun avec "
        "la position du passage qui le soutient dans le texte du document.",
        "countryCode": "FR",
        "homepage": _HOME,
        "version": VERSION,
        "created": _DATED,
        "lastModified": _DATED,
        "licenses": [{"title": "Licence Ouverte 2.0", "path": _LICENCE}],
        "contributors": [{"title": "Maillage", "role": "author"}],
        "resources": [{"title": f"Table {name}", "name": name, "path": f"{name}.csv"}],
        "missingValues": [""],
        "fields": [_field(source, header, column) for header, column in columns(source).items()],
    }


def text(source: Source) -> str:
    """Return the schema of a table as the text of its file."""
    return json.dumps(schema(source), ensure_ascii=False, indent=2) + "\n"


def path(source: Source) -> Path:
    """Return where the schema of a table is kept."""
    return SCHEMAS / f"{source.folder.name}.json"


def _field(source: Source, header: str, column: Column) -> dict[str, Any]:
    table, said = source.folder.name, descriptions(source.folder.name)
    if header not in said:
        raise SourceError(source.name, "colonne que la page du format ne décrit pas", file="README.md", column=header)
    field: dict[str, Any] = {"name": header, "title": header.replace("_", " ").capitalize()}
    field |= {"description": said[header], "type": _TYPES.get(column.kind, "string")}
    known = [_EXAMPLES[key] for key in (f"{table}.{header}", header, column.kind) if key in _EXAMPLES]
    if example := next(iter([*column.options.get("values", ()), *known]), None):
        field["example"] = example
    return {**field, "constraints": _constraints(column, unique=header == "id")}


def _constraints(column: Column, *, unique: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"required": column.required, **({"unique": True} if unique else {})}
    if column.kind == "integer":
        return {**said, "minimum": 0}
    if "values" in column.options:
        return {**said, "enum": list(column.options["values"])}
    pattern = _PATTERNS.get(column.kind, "")
    if column.kind == "reference":
        pattern = f"({'|'.join(column.options.get('prefixes', REFERENCES))}):[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
    if pattern and (separator := column.options.get("sep")):
        pattern = f"({pattern})({re.escape(separator)}({pattern}))*"
    return {**said, "pattern": f"^({pattern})$"} if pattern else said
