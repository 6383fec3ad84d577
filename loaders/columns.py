"""What a declared column may say: a known kind, and options with values that the kind can use."""

import re
from typing import Final

from loaders.errors import SourceError
from loaders.kinds import KINDS, Kind
from loaders.source import Column, Source
from ontology.iris import TERRITOIRES

COMMON: Final = frozenset(
    {"sep", "along", "empty", "when", "only", "unless", "formula", "inside", "latest", "newest", "first"}
    | {"vintage", "succession", "identifies", "body"}
)
"""Options any column may take.

`sep`: a list in one cell; `along`: the list column that this one follows element by element; `empty`: texts that mean
nothing was said; `when`: another column and the texts, or the pattern, that it must hold for this one to be read;
`only` and `unless`: two columns share a header, the cells that match are the first's, the others the second's;
`formula`: Excel's ="01004"; `inside`: a pattern whose group is what is read of « Auchel (62048) »; and those that later
steps read (`newest`: a fact that several sources state, and of whom; `identifies` and `body`: see `bodies`).
"""


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
    if "inside" in column.options and re.compile(str(column.options["inside"])).groups != 1:
        raise _error(source, column, "inside attend un groupe, et un seul")
    _related(source, column)
    _shared(source, column)
    if column.options.get("succession") and column.kind != "siren":
        raise _error(source, column, "succession ne vaut que pour la sorte siren")
    return kind


def _related(source: Source, column: Column) -> None:
    """Check what a column says of others: its department, the list it follows, what it depends on, whom it is about."""
    if "prefix" in column.options:
        _beside(source, column)
    if "along" in column.options:
        _along(source, column)
    if "when" in column.options:
        _conditional(source, column)
    if "identifies" in column.options:
        _identifying(source, column)
    if column.options.get("body") and column.kind not in {"siren", "siren_ou_siret"}:
        raise _error(source, column, "body ne vaut que pour les sortes siren et siren_ou_siret")
    if unknown := sorted({*column.options.get("identified", ())} - source.columns.keys()):
        raise _error(
            source, column, f"identified désigne des colonnes qui ne sont pas déclarées : {', '.join(unknown)}"
        )
    newest = column.options.get("newest", {"fact": "", "of": column.name})
    known = isinstance(newest, dict) and {"fact", "of"} <= newest.keys() <= {"fact", "of", "authority"}
    if not known or newest["of"] not in source.columns:
        raise _error(source, column, "newest dit un fait (fact) et la colonne de ce dont il parle (of)")


def _beside(source: Source, column: Column) -> None:
    """Check the column that completes another: it must exist, and a list has no single neighbour."""
    beside = column.options["prefix"]
    if beside not in source.columns:
        raise _error(source, column, f"prefix désigne une colonne qui n'est pas déclarée : « {beside} »")
    if "sep" in column.options:
        raise _error(source, column, "prefix et sep ne vont pas ensemble")


def _identifying(source: Source, column: Column) -> None:
    """Check « commune:insee »: a body that a reference may name, and the column that holds its code."""
    prefix, _, key = str(column.options["identifies"]).partition(":")
    if prefix not in TERRITOIRES or key not in source.columns:
        raise _error(source, column, f"identifies ne désigne personne : « {column.options['identifies']} »")


def _along(source: Source, column: Column) -> None:
    """Check a list that follows another: both are lists, and the other follows nobody."""
    leader = source.columns.get(str(column.options["along"]))
    if leader is None or leader is column or "along" in leader.options:
        raise _error(source, column, f"along ne désigne pas une liste : « {column.options['along']} »")
    if "sep" not in column.options or "sep" not in leader.options:
        raise _error(source, column, "along va avec sep, ici et dans la colonne désignée")


def _conditional(source: Source, column: Column) -> None:
    """Check the column that says whether another is read: it must exist, and nothing required may depend on it."""
    conditions = column.options["when"]
    if not isinstance(conditions, dict) or not conditions.keys() <= source.columns.keys():
        raise _error(source, column, "when ne désigne pas une colonne déclarée")
    if column.required:
        raise _error(source, column, "required et when ne vont pas ensemble")


def _shared(source: Source, column: Column) -> None:
    """Check that the cells one column leaves aside are read by another: `only` and `unless` come in pairs."""
    for mine, theirs in (("only", "unless"), ("unless", "only")):
        pattern = column.options.get(mine)
        if pattern is None:
            continue
        others = [
            c for c in source.columns.values() if c.headers == column.headers and c.options.get(theirs) == pattern
        ]
        if not others:
            problem = f"{mine} laisse des cellules à personne : il faut une colonne de même en-tête avec {theirs}"
            raise _error(source, column, problem, f"{theirs} = « {pattern} »")


def _error(source: Source, column: Column, problem: str, remedy: str | None = None) -> SourceError:
    return SourceError(source.name, problem, file="source.toml", column=column.name, remedy=remedy)
