"""Variants: some files of a source have another publisher or another licence, which must stay with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What differs (`[variants.codah]`) for the files whose name matches `pattern`; nothing said is as the source's."""

    pattern: str
    publisher: str | None = None
    publisher_name: str | None = None
    landing_page: str | None = None
    licence: str | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """Return what is said, by the name it has in a source."""
        said = {name: getattr(self, name) for name in ("publisher", "publisher_name", "landing_page", "licence")}
        return {name: value for name, value in said.items() if value is not None}


def changes(variants: Mapping[str, Variant], name: str) -> dict[str, Any]:
    """Return what differs for a file of that name: the first variant that matches it, in the order declared."""
    return next((one.changes for one in variants.values() if re.search(one.pattern, name)), {})
