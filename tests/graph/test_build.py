"""A build: every row accounted for, what is broken said in one line, the previous graph never lost."""

import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import build as building
from graph import state, store
from graph.asking.query import run
from graph.build import Built, build
from graph.errors import GraphError
from graph.reporting.summary import SourceLine, State
from loaders import SourceError

HEADER = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n"
BETHUNE = "COM,62119,32,62,62D,622,0,BETHUNE,Béthune,Béthune,6211,\n"


def put(folder: Path, name: str, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def line(built: Built, source: str) -> SourceLine:
    return next(one for one in built.summary.lines if one.source == source)


def triples(out: Path) -> set[str]:
    return {str(quad) for quad in store.open_store(out)}


def stores_union(out: Path) -> list[str]:
    return [str(quad.triple) for quad in store.union(store.open_store(out))]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(params=[0.0, 9.0], ids=["a new store", "the last store"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build on the last store, as when little has changed, or a new one, as when much has."""
    monkeypatch.setattr(building, "_MUCH", request.param)


def test_every_row_of_every_file_is_mapped_or_set_aside(out: Path) -> None:
    built = build(out)

    assert all(one.balanced for one in built.summary.lines)
    assert built.summary.failures == ()
    assert built.violations == 0


def test_the_embedded_territory_has_the_communes_of_its_three_groupings(out: Path) -> None:
    build(out, only=["communes", "epcicom"])
    inside_of = ox.NamedNode("http://rdf.insee.fr/def/geo#subdivisionDe")
    graph = store.open_store(out)
    inside = {
        epci: sum(1 for _ in graph.quads_for_pattern(None, inside_of, epci, ox.DefaultGraph()))
        for siren in ("200072460", "246200364", "200093201")
        for epci in [ox.NamedNode(f"https://w3id.org/maillage/id/territoire/epci/{siren}")]
    }

    assert sorted(inside.values()) == [36, 95, 100]  # CALL, MEL, CABBALR: DGCL, 1 January 2025


def test_unchanged_inputs_map_and_load_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(out, only=["communes"])
    monkeypatch.setattr(building, "ready", None)  # would fail if it were called
    monkeypatch.setattr(store, "create", None)
    again = build(out, only=["communes"])

    assert [one.state for one in again.summary.lines] == [State.UNCHANGED]
    assert again.summary.graph_triples == before.summary.graph_triples


@pytest.mark.usefixtures("both_ways")
def test_only_what_changed_is_mapped_again(out: Path, tmp_path: Path) -> None:
    data = put(tmp_path / "data", "v_region_2025.csv", "REG,CHEFLIEU,LIBELLE\n32,59350,Hauts-de-France\n")
    build(out, data=data, only=["regions", "departements"])
    kept = {path.name: path.stat().st_mtime_ns for path in (out / "triplets").iterdir()}
    put(data, "v_region_2025.csv", "REG,CHEFLIEU,LIBELLE\n32,59350,Hauts-de-France\n11,75056,Île-de-France\n")
    build(out, data=data, only=["regions", "departements"])
    now = {path.name: path.stat().st_mtime_ns for path in (out / "triplets").iterdir()}

    assert sum(now.get(name) == stamp for name, stamp in kept.items()) == 2  # the departments: facts and description
    assert any("territoire/region/11" in one for one in triples(out))


def test_triples_that_were_cut_are_mapped_again(out: Path, tmp_path: Path) -> None:
    whole = build(out, only=["regions", "departements"]).summary.graph_triples
    for path in (out / "triplets").glob("*.zst"):
        path.write_bytes(path.read_bytes()[:-3])
    data = put(tmp_path / "data", "v_region_2025.csv", "REG,CHEFLIEU,LIBELLE\n32,59350,Hauts-de-France\n")
    build(out, data=data, only=["regions", "departements"])

    assert build(out, only=["regions", "departements"]).summary.graph_triples == whole
    assert any("territoire/departement/62" in one for one in triples(out))


@pytest.mark.usefixtures("both_ways")
def test_a_source_taken_away_leaves_the_graph(out: Path) -> None:
    build(out, only=["regions", "departements"])
    build(out, only=["regions"])

    assert not any("v_departement_2024" in one for one in triples(out))


def test_a_crash_leaves_the_previous_graph(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(out, only=["regions"])
    before, remembered = triples(out), state.read(out)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "validate_store", crash)
    with pytest.raises(KeyboardInterrupt):
        build(out, only=["regions", "departements"])

    assert triples(out) == before
    assert state.read(out) == remembered
    assert not list(out.glob(".travail-*"))


def test_a_crash_between_the_two_renames_is_repaired(out: Path) -> None:
    build(out, only=["regions"])
    before = triples(out)
    (out / "graphe").rename(out / ".graphe.ancien")
    build(out, only=["regions"])

    assert triples(out) == before


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "v_commune_2026_vide.csv": (b"", "fichier vide"),
    "v_commune_2026_tronque.zip": (b"PK\x03\x04\x14\x00\x00\x00", "zip"),
    "v_commune_2026_encodage.csv": ((HEADER + BETHUNE).encode("utf-16"), "UTF-16"),
    "v_commune_2026_colonne.csv": ("TYPECOM,COM\nCOM,62119\n", "absente"),
    "v_commune_2026_inconnue.csv": (HEADER.replace("CAN", "COULEUR") + BETHUNE, "COULEUR"),
    "v_commune_2026_double.csv": (HEADER.replace("CAN", "COM") + BETHUNE, "COM"),
    "v_commune_2026_binaire.csv": (bytes(range(256)) * 40, ""),
    "v_commune_2026_geante.csv": (HEADER + BETHUNE.replace("6211", "x" * 10_000_000), ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_line_and_the_others_are_built(name: str, out: Path, tmp_path: Path) -> None:
    content, word = BROKEN[name]
    data = put(tmp_path / "data", name, content)
    built = build(out, data=data, only=["communes", "regions"])
    broken = next(one for one in built.summary.lines if one.edition == name)

    assert line(built, "regions").state is State.BUILT
    if broken.state is State.BUILT:  # a cell of 10 MB in a column nobody reads harms nobody
        assert name == "v_commune_2026_geante.csv"
    else:
        assert word in broken.message
        assert name in broken.message
        assert "\n" not in broken.message
        assert "Traceback" not in broken.message


def test_a_row_with_a_wrong_code_is_set_aside_with_its_reason(out: Path, tmp_path: Path) -> None:
    data = put(tmp_path / "data", "v_commune_2026.csv", HEADER + BETHUNE + BETHUNE.replace("62119", "6211X"))
    built = build(out, data=data, only=["communes"])
    rejects = (out / "rejets" / "communes.csv").read_text(encoding="utf-8").splitlines()

    assert (line(built, "communes").read, line(built, "communes").mapped, line(built, "communes").rejected) == (2, 1, 1)
    assert len(rejects) == 2
    assert rejects[1].startswith("v_commune_2026.csv,3,COM,6211X,n'est pas un code de commune")


def test_a_full_file_with_too_many_rows_is_refused(out: Path, tmp_path: Path) -> None:
    rows = "".join(f"{n:02d},59350,Région {n}\n" for n in (11, 24, 27, 28, 32, 44, 52, 53, 75, 76, 84, 93, 94) * 3)
    built = build(
        out, data=put(tmp_path / "data", "v_region_2025.csv", "REG,CHEFLIEU,LIBELLE\n" + rows), only=["regions"]
    )

    assert "39 lignes, trop pour cette source" in line(built, "regions").message


def test_a_zip_is_read_by_the_name_of_what_it_holds(out: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with zipfile.ZipFile(tmp_path / "data" / "cog_ensemble_2026_csv.zip", "w") as archive:
        archive.writestr("v_commune_2026.csv", HEADER + BETHUNE)
    built = build(out, data=tmp_path / "data", only=["communes"])

    assert line(built, "communes").read == 1


def test_a_file_nobody_declares_is_said_not_guessed(out: Path, tmp_path: Path) -> None:
    built = build(out, data=put(tmp_path / "data", "notes.txt", "rien"), only=["regions"])

    assert [one.edition for one in built.summary.lines if one.state is State.SKIPPED] == ["notes.txt"]


def test_an_unknown_source_proposes_the_nearest(out: Path) -> None:
    with pytest.raises(GraphError, match="comunes ; proches : communes") as caught:
        build(out, only=["comunes"])

    assert caught.value.exit_code == 2


def test_a_data_folder_that_does_not_exist_is_one_line(out: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="n'existe pas"):
        build(out, data=tmp_path / "rien")


def test_what_two_files_say_is_counted_once(out: Path) -> None:
    build(out, only=["communes", "epcicom"])
    answer = run(
        out / "graphe",
        "SELECT (COUNT(*) AS ?n) WHERE { <https://w3id.org/maillage/id/territoire/commune/62119> a ?class }",
    )

    assert answer.rows[0][0] == ox.Literal(1)  # both files say that it is a commune


@pytest.mark.usefixtures("both_ways")
def test_what_one_of_two_files_no_longer_says_is_still_there(out: Path) -> None:
    build(out, only=["communes", "epcicom"])
    build(out, only=["communes"])
    graph = list(stores_union(out))

    assert any("commune/62119" in one and "#Commune>" in one for one in graph)
    assert not any("epcicom" in one for one in graph)


def test_names_without_an_identifier_are_told_and_a_decision_builds_again(out: Path, tmp_path: Path) -> None:
    """Loaded alone, the reports name bodies in words; the list of pairs is written, and read back where it lies."""
    data = tmp_path / "data"
    data.mkdir()
    built = build(out, data=data, only=["dossiers"])
    written = (out / "rapprochements.csv").read_text(encoding="utf-8")
    assert written.startswith("etat,sens,nom,lieux,organisme,")
    assert {line.source for line in built.summary.lines if line.edition == "rapprochements.csv"} <= {"rapprochements"}
    (data / "rapprochements.csv").write_text(written, encoding="utf-8")
    again = build(out, data=data, only=["dossiers"])
    assert State.UNCHANGED not in {line.state for line in again.summary.lines}
    assert not [line for line in again.summary.lines if line.state is State.SKIPPED]
