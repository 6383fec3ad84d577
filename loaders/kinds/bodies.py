"""Who receives and who pays: identifiers of legal units, and names kept only where no person can be behind them."""

from collections.abc import Iterable
from functools import cache
from typing import Final

import polars as pl

from loaders.kinds.given_names import GIVEN_NAMES
from loaders.kinds.identifiers import at_la_poste, luhn
from loaders.kinds.kind import Cleaned, Kind, compact, filled, folded, judged, swiftly
from loaders.kinds.words import BODY_WORDS, PERSON_MARKS
from loaders.source import Column

_WORDS: Final = {"m": PERSON_MARKS, "b": BODY_WORDS, "n": tuple(GIVEN_NAMES.split())}
LOST: Final = "\ufffd"  # what a decoder writes for a letter it could not read
_ID: Final = r"^(?:[0-9]{9}(?:[0-9]{5})?|[Ww][0-9A-Za-z]{9})$"
_PUBLIC: Final = r"^[12][0-9]{8}(?:[0-9]{5})?$"  # SIREN of the State (1) and of local authorities (2)
_MISTER: Final = r"(?:^|[a-z0-9]{2} )m [a-z]{2}"  # « M. Dupont », not « D.B.M. Travaux »
_LIKE_A_PERSON: Final = (
    "peut être le nom d'une personne, qui n'est pas repris ; rien à faire : la somme et l'objet restent"
)
_UNKNOWN: Final = (
    "n'est pas sûrement un organisme, et aucun identifiant ne le dit : le nom n'est pas repris ; "
    "la somme et l'objet restent ; publiez le SIRET ou le numéro RNA"
)


def _legal_unit(cell: pl.Expr, _: Column) -> Cleaned:
    """Read a SIRET, a SIREN, or a SIRET whose last five digits are unknown (00000), as the SIREN."""
    code = compact(cell)
    number = code.cast(pl.Int64, strict=False)
    key = pl.when(code.str.contains("^[0-9]{9}00000$")).then(number // 10**5).otherwise(number)
    right = code.str.contains("^[0-9]{9}(?:[0-9]{5})?$") & (key > 0) & (luhn(key, 14) | at_la_poste(code, number))
    value = pl.when(right).then(code.str.head(9))
    reason = (
        pl.when(code.str.contains(r"^[0-9]{9}(?:[0-9]{5})?$"))
        .then(pl.lit("n'est ni un SIRET ni un SIREN : sa clé de contrôle est fausse ; vérifiez-le à la source"))
        .otherwise(pl.lit("n'est ni un SIRET ni un SIREN ; attendu : 14 ou 9 chiffres (zéro initial perdu ?)"))
    )
    return judged(cell, value, reason)


def _name(cell: pl.Expr, column: Column) -> Cleaned:
    """Keep the name of a body; option `identified` names the columns of its SIRET, SIREN or RNA number.

    Without an identifier only a word that bodies alone use keeps a name; with one, a given name loses it; a public
    body, by its SIREN, has no given name to hide.
    """
    codes = [compact(pl.col(beside)) for beside in column.options.get("identified", ())]
    told = swiftly(cell, _told, lambda cells: cells.is_null())  # each distinct name is read once
    marked, body, named = (told.str.contains(mark, literal=True).fill_null(value=False) for mark in _WORDS)
    known, public = (_any(codes, pattern) for pattern in (_ID, _PUBLIC))
    kept = ~marked & (body | public | (known & ~named))
    reason = pl.when(known | marked).then(pl.lit(_LIKE_A_PERSON)).otherwise(pl.lit(_UNKNOWN))
    return judged(cell, pl.when(kept).then(cell), reason)


def _told(cell: pl.Expr) -> pl.Expr:
    """Return the marks of the lists of words that a name holds a word of."""
    held = {mark: _holds(cell, words) for mark, words in _WORDS.items()}
    held["m"] |= plain(cell).str.contains(_MISTER)
    return pl.concat_str(pl.when(holds).then(pl.lit(mark)).otherwise(pl.lit("")) for mark, holds in held.items())


def plain(cell: pl.Expr) -> pl.Expr:
    """Return the words of a cell: lower case, no accent, no lost letter, single spaces; null when none is left."""
    text = folded(cell.str.replace_all(LOST, "", literal=True)).str.replace_all("[^a-z0-9]+", " ")
    return filled(text.str.strip_chars())


def spellings(words: Iterable[str]) -> list[str]:
    """Return each word as `plain` writes it."""
    return list(_plain_words(frozenset(words), lost=False))


def damaged(words: Iterable[str]) -> list[str]:
    """Return each word as `plain` writes it once a decoder has lost its accented letters: « L\ufffda » is « la »."""
    return list(_plain_words(frozenset(words), lost=True))


@cache
def _plain_words(words: frozenset[str], *, lost: bool) -> tuple[str, ...]:
    """Spell a list once for all the columns and files that are compared with it."""
    every = pl.Series(sorted(words), dtype=pl.String).to_frame("mot")
    spelt = pl.col("mot").str.replace_all(r"[^\x00-\x7F]", "") if lost else pl.col("mot")
    return tuple(every.select(plain(spelt).alias("mot"))["mot"].drop_nulls().unique().sort())


def _any(codes: list[pl.Expr], pattern: str) -> pl.Expr:
    return pl.any_horizontal(
        pl.lit(value=False), *(code.str.contains(pattern).fill_null(value=False) for code in codes)
    )


def _holds(cell: pl.Expr, among: Iterable[str]) -> pl.Expr:
    """Tell a cell that holds one of these words, whole; as damaged ones only where a letter was lost."""
    words = pl.concat_str(pl.lit(" "), plain(cell), pl.lit(" "))
    whole, lost = ([f" {word} " for word in spell(among)] for spell in (spellings, damaged))
    return words.str.contains_any(whole) | (cell.str.contains(LOST, literal=True) & words.str.contains_any(lost))


BODIES: Final = (
    Kind("siren_ou_siret", _legal_unit, "SIREN, lu dans un SIREN ou un SIRET, clé vérifiée"),
    Kind(
        "nom_organisme",
        _name,
        "nom d'un organisme ; ce qui peut être celui d'une personne n'est pas repris",
        iri_safe=False,
        options={"identified": lambda columns: isinstance(columns, list)},
    ),
)
