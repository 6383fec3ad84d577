"""The `iri:` functions of a mapping: the patterns of `ontology/iris.py` as text around arguments."""

from string import Formatter
from types import MappingProxyType
from typing import Final

from ontology.iris import BASE, PATTERNS

ON_REFERENCES: Final = frozenset({"reference", "territoire"})
"""The two functions whose argument is a reference cell, `commune:62119`."""


def pieces(name: str) -> tuple[str, ...]:
    """Return what stands before, between and after the arguments of a pattern, the first piece absolute."""
    template = PATTERNS[name] if "://" in PATTERNS[name] else BASE + PATTERNS[name]
    parsed = list(Formatter().parse(template))
    texts = [text for text, _, _, _ in parsed]
    return tuple(texts if parsed[-1][1] is None else [*texts, ""])


ARITY: Final = MappingProxyType({name: len(pieces(name)) - 1 for name in PATTERNS} | dict.fromkeys(ON_REFERENCES, 1))
"""Name of each function, without its prefix -> number of arguments."""
