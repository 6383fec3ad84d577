"""Everything that takes or gives a whole graph; `from graph import Maillage` is the door of notebooks."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.notebook import Maillage

__all__ = ["Maillage"]


def __getattr__(name: str) -> Any:
    """Load the notebook's door when it is asked for: a query's process must not pay for it."""
    if name != "Maillage":
        raise AttributeError(name)
    from graph.notebook import Maillage  # noqa: PLC0415  # see above

    return Maillage
