"""The report as a table: one finding a line, then one line for each shape with the nodes it looked at."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from graph.delimited import line
from graph.names import curie
from graph.reporting.owners import owner
from graph.validation.findings import Coverage, Finding, Validation

COLUMNS: Final = (
    *("gravite", "regle", "forme", "noeud", "nom", "propriete", "valeur", "constat", "provenance"),
    *("corrige_par", "tendance", "constat_en", "preuves"),
)
"""Stable: a column may be added at the end, none is renamed or moved; `README.md` here says what each holds."""

COVERED: Final = "verifie"
"""In the column `gravite`, what marks the line of a shape."""

_LONGEST: Final = 30_000  # a spreadsheet holds 32,767 characters in a cell
Key: TypeAlias = tuple[str, str, str, str, str]
"""What makes two findings of two reports the same: rule, shape, node, property, value."""


def as_csv(
    validation: Validation, dossiers: Mapping[str, str] | None = None, before: Mapping[Key, int] | None = None
) -> str:
    """Return every finding and every shape, one a line, IRIs in full; `before` is what the last report had found."""
    left = dict(before) if before is not None else None
    found = [_finding(one, dossiers or {}, _trend(one, left)) for one in validation.findings]
    return "".join(map(line, (COLUMNS, *found, *map(_covered, validation.coverage))))


def key(finding: Finding) -> Key:
    """Return what a finding is recognised by in the next report."""
    _, name, shape, node, _, path, value, *_ = _cells(finding)
    return name, shape, node, path, value


def rule(one: Key) -> tuple[str, str]:
    """Return the rule of a finding: its name and its shape, with the property where no shape is to blame."""
    return one[0], one[1] or one[3]


def _trend(finding: Finding, left: dict[Key, int] | None) -> str:
    """Say whether the previous report had a finding; as many of two that look the same as it had."""
    if left is None:
        return ""
    one = key(finding)
    if not left.get(one):
        return "nouveau"
    left[one] -= 1
    return "inchangé"


def _cells(one: Finding) -> Iterator[str]:
    found = (one.severity, curie(one.component), one.shape, one.focus, one.label, one.path, one.value, one.message)
    for cell in found:
        text = "" if cell is None else str(cell)
        yield text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _finding(one: Finding, dossiers: Mapping[str, str], trend: str) -> tuple[str, ...]:
    who = owner(one, dossiers).words
    return (*_cells(one), " ; ".join(one.evidence), who, trend, one.messages["en"], " ".join(one.proofs))


def _covered(one: Coverage) -> tuple[str, ...]:
    said = f"{one.title} : {one.target}" + (f" (facultative : {one.optional})" if one.optional and one.idle else "")
    return (COVERED, "mlgsh:noeudsVerifies", one.shape, "", one.title, "", str(one.seen), said, "", "", "", "", "")
