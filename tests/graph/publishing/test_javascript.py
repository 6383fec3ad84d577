"""The same release told by somebody else's parsers, in another language: N3.js, and its neighbour for JSON-LD."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.publishing.wanted import Published
from tests.graph.publishing.lot import SYNTAXES, published, stored

ROOT = Path(__file__).parents[3]
NODE = Path(os.environ.get("MAILLAGE_NODE", ROOT / ".venv" / "node")) / "node_modules"
pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (NODE / "n3").is_dir(), reason=f"node, ou N3.js dans {NODE}, absents"
)


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("lot")).path


def read_by_javascript(path: Path) -> set[tuple[str, ...]]:
    """N3.js reads Turtle's family; JSON-LD goes through the streaming parser of the same authors."""
    command = ["node", str(Path(__file__).with_name("statements.cjs")), str(path)]
    settings = {**os.environ, "NODE_PATH": str(NODE)}
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=True, timeout=60)
    return {tuple(json.loads(line)) for line in done.stdout.split("\n")}


def told(one: ox.Quad, graph: str) -> tuple[str, ...]:
    value, subject = one.object, one.subject
    assert isinstance(value, ox.NamedNode | ox.Literal)
    assert isinstance(subject, ox.NamedNode)
    kind = (value.language or "", value.datatype.value) if isinstance(value, ox.Literal) else ("", "")
    return (subject.value, one.predicate.value, value.value, *kind, graph)


@pytest.mark.parametrize("name", SYNTAXES)
def test_n3_js_reads_the_same_statements(name: str, lot: Path) -> None:
    named = name in {"graphe.nq", "graphe.trig"}
    expected = {told(one, one.graph_name.value if named else "") for one in stored()}  # type: ignore[union-attr]
    assert read_by_javascript(lot / name) == expected


def test_five_syntaxes_of_the_embedded_graph_are_one_set_of_statements(embedded: Published) -> None:
    """Oxigraph and N3.js, on the bundle that everybody can build: what each reads of each file is the same set."""
    lot = embedded.path
    lines = {told(one, "") for one in ox.parse(path=str(lot / "graphe.nt"), format=ox.RdfFormat.N_TRIPLES)}
    assert len(lines) > 10_000
    for name, form in SYNTAXES.items():
        by_oxigraph = {told(one, "") for one in ox.parse(path=str(lot / name), format=form)}
        by_n3 = {(*one[:-1], "") for one in read_by_javascript(lot / name)}
        assert by_oxigraph == lines, name
        assert by_n3 == lines, name
