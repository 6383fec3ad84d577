"""Generations: layouts in which a familiar header means something else than in the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A layout known by one of its headers (`mark`), whose headers are read as `rename` says before any is recognised.

    INSEE's populations of 2023 call `REG` and `COM` the names that other years call `Région` and `Commune`.
    """

    mark: str
    rename: Mapping[str, str]


def renamed(header: Sequence[str], generations: Iterable[Generation], same: Callable[[str], str]) -> list[str]:
    """Return the header as the declaration spells it; `same` is what two spellings of one header share."""
    names = [same(name) for name in header]
    for generation in generations:
        if same(generation.mark) in names:
            meant = {same(published): ours for published, ours in generation.rename.items()}
            return [meant.get(name, published) for name, published in zip(names, header, strict=True)]
    return list(header)
