"""What the page of the dossier format, `dossiers/README.md`, says of each column of each table, as plain text."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from loaders.source import LOADERS

PAGE: Final = LOADERS / "dossiers" / "README.md"
_EVIDENCE: Final = "La preuve"
_ROW: Final = re.compile(r"^\| *(`\w+`(?:, `\w+`)*) *\| *(.*?) *\|$", re.MULTILINE)


def order(table: str) -> int:
    """Return where the page speaks of a table, to list tables in its order; ValueError where it does not."""
    return _page().index(f"## `{table}.csv`")


def descriptions(table: str) -> Mapping[str, str]:
    """Return what the page says of each column of a table, the three columns of evidence included."""
    return {**_under(_EVIDENCE), **_under(f"`{table}.csv`")}


def _under(heading: str) -> Mapping[str, str]:
    section = re.split(rf"^#+ {re.escape(heading)}", _page(), maxsplit=1, flags=re.MULTILINE)[1]
    section = re.split(r"^##", section, maxsplit=1, flags=re.MULTILINE)[0]
    return {name: _plain(said) for names, said in _ROW.findall(section) for name in re.findall(r"\w+", names)}


def _plain(markdown: str) -> str:
    """Return a cell without its marks: lists of codes get commas, links keep their words."""
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    words = re.sub(r"`([^`]+)`((?: \([^)]*\))?)(?= `)", r"\1\2,", words)
    words = words.replace("`", "").replace("**", "").replace("\\|", "|")
    return words if markdown.startswith("`") else words[:1].upper() + words[1:]


@cache
def _page() -> str:
    return PAGE.read_text(encoding="utf-8")
