"""The sources that a user names: all of them by default, one, or a family (`rne`)."""

from collections.abc import Sequence
from difflib import get_close_matches

from graph.errors import GraphError
from loaders import Source, declared


def chosen(only: Sequence[str]) -> dict[str, Source]:
    """Return the declared sources, or those named: `rne` names all of `rne-*`; an unknown name raises."""
    every = declared()
    if not only:
        return every
    wanted = {name for name in every for word in only if name == word or name.startswith(f"{word}-")}
    for word in only:
        if not any(name == word or name.startswith(f"{word}-") for name in every):
            near = get_close_matches(word, every, n=3, cutoff=0.4)
            remedy = f"proches : {', '.join(near)}" if near else "la liste : maillage sources"
            raise GraphError(f"source inconnue : {word}", kind="usage", remedy=remedy)
    return {name: source for name, source in every.items() if name in wanted}
