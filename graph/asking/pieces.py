"""The main group of a query cut into its statements, so that a part of it can be asked on its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from queries.tokens import Token, lines, tokens

_BLOCKS: Final = ("FILTER", "OPTIONAL", "BIND", "MINUS", "VALUES", "GRAPH")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One statement of a group: its text, and the keyword it starts with (empty for triples and for `{ … }`)."""

    text: str
    keyword: str = ""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The prefixes of a query, and the statements of its main group, in order, one a property."""

    prologue: str
    pieces: tuple[Piece, ...]


def cut(text: str) -> Cut:
    """Cut a SELECT, CONSTRUCT or ASK at its WHERE; a text without `WHERE {` has no piece."""
    text = lines(text)
    found = list(tokens(text))
    form = next((i for i, token in enumerate(found) if token.says("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")), 0)
    prologue = text[: _start(found[form])] if found else ""
    for place in range(form, len(found) - 1):
        if found[place].says("WHERE") and found[place].depth == 0 and found[place + 1].text == "{":
            return Cut(prologue=prologue, pieces=tuple(_pieces(text, found[place + 2 :])))
    return Cut(prologue=prologue, pieces=())


def _pieces(text: str, found: list[Token]) -> Iterator[Piece]:
    """Yield the statements up to the bracket that closes the group."""
    held: list[Token] = []
    for place, token in enumerate(found):
        if token.depth == 0:
            break
        starts = token.depth == 1 and token.says(*_BLOCKS)
        if held and (starts or (token.text == "{" and token.depth == 2 and _is_triples(held))):  # noqa: PLR2004 one deeper
            yield from _made(text, held)
            held = []
        if token.text == "." and token.depth == 1:
            yield from _made(text, held)
            held = []
            continue
        held.append(token)
        if _ends(held) and not found[place + 1].says("UNION"):
            yield from _made(text, held)
            held = []
    yield from _made(text, held)


def _is_triples(held: list[Token]) -> bool:
    return not held[0].says(*_BLOCKS, "UNION") and held[0].text != "{"


def _ends(held: list[Token]) -> bool:
    """Tell whether a block is complete: at its last bracket, which is a brace for all but FILTER (…) and BIND (…)."""
    last = held[-1]
    if _is_triples(held) or last.kind != "close" or last.depth != 1:
        return False
    return last.text == "}" or (
        last.text == ")" and held[0].says("FILTER", "BIND") and not held[1].says("NOT", "EXISTS")
    )


def _made(text: str, held: list[Token]) -> Iterator[Piece]:
    if not held:
        return
    if not _is_triples(held):
        yield Piece(
            text=text[_start(held[0]) : held[-1].end], keyword=held[0].text.upper() if held[0].kind == "word" else ""
        )
        return
    subject, start = held[0].text, 1
    for place, token in enumerate([*held, None], 0):
        if token is None or (token.text == ";" and token.depth == 1):
            some = held[start:place]
            if some:
                yield Piece(text=f"{subject} {text[_start(some[0]) : some[-1].end]}")
            start = place + 1


def _start(token: Token) -> int:
    return token.end - len(token.text)
