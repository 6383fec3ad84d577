"""A page as one HTML text: everything inside, nothing fetched, and a policy that lets no other script run."""

import hashlib
from pathlib import Path
from typing import Final

import pyvis
from markupsafe import Markup

from graph.drawing.packing import embedded
from graph.drawing.page import Page
from graph.errors import GraphError
from graph.sealing import policy, script
from graph.templating import asset, templates

VIS: Final = Path("templates/lib/vis-9.1.2/vis-network.min.js")
VIS_SHA256: Final = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
SCRIPTS: Final = (
    "dom", "canvas", "labels", "groups", "motion", "years",
    "panel", "search", "legend", "table", "frame", "vector", "picture", "start",
)  # fmt: skip


def render(page: Page) -> str:
    """Return the HTML of a page; data values are text everywhere, in the markup and in the JSON of the script."""
    vis, ours, style, net = carried(), script(SCRIPTS), asset("page.css"), page.carrier
    return (
        templates()
        .get_template("page.html.j2")
        .render(
            page=page,
            known=embedded({**page.data, "nodes": net.nodes, "lines": net.edges, "options": net.options}),
            policy=policy([vis, ours], style),
            vis=Markup(vis),  # noqa: S704  # our own files, not data
            script=Markup(ours),  # noqa: S704
            style=Markup(style),  # noqa: S704
            figures=[(one.title, Markup(one.svg)) for one in page.figures],  # noqa: S704  # made by a template that escapes
        )
    )


def carried() -> str:
    """Return the vis-network script that pyvis carries; a pyvis that carries another one is refused."""
    path = Path(pyvis.__file__).parent / VIS
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraphError(
            f"{path} : vis-network introuvable", kind="unreadable", remedy="réinstallez pyvis 0.3.2"
        ) from error
    if hashlib.sha256(data).hexdigest() != VIS_SHA256:
        raise GraphError(f"{path} : ce n'est pas vis-network 9.1.2", kind="refused", remedy="réinstallez pyvis 0.3.2")
    return data.decode("utf-8").replace("\r\n", "\n")  # a browser does so before it hashes a script
