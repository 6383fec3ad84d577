"""Every place a dossier cites, read again in the text of the report: what the row says is really there."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.loaders.dossier_rows import DOSSIERS, EACH, Row, rows
from tests.loaders.dossier_texts import numbers, share_a_word, words

EXCUSES = ("[déduit]", "[illisible]", "[sigle]")
"""What a clause of `note` starts with when the span does not print what the row says; README.md says when."""
LONGEST = 300
INSIDE_A_WORD = re.compile(r"[^\W_²¹][^\W_]")


def card(folder: Path) -> dict[str, str]:
    return tomllib.loads((folder / "dossier.toml").read_text(encoding="utf-8"))


def text(folder: Path, documents: Path) -> str:
    return (documents / card(folder)["fichier"]).read_bytes().decode("utf-8")


def spans(folder: Path, table: str, documents: Path) -> Iterator[tuple[Row, str]]:
    whole = text(folder, documents)
    for row in rows(folder, table):
        yield row, whole[int(row["debut_preuve"]) : int(row["fin_preuve"])]


def excused(row: Row) -> bool:
    return any(clause.strip().startswith(EXCUSES) for clause in row["note"].split(" ; "))


def supported(table: str, row: Row, span: str) -> bool:
    """Tell whether the span prints the number of a figure or a flow, the family name, or a word of the label."""
    if table == "elus":
        return set(words(row["nom"])) <= set(words(span))
    value = row.get("montant") or row.get("valeur")
    if value:
        return abs(Decimal(value)) in numbers(span)
    return share_a_word(row["libelle"] + " " + row.get("valeur_texte", ""), span)


@pytest.mark.parametrize("folder", DOSSIERS, ids=lambda folder: folder.name)
def test_the_text_is_the_one_that_was_read(folder: Path, documents: Path) -> None:
    found = hashlib.sha256((documents / card(folder)["fichier"]).read_bytes()).hexdigest()

    assert found == card(folder)["sha256"]


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_a_span_lies_in_the_text_and_cuts_no_word(folder: Path, table: str, documents: Path) -> None:
    whole = text(folder, documents)
    for row in rows(folder, table):
        start, end = int(row["debut_preuve"]), int(row["fin_preuve"])

        assert 0 <= start < end <= len(whole), row
        assert whole[start:end] == whole[start:end].strip(), row
        assert not INSIDE_A_WORD.match(whole[start - 1 : start + 1]), row
        assert not INSIDE_A_WORD.match(whole[end - 1 : end + 1]), row


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_a_span_is_short(folder: Path, table: str, documents: Path) -> None:
    long = [row for row, span in spans(folder, table, documents) if len(span) > LONGEST and not excused(row)]

    assert long == []


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_a_span_prints_what_the_row_says(folder: Path, table: str, documents: Path) -> None:
    missing = [
        (row, span)
        for row, span in spans(folder, table, documents)
        if not supported(table, row, span) and not excused(row)
    ]

    assert missing == []


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_no_sentence_of_the_report_is_copied_into_a_note(folder: Path, table: str, documents: Path) -> None:
    whole = " ".join(words(text(folder, documents)))
    notes = [" ".join(words(row["note"])) for row in rows(folder, table)]
    copied = [note for note in notes if note.count(" ") > 12 and note in whole]

    assert copied == []


@pytest.mark.parametrize(("folder", "table"), EACH)
def test_a_span_moved_by_a_sentence_is_seen(folder: Path, table: str, documents: Path) -> None:
    """Move every span a little further: the check must not pass by luck."""
    whole, seen = text(folder, documents), []
    for row in rows(folder, table):
        start, end = int(row["debut_preuve"]), int(row["fin_preuve"])
        seen.append(supported(table, row, whole[end + 40 : 2 * end - start + 40]))

    assert len(seen) < 4 or sum(seen) / len(seen) < 0.5
