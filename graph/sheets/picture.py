"""The picture of a sheet: the same nodes, places and labels as the interactive page, as one still SVG."""

from typing import Any, Final

from graph.drawing.labels import GAP, LINE, Label, boxes
from graph.drawing.page import Page
from graph.templating import templates

_MARGIN: Final = 12.0
_RISE: Final = 12.0
_ANCHORS: Final = {"right": "start", "left": "end"}


def svg(page: Page) -> str:
    """Return the SVG of a page's network; what it draws and what it groups is what the page does."""
    nodes = page.carrier.nodes
    at = {one["id"]: one for one in nodes}
    lines = [
        {**edge, **{k: round(v, 1) for k, v in _ends(at[edge["from"]], at[edge["to"]]).items()}}
        for edge in page.carrier.edges
    ]
    texts = [_text(one) for one in nodes]
    return (
        templates()
        .get_template("fiche.svg.j2")
        .render(
            titre=page.title,
            noeuds=nodes,
            lignes=lines,
            textes=texts,
            captions=page.data["captions"],
            cadre=_frame(page),
        )
    )


def _ends(start: dict[str, Any], end: dict[str, Any]) -> dict[str, float]:
    return {"x1": start["x"], "y1": start["y"], "x2": end["x"], "y2": end["y"]}


def _text(node: dict[str, Any]) -> dict[str, Any]:
    """Return where the lines of a label stand: its first baseline, and the end by which they are held."""
    _, box = _boxes(node)
    lines = node["label"].split("\n")
    x = {"right": node["x"] + node["size"] + GAP, "left": node["x"] - node["size"] - GAP}.get(node["side"], node["x"])
    anchor = _ANCHORS.get(node["side"], "middle")
    return {"x": round(x, 1), "y": round(box.top + _RISE, 1), "anchor": anchor, "lines": lines, "bold": node["bold"]}


def _boxes(node: dict[str, Any]) -> Any:
    label = Label(lines=tuple(node["label"].split("\n")), bold=node["bold"])
    return boxes(node["x"], node["y"], node["size"], label, node["side"])


def _frame(page: Page) -> tuple[float, ...]:
    """Return the view box that holds every shape, label and caption."""
    found = [box for node in page.carrier.nodes for box in _boxes(node)]
    tops = [caption["y"] - LINE for caption in page.data["captions"]]
    bottoms = [caption["y"] + LINE * len(caption["lines"]) for caption in page.data["captions"]]
    left, right = min(box.left for box in found), max(box.right for box in found)
    top, bottom = min([*(box.top for box in found), *tops]), max([*(box.bottom for box in found), *bottoms])
    size = (right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    return tuple(round(one, 1) for one in (left - _MARGIN, top - _MARGIN, *size))
