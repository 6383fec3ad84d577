"""From a fact back to its place: the words when the text is at hand, and nothing rather than wrong words."""

import hashlib
import json
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.cli import main
from graph.cli.explaining import as_text
from graph.errors import GraphError
from graph.explaining.explain import Explanation, explain
from graph.explaining.passage import LONGEST, passage
from graph.store import open_store

TEXT = "Un titre\n\nL'école a ouvert. La salle a coûté\n1,2 M€ en 2021, dont une aide. Elle sert à tous.\n"
START, END = TEXT.index("1,2 M€"), TEXT.index("1,2 M€") + len("1,2 M€")
FLOW = "id,libelle,financeur,montant,qualificatif,nature,stade,periodicite,debut_preuve,fin_preuve"
BASE = "https://w3id.org/maillage/id"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two official rows and one document that prints one sum."""
    folder = tmp_path_factory.mktemp("explique")
    data = folder / "data"
    (data / "bilan").mkdir(parents=True)
    (data / "v_region_2025.csv").write_text("REG,CHEFLIEU,LIBELLE\n32,59350,Hauts-de-France\n", encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    card = {"titre": "Bilan d'essai", "emetteur": "commune:62119", "fichier": "essai.txt", "sha256": sha256}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in card.items()]
    (data / "bilan" / "dossier.toml").write_text("\n".join(lines), encoding="utf-8")
    row = f"essai-salle,La salle,commune:62119,1200000,environ,marche,paiement,unique,{START},{END}"
    (data / "bilan" / "financements.csv").write_text(f"{FLOW}\n{row}\n", encoding="utf-8")
    build(folder / "out", data=data, only=["regions", "dossiers-financements", "communes"])
    return folder / "out"


@pytest.fixture
def store(out: Path) -> Store:
    return open_store(out)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "essai.txt").write_bytes(TEXT.encode())
    return tmp_path


def words(told: Explanation) -> str:
    return as_text(told, colour=False)


def test_a_flow_is_told_with_its_amount_its_qualifier_and_its_stage(store: Store) -> None:
    told = explain(store, "flux:essai-salle")

    assert (told.kind, told.label) == ("Flux financier", "La salle")
    assert dict(told.facts)["montant"].replace("\u202f", " ").replace("\xa0", " ") == "environ 1 200 000 €"
    assert dict(told.facts)["stade"] == "payé"


def test_evidence_names_the_document_its_issuer_and_the_characters(store: Store) -> None:
    (proof,) = explain(store, f"{BASE}/flux/essai-salle").proofs

    assert (proof.title, proof.issuer) == ("Bilan d'essai", "Commune de Béthune")
    assert proof.place == f"essai.txt, caractères {START} à {END}"


def test_the_sentence_is_shown_with_its_place_marked(store: Store, texts: Path) -> None:
    told = explain(store, "La salle", documents=texts)

    assert "« La salle a coûté ▶1,2 M€◀ en 2021, dont une aide. »" in words(told)
    assert "\x1b" not in words(told)
    assert "▶\x1b[1m1,2 M€\x1b[0m◀" in as_text(told, colour=True)


def test_a_text_that_changed_shows_nothing_and_says_so(store: Store, texts: Path) -> None:
    (texts / "essai.txt").write_bytes(b"\n" + TEXT.encode())
    told = explain(store, "flux:essai-salle", documents=texts)

    assert told.proofs[0].cited.passage is None
    assert "empreinte SHA-256 diffère" in words(told)
    assert "▶" not in words(told)


def test_an_absent_text_is_said_to_be_absent(store: Store, tmp_path: Path) -> None:
    assert f"essai.txt n'est pas dans {tmp_path}" in words(explain(store, "flux:essai-salle", documents=tmp_path))


def test_a_place_is_told_with_the_facts_drawn_from_it(store: Store, texts: Path) -> None:
    told = explain(store, f"{BASE}/document/essai.txt#char={START},{END}", documents=texts)

    assert [one.iri for one in told.supported] == [f"{BASE}/flux/essai-salle"]
    assert told.proofs[0].cited.passage is not None


def test_a_row_shows_the_cells_that_the_source_reads(store: Store, out: Path) -> None:
    (proof,) = explain(store, "region:32", data=out.parent / "data").proofs

    assert proof.place == "regions/v_region_2025.csv, ligne 2"
    assert dict(proof.cited.cells) == {"REG": "32", "CHEFLIEU": "59350", "LIBELLE": "Hauts-de-France"}


def test_a_row_of_a_file_that_changed_is_not_shown(store: Store, tmp_path: Path) -> None:
    (tmp_path / "v_region_2025.csv").write_text("REG,CHEFLIEU,LIBELLE\n32,59350,Autre\n", encoding="utf-8")
    (proof,) = explain(store, "region:32", data=tmp_path).proofs

    assert proof.cited.cells == ()
    assert "empreinte SHA-256 diffère" in proof.cited.remark


def test_no_birth_date_nor_ignored_column_is_ever_shown(tmp_path: Path) -> None:
    header = "Nom de l'élu;Prénom de l'élu;Date de naissance;Code sexe;Code du département;Code de la commune"
    header += ";Libellé de la commune;Date de début du mandat"
    data = tmp_path / "data"
    data.mkdir()
    (data / "elus-maires-2026.csv").write_text(f"{header}\nFICTIF;Ana;01/02/1970;F;62;119;Béthune;28/06/2020\n")
    build(tmp_path / "out", data=data, only=["rne-maires"])
    told = explain(open_store(tmp_path / "out"), "Ana Fictif", data=data)

    cells = dict(told.proofs[0].cited.cells)
    assert cells["Nom de l'élu"] == "FICTIF"
    assert "1970" not in words(told)
    assert "Code sexe" not in cells


def test_a_node_without_evidence_says_so_and_names_those_beside_it(store: Store) -> None:
    told = explain(store, "stade-flux:paiement")

    assert told.proofs == ()
    assert [one.iri for one in told.near] == [f"{BASE}/flux/essai-salle"]
    assert "aucune preuve n'est attachée à ce nœud" in words(told)


@pytest.mark.parametrize(
    ("asked", "code"), [("rien de tel", 2), (f"{BASE}/document/inconnu.txt#char=1,2", 2), ("flux:essai-salle", 0)]
)
def test_the_exit_code_tells_what_happened(out: Path, asked: str, code: int) -> None:
    assert main(["explain", asked, "--out", str(out)]) == code


def test_a_folder_that_is_not_there_is_an_unreadable_input(out: Path, tmp_path: Path) -> None:
    arguments = ["explain", "flux:essai-salle", "--out", str(out), "--documents", str(tmp_path / "absent")]

    assert main(arguments) == 3
    assert main(["explain", "flux:essai-salle", "--out", str(tmp_path)]) == 3


def test_json_holds_every_part(out: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "flux:essai-salle", "--out", str(out), "--documents", str(texts), "-f", "json"])
    told = json.loads(capsys.readouterr().out)

    assert told["iri"] == f"{BASE}/flux/essai-salle"
    assert told["proofs"][0]["cited"]["passage"]["cited"] == "1,2 M€"


def test_a_long_sentence_is_cut_on_words_around_its_place() -> None:
    text = f"{'avant ' * 200}le montant {'après ' * 200}"
    start = text.index("le montant")
    found = passage(text, start, start + len("le montant"))

    assert found.cited == "le montant"
    assert found.before.startswith("… avant")
    assert found.after.endswith("après …")
    assert len(found.before + found.cited + found.after) <= LONGEST


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_a_place_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=str(end)):
        passage("un texte court", start, end)


def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    found = passage("Une somme \x1b[31mde 3 M€ versée.", 10, 23)

    assert "\x1b" not in found.before + found.cited + found.after


def test_an_unknown_node_is_a_usage_error(store: Store) -> None:
    with pytest.raises(GraphError) as caught:
        explain(store, "introuvable nulle part")

    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("flow", "sentence"),
    [  # read in the reports themselves
        ("bethune-beffroi", "▶1,3 M€ investi pour la restauration du Beffroi◀"),
    ],
)
def test_the_reports_give_their_own_sentences(flow: str, sentence: str, documents: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", only=["dossiers-financements"])

    assert sentence in words(explain(open_store(tmp_path / "out"), f"flux:{flow}", documents=documents))
