"""The map of a sheet: that of a view of the catalogue, as still SVG, with the words that explain it."""

from dataclasses import dataclass
from pathlib import Path

from graph import store as stores
from graph.asking.query import Limits, ask
from graph.charting.keys import SIZES
from graph.charting.pictures import chart
from graph.charting.plate import svg
from graph.errors import GraphError
from graph.sheets.declared import image
from queries import questions


@dataclass(frozen=True)
class Chart:
    """A picture as SVG, and its caption: what it draws, and what its marks mean."""

    svg: str
    caption: str


def charted(out: Path, kind: str, iri: str) -> Chart | None:
    """Return the picture declared for a node of this type; None when there is none, or nothing to draw in it."""
    declared = image(kind)
    if declared is None:
        return None
    question = questions()[declared.question]
    answer = ask(stores.path(out), question, {declared.parametre: [iri]}, Limits(seconds=60, rows=200_000))
    try:
        made = chart(answer, question)
    except GraphError:  # no source gives a position: the network says more
        return None
    marks = [
        f"{made.kicker} : {made.summary}",
        *(f"un disque est {key.words}" for key in made.legend if key.look == SIZES),
    ]
    return Chart(svg(made.picture, made.drawing), " ; ".join(marks))
