"""The vocabulary of cells: `KINDS` gives, for each word a declaration may use, how such a cell is cleaned."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loaders.kinds.bodies import BODIES
from loaders.kinds.dates import DATES
from loaders.kinds.ground import GROUND
from loaders.kinds.identifiers import IDENTIFIERS
from loaders.kinds.kind import Cleaned, Kind
from loaders.kinds.lists import LISTS
from loaders.kinds.numbers import NUMBERS
from loaders.kinds.offices import OFFICES
from loaders.kinds.places import PLACES
from loaders.kinds.text import TEXTS
from loaders.kinds.web import WEB

__all__ = ["KINDS", "Cleaned", "Kind"]

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            *(*TEXTS, *PLACES, *GROUND, *IDENTIFIERS, *NUMBERS, *DATES, *OFFICES, *WEB),
            *(*BODIES, *LISTS),
        )
    }
)
"""Every kind by name."""
