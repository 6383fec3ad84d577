"""OLD + patch = NEW, exactly, whatever the two are; and a patch that does not fit is refused."""

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.changes.blocks import changes
from graph.changes.compare import compare
from graph.changes.listed import listed
from graph.changes.patch import PATCHES, Writer, patched
from graph.cli import main
from graph.errors import GraphError

HERE = Path(__file__).parent
BEFORE, AFTER = HERE / "avant.ttl", HERE / "apres.ttl"
SHARED = Path(__file__).parents[4] / "shared" / "samples"

_iris = st.sampled_from(["http://e.org/a", "http://e.org/a/b", "http://e.org/é", "http://e.org/a#1"]).map(ox.NamedNode)
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
_literals = st.one_of(
    _texts.map(ox.Literal),
    _texts.map(lambda text: ox.Literal(text, language="fr")),
    st.integers().map(ox.Literal),
)
_triples = st.builds(ox.Triple, _iris, _iris, st.one_of(_iris, _literals))
_graphs = st.sets(_triples, max_size=12)


def as_lines(graph: set[ox.Triple]) -> list[bytes]:
    written = ox.serialize(graph, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return sorted(written.splitlines(keepends=True))


def patch_of(old: list[bytes], new: list[bytes], form: str) -> bytes:
    stream = io.BytesIO()
    writer = Writer(stream, form)
    for change in changes(old, new):
        writer.write(change)
    writer.close()
    return stream.getvalue()


@given(_graphs, _graphs)
def test_old_and_patch_make_new(
    tmp_path_factory: pytest.TempPathFactory, before: set[ox.Triple], after: set[ox.Triple]
) -> None:
    old, new = as_lines(before), as_lines(after)
    path = tmp_path_factory.mktemp("patch") / "correctif.rdfp"
    path.write_bytes(patch_of(old, new, "rdf-patch"))
    assert list(patched(old, path)) == new


@given(_graphs, _graphs)
def test_old_and_update_make_new_in_oxigraph(before: set[ox.Triple], after: set[ox.Triple]) -> None:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in before)
    store.update(patch_of(as_lines(before), as_lines(after), "sparql-update").decode())
    assert {quad.triple for quad in store} == after


def test_a_large_update_is_cut_into_operations_that_stores_accept() -> None:
    lines = sorted(b"<http://e.org/%06d> <http://e.org/p> <http://e.org/o> .\n" % number for number in range(3_000))
    update = patch_of([], lines, "sparql-update")
    assert update.count(b"INSERT DATA") == 3
    store = ox.Store()
    store.update(update.decode())
    assert len(store) == 3_000


def edition(folder: Path, *names: str) -> Path:
    """Build the official files into a graph, and return where it is."""
    data = folder / "data"
    data.mkdir(parents=True)
    for name in names:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"échantillon absent : {path}")
        (data / path.name).write_bytes(path.read_bytes())
    main(["build", "--data", str(data), "--out", str(folder / "out"), "--only", "rne", "communes", "-q"])
    return folder / "out"


def test_two_real_editions_of_the_rne_and_the_cog_patch_into_one_another(tmp_path: Path) -> None:
    old = edition(tmp_path / "2019", "rne/2019-01-09_3-rne-cd_dep59_62.txt", "cog/v_commune_2021_dep59_62.csv")
    new = edition(tmp_path / "2020", "rne/2020-12-03_3-rne-cd_dep59_62.txt", "cog/v_commune_2026_dep59_62.csv")
    patch, made, expected = tmp_path / "correctif.rdfp", tmp_path / "fait.nt", tmp_path / "attendu"
    assert main(["diff", str(old), str(new), "-o", str(patch)]) == 0
    assert main(["patch", str(old), str(patch), "-o", str(made)]) == 0
    expected.mkdir()
    assert made.read_bytes() == listed(new, expected).read_bytes()
    told = compare(old, new)
    assert any(title.startswith("4 communes retirées") for title in told.headline)  # merged on 2025-01-01


def test_a_patch_made_for_another_edition_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch = tmp_path / "correctif.rdfp"
    main(["diff", str(BEFORE), str(AFTER), "-o", str(patch)])
    assert main(["patch", str(AFTER), str(patch), "-o", str(tmp_path / "fait.nt")]) == 5
    assert "n'est pas fait pour cette édition" in capsys.readouterr().err
    assert not (tmp_path / "fait.nt").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"TX .\nD <http://e.org/a> <http://e.org/b> <http://e.org/c> .\n", "coupé"),
        (b"TX .\nbonjour\nTC .\n", "ligne 2"),
        (b"", "coupé"),
    ],
)
def test_a_broken_patch_is_one_line(text: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "correctif.rdfp").write_bytes(text)
    assert main(["patch", str(BEFORE), str(tmp_path / "correctif.rdfp"), "-o", str(tmp_path / "fait.nt")]) == 3
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_blank_nodes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e.org/a> <http://e.org/b> [] .")
    with pytest.raises(GraphError, match="nœud anonyme"):
        compare(tmp_path / "a.ttl", BEFORE)


def test_spellings_of_one_statement_are_one_statement(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(
        '<http://e.org/a> <http://e.org/b> "\\u00e9"^^<http://www.w3.org/2001/XMLSchema#string> .\n'
    )
    (tmp_path / "b.nt").write_text('<http://e.org/a> <http://e.org/b> "é" .\n')
    assert compare(tmp_path / "a.nt", tmp_path / "b.nt").same


@pytest.mark.parametrize("form", PATCHES)
def test_equal_editions_make_an_empty_patch(form: str) -> None:
    stream = io.BytesIO()
    assert compare(BEFORE, BEFORE, patch=stream, form=form).same
    assert stream.getvalue() == (b"TX .\nTC .\n" if form == "rdf-patch" else b"")
