"""Labels of closed lists, in every spelling they were published with, and codes of the procurement vocabulary."""

import re
from typing import Any, Final

import polars as pl

from loaders.kinds.bodies import damaged, plain, spellings
from loaders.kinds.kind import Cleaned, Kind, compact, judged, matching
from loaders.source import Column

_NOTATION: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_SHOWN: Final = 8
_CPV: Final = r"^[0-9]{7,8}(?:-?[0-9])?$"
_CHECK_DIGIT: Final = len("450000007")


def _choice(cell: pl.Expr, column: Column) -> Cleaned:
    """Return the notation (key of `values`) of a label, compared without case, accent, punctuation or lost letter."""
    values: dict[str, list[str]] = column.options["values"]
    words, value = plain(cell), pl.lit(None, pl.String)
    for notation, labels in reversed(list(values.items())):
        known = sorted({*spellings([notation, *labels]), *damaged([notation, *labels])})
        value = pl.when(words.is_in(known)).then(pl.lit(notation)).otherwise(value)
    shown = [labels[0] if labels else notation for notation, labels in values.items()]
    reason = f"n'est pas dans la liste ; attendu : {', '.join(shown[:_SHOWN])}{'…' if len(shown) > _SHOWN else ''}"
    return judged(cell, value, reason)


def _lists(values: Any) -> bool:
    """Tell a table of notations, each with its list of labels."""
    if not isinstance(values, dict):
        return False
    labelled = all(isinstance(labels, list) for labels in values.values())
    return labelled and all(_NOTATION.fullmatch(notation) for notation in values)


def _cpv(cell: pl.Expr, _: Column) -> Cleaned:
    """Read 45000000-7, 45000000 and, where a spreadsheet ate the zero of 09310000, 9310000; without the check digit."""
    code = matching(compact(cell), _CPV).str.replace("-[0-9]$", "").str.zfill(_CHECK_DIGIT - 1).str.head(8)
    return judged(
        cell, code, "n'est pas un code CPV ; attendu : 8 chiffres (45000000), avec ou sans la clé (45000000-7)"
    )


LISTS: Final = (
    Kind(
        "choix",
        _choice,
        "libellé d'une liste fermée, sous toutes ses graphies",
        needs=frozenset({"values"}),
        options={"values": _lists},
    ),
    Kind("cpv", _cpv, "code du vocabulaire commun des marchés publics, 8 chiffres"),
)
