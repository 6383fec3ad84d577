"""Flows that may be the same money, in whole or in part: told apart, so that no sum ever holds two of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.drawing.links import Link


def doubts(links: Iterable[Link]) -> dict[str, set[str]]:
    """Return, for each whole flow, those it may overlap; a doubt about a part is one about its whole."""
    by_key = {link.key: link for link in links}
    wholes = {key: [whole for whole in link.part_of if whole in by_key] for key, link in by_key.items()}
    found: dict[str, set[str]] = defaultdict(set)
    for key, link in by_key.items():
        for one in _counted(key, wholes):
            for other in link.overlaps:
                for far in _counted(other, wholes) - {one}:
                    found[one].add(far)
                    found[far].add(one)
    return dict(found)


def separated(keys: Sequence[str], found: Mapping[str, set[str]]) -> list[list[str]]:
    """Put each key, in order, in the first list where it may overlap nothing."""
    parts: list[list[str]] = []
    for key in keys:
        free = (part for part in parts if not found.get(key, set()) & set(part))
        part = next(free, None)
        if part is None:
            parts.append([key])
        else:
            part.append(key)
    return parts


def _counted(key: str, wholes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the wholes that a flow is part of at the top, itself when it is part of none."""
    seen, here = {key}, {key}
    while above := {whole for one in here for whole in wholes.get(one, ())} - seen:
        here = {one for one in here if not wholes.get(one)} | above
        seen |= above
    return here
