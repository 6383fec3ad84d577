"""What the user has decided of a pair: `rapprochements.csv`, the review list itself, sent back with its last column."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.errors import GraphError

NAME: Final = "rapprochements.csv"
ACCEPTED, REFUSED = "accepter", "refuser"
_NEEDED: Final = ("sens", "nom", "lieux", "organisme", "decision")

Pair = tuple[str, str, str, str]
"""`sens`, `nom`, `lieux`, `organisme` of a line of the review list."""


@dataclass(frozen=True)
class Decisions:
    """Pairs to link whatever the score, pairs never to link nor to propose again, and the files they come from."""

    accepted: frozenset[Pair] = frozenset()
    refused: frozenset[Pair] = frozenset()
    files: tuple[Path, ...] = ()

    def digest(self) -> str:
        """Return a key of the files, to know when a graph must be made again."""
        return hashlib.sha256(b"\0".join(path.read_bytes() for path in self.files)).hexdigest() if self.files else ""


def decisions(data: Path | None) -> Decisions:
    """Read every `rapprochements.csv` under a folder; a line that decides nothing is skipped, an odd one raises."""
    files = tuple(sorted(data.rglob(NAME))) if data is not None and data.is_dir() else ()
    told = [decided for path in files for decided in _read(path)]
    accepted, refused = (frozenset(pair for pair, word in told if word == wanted) for wanted in (ACCEPTED, REFUSED))
    for pair in sorted(accepted & refused):
        message = f"{NAME} : « {pair[1]} » est à la fois accepté et refusé pour {pair[3]}"
        raise GraphError(message, kind="usage", remedy="gardez une des deux lignes")
    return Decisions(accepted, refused, files)


def _read(path: Path) -> Iterator[tuple[Pair, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(
            f"{path} : illisible ({error})", kind="unreadable", remedy="enregistrez-le en UTF-8"
        ) from error
    separator = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        remedy = f"repartez du {NAME} que la construction écrit"
        raise GraphError(
            f"{path}, ligne 1 : colonnes absentes : {', '.join(missing)}", kind="unreadable", remedy=remedy
        )
    for row in rows:
        word = (row["decision"] or "").strip().lower()
        if word and word not in {ACCEPTED, REFUSED}:
            message = f"{path}, ligne {rows.line_num}, colonne decision : « {word} »"
            raise GraphError(message, kind="usage", remedy=f"attendu : {ACCEPTED}, {REFUSED} ou rien")
        if word:
            yield (row["sens"], row["nom"], row["lieux"], row["organisme"]), word
