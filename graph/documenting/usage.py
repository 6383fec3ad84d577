"""Which question files use a term: every prefixed name and IRI of every `.rq`, checks included."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from queries import Question, checks, questions
from queries.tokens import tokens

_PREFIX: Final = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


def uses() -> Mapping[str, tuple[Question, ...]]:
    """Return, by IRI, the questions then the checks that speak of it, each in alphabetical order."""
    found: dict[str, list[Question]] = {}
    for question in (*questions().values(), *checks().values()):
        for iri in sorted(set(_named(question.text))):
            found.setdefault(iri, []).append(question)
    return {iri: tuple(by) for iri, by in found.items()}


def _named(text: str) -> Iterator[str]:
    """Yield the IRIs that a query text names, the declarations of its prefixes apart."""
    spaces = dict(_PREFIX.findall(text))
    declaring = False
    for token in tokens(text):
        if token.says("PREFIX"):
            declaring = True
        elif token.kind == "iri":
            if not declaring:
                yield token.text[1:-1]
            declaring = False
        elif token.kind == "name" and not declaring:
            prefix, _, local = token.text.partition(":")
            if prefix in spaces:
                yield spaces[prefix] + local.rstrip(".")
