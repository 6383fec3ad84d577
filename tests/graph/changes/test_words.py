"""Ten changes written by hand between `avant.ttl` and `apres.ttl`, and the words they are told in."""

import json
from pathlib import Path

import pytest

from graph.changes.compare import compare
from graph.changes.comparison import Comparison
from graph.changes.lexicon import lexicon
from graph.changes.page import FORMS, written
from ontology.files import vocabulary
from ontology.iris import BASE

HERE = Path(__file__).parent
BEFORE, AFTER = HERE / "avant.ttl", HERE / "apres.ttl"


@pytest.fixture(scope="module")
def made() -> Comparison:
    return compare(BEFORE, AFTER)


def lines(made: Comparison, title: str) -> list[str]:
    return next([line.text for line in section.lines] for section in made.sections if section.title == title)


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        (
            "3 maires ont changé ; 1 mandat renouvelé ou corrigé",
            [
                "Commune d'Aulnes : Fay Six remplace Ada Un",
                "Commune de Bief : Gus Sept remplace Bob Deux",
                "Commune de Croix : Hel Huit remplace Cléo Trois",
            ],
        ),
        (
            "Conseillers municipaux : 2 arrivées, 1 départ",
            ["Commune d'Aulnes : arrivée de Jo Dix, Ida Neuf ; départ de Ève Cinq"],
        ),
        ("1 financement modifié", ["Rénovation de la piscine passe d’annoncé à voté, 1,2\u00a0M€ → 1,35\u00a0M€"]),
        ("1 projet ajouté", ["Passerelle (réalisé)"]),
        ("1 projet modifié", ["Halle couverte passe de prévu à en cours"]),
        ("1 équipement retiré", ["Ancien stade (fermé)"]),
        ("1 commune modifiée", ["Aulnes-lez-Bief : libellé Aulnes → Aulnes-lez-Bief"]),
    ],
)
def test_a_change_is_told_in_words(made: Comparison, title: str, sentences: list[str]) -> None:
    assert lines(made, title) == sentences


def test_what_is_told_is_in_the_order_of_the_lexicon_and_mandates_come_first(made: Comparison) -> None:
    assert [title.split(" ")[1] for title in made.headline[2:]] == [
        *("financement", "projet", "projet", "équipement", "commune", "personnes", "personnes"),
    ]
    assert made.headline[0].startswith("3 maires")


def test_subjects_are_counted_by_class_and_by_source(made: Comparison) -> None:
    classes = {one.name: (one.added, one.removed, one.changed, one.moved) for one in made.classes}
    assert classes["mandats"] == (6, 4, 1, 0)
    assert classes["projets"] == (1, 0, 1, 1)  # the park is told from another place: it is no change
    sources = {one.iri.rpartition("/")[2]: (one.added, one.removed, one.changed, one.moved) for one in made.sources}
    assert sources == {"bilan.txt": (0, 0, 1, 1), "rne-maires": (4, 4, 0, 0), "rne-municipaux": (2, 0, 1, 0)}


def test_the_same_thing_twice_is_no_change() -> None:
    made = compare(BEFORE, BEFORE)
    assert made.same
    assert not made.sections
    assert written(made, "texte", old="a", new="b").startswith("Rien n’a changé")


def test_a_person_named_by_two_sources_does_not_leave_with_one_of_them(tmp_path: Path) -> None:
    mandate = (
        "<{b}id/mandat/un-ada-99001/maire/commune-99001/{date}> a <{b}def#MandatElectif> ;"
        " <http://www.w3.org/ns/org#member> <{b}id/personne/un-ada-99001> ;"
        " <http://www.w3.org/ns/org#role> <{b}id/fonction/maire> ;"
        " <http://www.w3.org/ns/org#organization> <{b}id/collectivite/commune/99001> .\n"
    )
    one, two = (mandate.format(b=BASE, date=date) for date in ("2020", "debut-inconnu"))
    (tmp_path / "avant.ttl").write_text(one + two)
    (tmp_path / "apres.ttl").write_text(one)
    made = compare(tmp_path / "avant.ttl", tmp_path / "apres.ttl")
    assert made.headline == ("Maires : 1 mandat renouvelé ou corrigé",)


def test_every_function_of_the_code_list_has_a_plural() -> None:
    scheme = f"{BASE}id/fonction/"
    concepts = {str(one).removeprefix(scheme) for one in vocabulary().subjects() if str(one).startswith(scheme)}
    assert concepts == set(lexicon().functions)


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_label_stays_text_in_every_form(form: str, tmp_path: Path) -> None:
    label = '<script>alert(1)</script> [x](javascript:1) "'
    text = BEFORE.read_text().replace('"Halle couverte"@fr', f"{json.dumps(label)}@fr")
    (tmp_path / "avant.ttl").write_text(text)
    (tmp_path / "apres.ttl").write_text(text.replace("statut-projet/prevu", "statut-projet/en-cours"))
    page = written(compare(tmp_path / "avant.ttl", tmp_path / "apres.ttl"), form, old="<b>", new="&")
    assert ("<script>" in page) == (form in {"texte", "json"})
    assert form != "markdown" or "[x](" not in page
    assert form != "html" or "<b>" not in page


def test_the_same_editions_give_the_same_bytes() -> None:
    pages = {written(compare(BEFORE, AFTER), "html", old="a", new="b") for _ in range(2)}
    assert len(pages) == 1
