"""CSV on the Web: what each column of each table means, so that the tables can be read back as the statements."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rdflib import RDF, XSD

from graph.publishing.slots import BOOLEAN, DATE, DECIMAL, INTEGERS, IRI
from graph.publishing.tables.columns import Column
from graph.publishing.tables.wide import SUBJECT

NAME: Final = "csv-metadata.json"
CONTEXT: Final = "http://www.w3.org/ns/csvw"
_TYPED: Final = {DECIMAL: "decimal", DATE: "date", BOOLEAN: "boolean", **dict.fromkeys(INTEGERS, "integer")}
_NAMED: Final = {
    **{name: name for name in ("gYear", "gYearMonth", "anyURI", "double", "float", "dateTime")},
    "token": "normalizedString",  # its nearest ancestor: the Python validator does not know `token`
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: the class whose nodes are its rows, the name of its file, its title, and its columns."""

    class_: str
    file: str
    title: str
    columns: tuple[Column, ...]
    rows: int


def metadata(tables: Sequence[Table], licence: str, title: str) -> bytes:
    """Return the metadata of the exact tables, one group."""
    made = {
        "@context": [CONTEXT, {"@language": "fr"}],
        "dc:title": title,
        "dc:license": {"@id": licence},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
        "tables": [_table(one) for one in tables],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> Mapping[str, Any]:
    columns = [_subject(), *(_column(one) for one in table.columns)]
    if not any(one.predicate == str(RDF.type) for one in table.columns):
        columns.append({"virtual": True, "name": "classe", "propertyUrl": str(RDF.type), "valueUrl": table.class_})
    return {
        "url": f"{table.file}.csv",
        "dc:title": table.title,
        "tableSchema": {"aboutUrl": f"{{+{SUBJECT}}}", "primaryKey": SUBJECT, "columns": columns},
    }


def _subject() -> dict[str, Any]:
    said = {"name": SUBJECT, "titles": SUBJECT, "required": True, "datatype": "anyURI", "suppressOutput": True}
    return {**said, "dc:description": "L'adresse du nœud."}


def _column(column: Column) -> dict[str, Any]:
    name = column.name.replace("-", "_")
    said: dict[str, Any] = {"name": name, "titles": {"fr": _titles(column)}, "propertyUrl": column.predicate}
    if column.kind == IRI:
        said |= {"datatype": "anyURI", **({} if column.separator else {"valueUrl": f"{{+{name}}}"})}
    elif column.language:
        said |= {"datatype": "string", "lang": column.language}
    else:
        said |= {"datatype": datatype(column)}
    return {**said, **({"separator": column.separator} if column.separator else {})}


def datatype(column: Column) -> str | dict[str, str]:
    """Return the datatype of a column in CSV on the Web; a text when its values differ or do not fit."""
    kind = column.kind or ""
    if column.sound and kind in _TYPED:
        return _TYPED[kind]
    iri = kind.removeprefix("^^<").removesuffix(">")
    name = iri.removeprefix(str(XSD))
    if iri and name == iri:  # a datatype of others, such as a geometry
        return {"base": "string", "@id": iri}
    return _NAMED.get(name, "string")


def _titles(column: Column) -> list[str]:
    """Return the title in the file, then the words for it."""
    return [column.name] if column.label == column.name else [column.name, column.label]
