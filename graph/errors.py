"""The one error of the package: what stopped the work, of which kind, and so with which exit code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["usage", "unreadable", "limit", "refused"]

EXIT_CODES: Final[Mapping[Kind, int]] = MappingProxyType({"usage": 2, "unreadable": 3, "limit": 4, "refused": 5})


FINDINGS: Final = 1
"""The exit code of a command that did its work and found something to be seen to."""


class GraphError(ValueError):
    """Work stopped for a reason the user can act on; `str()` is one clear line in French."""

    def __init__(self, message: str, *, kind: Kind, remedy: str | None = None) -> None:
        """Keep each part apart; `kind` is usage, unreadable, limit or refused."""
        self.message, self.kind, self.remedy = message, kind, remedy
        super().__init__(f"{message} ; {remedy}" if remedy else message)

    @property
    def exit_code(self) -> int:
        """Return the code the command line ends with: 2, 3, 4 or 5."""
        return EXIT_CODES[self.kind]
