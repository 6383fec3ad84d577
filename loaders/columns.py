"""What a declared column may say: a known kind, and options with values that the kind can use."""

from typing import Final

from loaders.errors import SourceError
from loaders.kinds import KINDS, Kind
from loaders.source import Column, Source

COMMON: Final = frozenset({"sep", "empty", "latest", "first", "vintage"})
"""Options any column may take: `sep` (a list in one cell), `empty` (texts that mean nothing was said), and the
three that later steps read."""


def kind_of(source: Source, column: Column) -> Kind:
    """Return the kind of a column; a declaration that cannot work raises SourceError before any row is read."""
    kind = KINDS.get(column.kind)
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise _error(source, column, f"sorte inconnue : « {column.kind} »", f"sortes connues : {known}")
    known_options = COMMON | kind.options.keys()
    if unknown := sorted(column.options.keys() - known_options):
        remedy = f"options de {kind.name} : {', '.join(sorted(known_options))}"
        raise _error(source, column, f"options inconnues : {', '.join(unknown)}", remedy)
    if missing := sorted(kind.needs - column.options.keys()):
        raise _error(source, column, f"options manquantes pour {kind.name} : {', '.join(missing)}")
    for name, right in kind.options.items():
        if name in column.options and not right(column.options[name]):
            raise _error(source, column, f"valeur inutilisable pour {name} : « {column.options[name]} »")
    if "prefix" in column.options:
        _beside(source, column)
    return kind


def _beside(source: Source, column: Column) -> None:
    """Check the column that completes another: it must exist, and a list has no single neighbour."""
    beside = column.options["prefix"]
    if beside not in source.columns:
        raise _error(source, column, f"prefix désigne une colonne qui n'est pas déclarée : « {beside} »")
    if "sep" in column.options:
        raise _error(source, column, "prefix et sep ne vont pas ensemble")


def _error(source: Source, column: Column, problem: str, remedy: str | None = None) -> SourceError:
    return SourceError(source.name, problem, file="source.toml", column=column.name, remedy=remedy)
