"""The picture of the classes: boxes in rows, arrows that cross no box, drawn the same each time."""

from collections.abc import Mapping, Sequence

from graph.documenting.boxes import Box, boxes
from graph.documenting.linked import declared, groups
from graph.documenting.terms import Term
from graph.documenting.ways import arrow
from graph.templating import templates


def diagram(terms: Sequence[Term]) -> str:
    """Return the picture as SVG, to be put inside a page; titles and classes lead to their anchors."""
    told = declared()
    laid = {box.group.name: box for box in boxes(groups(terms), told)}
    arrows = [arrow(laid, key, way, told, terms) for key, way in told["ways"].items() if _drawn(laid, key)]
    right = max(box.x + box.width for box in laid.values())
    bottom = max(box.y + box.height for box in laid.values())
    template = templates().get_template("ontologie/diagramme.svg.j2")
    return template.render(boxes=laid.values(), arrows=arrows, width=right + 2, height=bottom + 2)


def _drawn(laid: Mapping[str, Box], key: str) -> bool:
    start, end = key.split()
    return start in laid and end in laid and end in laid[start].group.links
