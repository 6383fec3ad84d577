"""Short names of IRIs, `commune:62119`, for people to read and to type back."""

import re
from typing import Final

from ontology.iris import PREFIXES

_PREFIX: Final = {space: prefix for prefix, space in sorted(PREFIXES.items())}
_SPACE: Final = re.compile("|".join(map(re.escape, sorted(_PREFIX, key=len, reverse=True))))


def curie(iri: str) -> str:
    """Return the IRI with the prefix of the longest of our namespaces that starts it; else the IRI itself."""
    found = _SPACE.match(iri)
    return f"{_PREFIX[found[0]]}:{iri[found.end() :]}" if found else iri


def expand(text: str) -> str:
    """Return the IRI that a short name stands for; anything else is returned as it is."""
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else text
