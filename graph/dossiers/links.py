"""What a dossier names: every identifier it points at must be defined, in it or in another, and none twice."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final, TypeAlias

from graph.dossiers.rows import Filled, Row, parts
from loaders.source import Column
from loaders.table_schema import columns, tables
from ontology.iris import REFERENCES

Defined: TypeAlias = Mapping[str, frozenset[str]]
"""Table -> the identifiers that its rows define."""

_TABLES: Final = {"equipement": "equipements", "programme": "programmes", "projet": "projets", "flux": "financements"}
_OFFICIAL: Final = frozenset({"commune", "epci", "departement", "region"})  # their names come from official files
_OWN: Final = frozenset({"partie_de", "recouvre"})
_NEAREST: Final = 3


def defined(dossiers: Iterable[Filled]) -> Defined:
    """Return what all these dossiers define."""
    rows = [row for one in dossiers for row in one.rows if "id" in row.cells]
    return {table: frozenset(row.cells["id"] for row in rows if row.table == table) for table in tables()}


def links(one: Filled, known: Defined) -> Iterator[str]:
    """Yield a sentence for each identifier used twice in a table, or defined nowhere."""
    seen: dict[tuple[str, str], Row] = {}
    declared = {table: columns(source) for table, source in tables().items()}
    for row in one.rows:
        if name := row.cells.get("id"):
            if before := seen.get((row.table, name)):
                line = before.where.rpartition(", ")[2]
                yield f"{row.at('id')} « {name} » est déjà l'identifiant de la {line} ; donnez-en un autre"
            seen.setdefault((row.table, name), row)
        for header, cell in row.cells.items():
            yield from _lost(row, header, cell, declared[row.table][header], known)


def _lost(row: Row, header: str, cell: str, column: Column, known: Defined) -> Iterator[str]:
    for name in parts(cell):
        table, identifier = _target(row.table, header, name, column)
        if table and identifier not in known[table]:
            near = get_close_matches(identifier, sorted(known[table]), n=_NEAREST, cutoff=0.7)
            also = f" (proches : {', '.join(near)})" if near else ""
            yield f"{row.at(header)} « {name} » n'est défini nulle part ; ajoutez-le dans la table {table}{also}"


def _target(table: str, header: str, name: str, column: Column) -> tuple[str, str]:
    """Return the table where an identifier must be, and how it is written there; nothing for what needs none."""
    if header == "id":
        return "", ""
    if column.kind == "slug" and header in _OWN:
        return table, name
    if column.kind == "slug":
        return _TABLES.get(header.rstrip("s"), ""), name
    prefix, _, code = name.partition(":")
    if column.kind != "reference" or prefix in _OFFICIAL or prefix not in REFERENCES:
        return "", ""
    return (_TABLES[prefix], code) if prefix in _TABLES else ("acteurs", name)
