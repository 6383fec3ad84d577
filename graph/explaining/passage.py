"""The sentence around a place of a text: folded on one line, at most 300 characters, the place kept apart."""

import re
from dataclasses import dataclass
from typing import Final

from graph.asking.formats.cells import visible

LONGEST: Final = 300
_SHORT: Final = 60  # below, a line is a title or a number set apart: the lines around it say what it is about
_FAR: Final = 4 * LONGEST
_STOP: Final = r"[.!?…][\"»”)]*\s+"
_STRICT: Final = re.compile(rf"{_STOP}|\n\s*\n")
_LOOSE: Final = re.compile(_STOP)
_CUT: Final = "…"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A cited place and what stands before and after it in its sentence; « … » where the sentence was cut."""

    before: str
    cited: str
    after: str


def passage(text: str, start: int, end: int) -> Passage:
    """Return the sentence around `text[start:end]`; places that are not inside the text raise ValueError."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start},{end}")
    cited = visible(text[start:end])
    before, after = _sides(text, start, end, _STRICT)
    if len(before) + len(cited) + len(after) < _SHORT:
        before, after = _sides(text, start, end, _LOOSE)
    if len(cited) > LONGEST:
        return Passage(before="", cited=cited[: LONGEST - 1] + _CUT, after="")
    left, right = _shares(len(before), len(after), LONGEST - len(cited))
    return Passage(before=_last(before, left), cited=cited, after=_first(after, right))


def _sides(text: str, start: int, end: int, stop: re.Pattern[str]) -> tuple[str, str]:
    """Return what the sentence says before and after, the spaces that touch the place kept as one."""
    behind, ahead = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    begins = max((found.end() for found in stop.finditer(behind)), default=0)
    ends = stop.search(text[end - 1 : end] + ahead)  # the place itself may close the sentence
    ahead = ahead[: max(ends.end() - 1, 0)] if ends else ahead
    return _folded(behind[begins:], at_end=True), _folded(ahead, at_end=False)


def _folded(text: str, *, at_end: bool) -> str:
    words = visible(text)
    touching = (text[-1:] if at_end else text[:1]).isspace()
    if not words or not touching:
        return words
    return f"{words} " if at_end else f" {words}"


def _shares(before: int, after: int, room: int) -> tuple[int, int]:
    """Share the room between two sides: half each, and what one does not need for the other."""
    half = room // 2
    left = min(before, max(half, room - after))
    return left, min(after, room - left)


def _last(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[len(text) - max(most - 2, 0) :] if most > len(_CUT) + 1 else ""
    return f"{_CUT} {kept.partition(' ')[2]}" if kept else ""


def _first(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[: max(most - 2, 0)]
    return f"{kept.rpartition(' ')[0]} {_CUT}" if kept else ""
