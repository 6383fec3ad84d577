"""The example notebook runs, cell after cell, on the graph that the repository holds."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import Maillage
from graph.build import build
from graph.errors import GraphError
from graph.notebook import Picture

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / ".github" / "examples" / "territoire.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carnet")
    build(folder / "out")
    return folder


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as Jupyter does, and return the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def test_each_cell_runs_and_shows_something(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    cells = [one for one in json.loads(NOTEBOOK.read_text())["cells"] if one["cell_type"] == "code"]
    values = [shown("".join(one["source"]), names) for one in cells]
    catalogue, communes, stages, mine, picture, labels = values
    assert len(catalogue) >= 40
    assert communes["commune"].to_list()[0] == "Béthune"  # the largest commune of the CABBALR
    assert stages["lignes"].sum() == len(names["flux"])
    assert mine.schema["projets"] == pl.Int64
    assert isinstance(picture, Picture)
    assert "sandbox=" in picture._repr_html_()
    assert [str(one) for one in labels] == ["Béthune"]


def test_a_map_is_shown_in_a_cell_as_a_network_is(folder: Path) -> None:
    picture = Maillage(folder / "out").view("vue-carte-territoire", epci="CABBALR")

    assert '<body class="planche carte">' in picture.html
    assert "sandbox=" in picture._repr_html_()


def test_the_notebook_in_the_repository_holds_no_output() -> None:
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    assert not any(one.get("outputs") or one.get("execution_count") for one in cells)


def test_an_unknown_question_is_one_line(folder: Path) -> None:
    with pytest.raises(GraphError, match="question inconnue : rien"):
        Maillage(folder / "out").ask("rien")


def test_several_values_of_a_parameter_are_taken(folder: Path) -> None:
    maillage = Maillage(str(folder / "out"))
    both = maillage.ask("communes-d-un-epci", epci=["CABBALR", "200093201"])
    assert len(both) > len(maillage.ask("communes-d-un-epci", epci="CABBALR")) == 100


def test_importing_the_package_loads_neither_store_nor_pictures() -> None:
    code = "import graph, sys; print([m for m in ('pyoxigraph', 'networkx', 'polars') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
