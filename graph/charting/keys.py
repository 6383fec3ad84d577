"""The colours of a map and the legend that explains them: its kinds, and the classes of its values."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from graph.charting.plate import Key
from graph.charting.quantiles import bounds, rank, said, shade
from graph.charting.sites import Site
from graph.charting.values import Indicator
from graph.drawing.entities import Entity
from graph.drawing.network import Network
from graph.drawing.projection import Projection
from graph.wording import number

TERRITORIES: Final = ("commune", "ancienne-commune", "quartier")
"""Kinds that take the colour of a value, and whose names are written."""
SIZES: Final = "tailles"
"""The sample of the line that says what the size of a mark means."""
_LACKING: Final = "absente"


def look(one: Entity, measured: Indicator | None) -> str:
    """Return the class that colours a place: that of its value where the map shows one, else that of its kind."""
    if measured is None or one.kind not in TERRITORIES:
        return f"genre-{one.kind}"
    value = measured.values.get(one.iri)
    return _LACKING if value is None else _class(value, bounds(list(measured.values.values())))


def legend(found: Sequence[Site], network: Network, rules: Projection, measured: Indicator | None) -> tuple[Key, ...]:
    """Return a line for each kind that is drawn, with how many are not, then one for each class of values."""
    return (*_kinds(found, network, rules), *(_classes(found, measured) if measured else _sizes(found)))


def _kinds(found: Sequence[Site], network: Network, rules: Projection) -> Iterator[Key]:
    drawn, held = [one.entity.kind for one in found], [network.nodes[iri]["kind"] for iri in network]
    for kind in rules.kinds:
        here, all_ = drawn.count(kind.name), held.count(kind.name)
        if here:
            words = number(here) if here == all_ else f"{number(here)} sur {number(all_)}"
            yield Key(group=kind.name, look=f"genre-{kind.name}", words=kind.one, count=words)


def _sizes(found: Sequence[Site]) -> Iterator[Key]:
    if any(one.shape.single and one.content for one in found):
        yield Key(look=SIZES, words="d’autant plus grand qu’il s’y trouve d’équipements, de projets et de quartiers")


def _classes(found: Sequence[Site], measured: Indicator) -> Iterator[Key]:
    values = list(measured.values.values())
    for cut, words in zip((*bounds(values), max(values)), said(values, measured.symbol), strict=True):
        yield Key(look=_class(cut, bounds(values)), words=words)
    if any(look(one.entity, measured) == _LACKING for one in found):
        yield Key(look=_LACKING, words="donnée absente")


def _class(value: Decimal, cuts: Sequence[Decimal]) -> str:
    return f"classe-{shade(rank(value, cuts), cuts)}"
