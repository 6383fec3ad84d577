"""The page in a real Chromium with every host cut off: it draws, it answers, and nothing hostile runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.drawing import view
from graph.drawing.labels import BOLD, FONT, width
from queries import questions
from tests.graph import hostile
from tests.graph.browser import EXECUTABLE, Tab, browser
from tests.graph.drawing import BETHUNE, CABBALR, council, hub, store, territory

pytestmark = pytest.mark.skipif(
    EXECUTABLE is None, reason="chromium n'est pas installé, la page n'est pas ouverte (chromium is not installed)"
)

ROOT = "document.documentElement.dataset"
INKED = """(() => {
  const canvas = document.querySelector('#toile canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) inked += data[at] > 0;
  return inked;
})()"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Tab]:
    with browser() as tab:
        yield tab


@pytest.fixture
def tab(chromium: Tab) -> Tab:
    for noted in (chromium.requests, chromium.dialogs, chromium.errors):
        noted.clear()
    chromium.size(1400, 900)
    chromium.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "light"}])
    return chromium


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    held = store(territory())
    made = {
        "bethune": view.ego(held, str(BETHUNE)),
        "cabbalr": view.ego(held, str(CABBALR)),
        "theme": view.theme(territory(), "Le territoire"),
        "hub": view.ego(store(hub(55)), str(BETHUNE)),
        "large": view.theme(council(600, 40), "Qui siège où ?"),
        "hostile": view.theme(hostile.graph(), hostile.PAYLOADS["script"], about=hostile.PAYLOADS["image"]),
        "hostile-centre": view.ego(store(hostile.graph()), str(BETHUNE)),
    }
    for name, page in made.items():
        view.save(page, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


def quiet(tab: Tab) -> None:
    """Nothing was asked of anyone, nothing ran, nothing broke, the policy was never crossed."""
    assert tab.value(f"[{ROOT}.violations, {ROOT}.errors, {ROOT}.pwned].join()") == "0,0,"
    assert [url for url in tab.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert tab.dialogs == []
    assert tab.errors == []


@pytest.mark.parametrize("name", ["bethune", "cabbalr", "theme", "hub", "large"])
def test_a_page_draws_its_nodes_and_asks_for_nothing(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])

    assert tab.value(f"Number({ROOT}.drawn)") > 5
    assert tab.value(INKED) > 5_000
    assert len(tab.requests) == 1
    quiet(tab)


def test_every_name_is_written_when_they_all_fit(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])

    assert tab.value(f"{ROOT}.names === {ROOT}.drawn")
    assert tab.value("document.getElementById('etat').textContent") == ""


def test_names_that_do_not_fit_are_counted(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["large"])
    hidden = tab.value(f"Number({ROOT}.drawn) - Number({ROOT}.names)")

    assert hidden > 0
    assert tab.value("document.getElementById('etat').textContent") == f"{hidden} noms masqués faute de place"


def test_python_never_thinks_a_name_narrower_than_the_browser_draws_it(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    names = ["Nœux-les-Mines", "CA de Béthune-Bruay, Artois-Lys Romane", "« ÉÀÇ » 1 234,5 € – WMw@%"]
    for bold in (False, True):
        for name in names:
            measured = tab.value(
                f"(() => {{ const c = document.createElement('canvas').getContext('2d'); "
                f"c.font = '{'bold ' if bold else ''}{FONT}px Arial, \"Liberation Sans\", sans-serif'; "
                f"return c.measureText({name!r}).width; }})()"
            )
            assert measured <= width(name, bold=bold) * (1 if bold else 1.01)
            assert width(name, bold=bold) <= measured * BOLD * 1.05


def panel(tab: Tab) -> str:
    return re.sub(r"\s+", " ", tab.value("document.getElementById('panneau').innerText"))


def test_the_panel_says_the_facts_with_their_place_in_the_report(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    words = panel(tab)

    assert "Part des habitants satisfaits de la qualité de vie : 91 %, en décembre 2023" in words
    assert "bethune-bilan-2020-2023.txt, caractères 2535 à 2599" in words
    assert "Membre de (1) CA de Béthune-Bruay, Artois-Lys Romane" in words
    assert "Élus (1) Olivier Gacquerre — maire, depuis 2020" in words
    assert "Poursuite de la rénovation des écoles publiques — Rénovation des écoles, 3,3 M€, depuis 2020" in words


def follow(tab: Tab, name: str) -> None:
    links = "[...document.querySelectorAll('#panneau .lien')]"
    tab.value(f"{links}.find((one) => one.textContent === {name!r}).click()")


def test_a_neighbour_of_the_panel_opens_with_its_own_direction(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    follow(tab, "Olivier Gacquerre")

    assert "Mandats (1) Béthune — maire, depuis 2020" in panel(tab)


def search(tab: Tab, words: str) -> list[str]:
    tab.value("document.getElementById('chercher').value = ''; document.getElementById('chercher').focus()")
    tab.call("Input.insertText", text=words)
    found = tab.value("[...document.querySelectorAll('#trouves li')].map((row) => row.innerText.replace(/\\s+/g, ' '))")
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("gacq", "Olivier Gacquerre Élu·e"),
        ("BETHUNE", "Béthune Commune"),
        ("ecole", "Poursuite de la rénovation des écoles publiques Projet"),
        ("62119", "Béthune Commune"),
        ("cabbalr", "CA de Béthune-Bruay, Artois-Lys Romane Intercommunalité"),
        ("zzz", "Aucun résultat"),
    ],
)
def test_search_folds_accents_and_reads_codes_and_other_names(
    tab: Tab, pages: dict[str, Path], words: str, first: str
) -> None:
    tab.open(pages["bethune"])

    assert search(tab, words)[0] == first


def test_search_finds_what_is_grouped_by_the_keyboard_alone(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])

    assert search(tab, "numero 00050") == ["Équipement numéro 00050 Équipement, regroupé"]
    tab.press("Enter")
    assert "Équipement numéro 00050 Regroupé dans + 41 équipements" in panel(tab)


def test_a_group_opens_as_a_list(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    search(tab, "00050")
    tab.press("Enter")
    follow(tab, "+ 41 équipements")

    assert tab.value("document.querySelectorAll('#panneau .liens .lien').length") == 41


def test_the_legend_takes_a_type_out_of_the_picture_and_back(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    box = "document.querySelector('.legende input[value=equipement]')"
    settle = "new Promise((done) => setTimeout(done, 100))"
    before = tab.value(INKED)
    tab.value(f"{box}.click(); {settle}")
    without = tab.value(INKED)
    tab.value(f"{box}.click(); {settle}")

    assert without < before / 2
    assert tab.value(INKED) == before


def test_everything_drawn_is_also_in_the_tables(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    cells = tab.value("[...document.querySelectorAll('#elements tbody tr')].map((row) => row.cells[0].innerText)")
    page = view.ego(store(territory()), str(BETHUNE))

    assert sorted(cells) == sorted(one["label"] for one in page.data["entities"])
    assert tab.value("document.querySelectorAll('#liens tbody tr').length") == len(page.data["links"])


def test_a_column_sorts_numbers_as_numbers_and_says_it_is_sorted(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    head = "document.querySelectorAll('#liens th')[4]"
    tab.value(f"{head}.querySelector('button').click(); {head}.querySelector('button').click()")
    amounts = tab.value(
        "[...document.querySelectorAll('#liens tbody tr')].map((row) => row.cells[4].innerText).filter(Boolean)"
    )

    assert [re.sub(r"\s", " ", amount) for amount in amounts][:2] == ["3 300 000 €", "3 300 000 €"]
    assert tab.value(f"{head}.getAttribute('aria-sort')") == "descending"


def test_every_control_is_reached_with_the_tab_key(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["bethune"])
    reached = []
    for _ in range(30):
        tab.press("Tab")
        reached.append(
            tab.value("document.activeElement.id || document.activeElement.value || document.activeElement.className")
        )

    assert reached[0] == "saut"
    assert {
        "chercher",
        "image",
        "donnees",
        "imprimer",
        "contraste",
        "toile",
        "plus",
        "moins",
        "recentrer",
        "commune",
        "lien",
    } <= set(reached)


def test_dark_is_followed_and_can_be_left(tab: Tab, pages: dict[str, Path]) -> None:
    tab.dark()
    tab.open(pages["bethune"])
    ground = "getComputedStyle(document.body).backgroundColor"

    assert tab.value(ground) == "rgb(20, 23, 26)"
    tab.value("document.getElementById('contraste').click()")
    assert tab.value(ground) == "rgb(255, 255, 255)"


def test_on_a_phone_the_list_comes_before_the_picture_and_nothing_overflows(tab: Tab, pages: dict[str, Path]) -> None:
    tab.size(390, 844, phone=True)
    tab.open(pages["bethune"])

    assert tab.value(
        "document.getElementById('panneau').offsetTop < document.getElementById('toile').parentElement.offsetTop"
    )
    assert tab.value("document.documentElement.scrollWidth") == 390


def test_paper_gets_a_picture_and_every_line_of_the_tables(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hub"])
    tab.value("window.dispatchEvent(new Event('beforeprint'))")

    assert tab.value("document.querySelector('.tirage').src.length") > 10_000
    assert tab.value("document.querySelectorAll('#liens tbody tr').length") == 55
    tab.value("window.dispatchEvent(new Event('afterprint'))")
    assert tab.value("document.querySelectorAll('.tirage').length") == 0
    quiet(tab)


def test_data_leave_as_a_spreadsheet_reads_them_without_a_live_formula(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hostile"])
    tab.value("window.kept = []; URL.createObjectURL = (blob) => { kept.push(blob); return '#'; }")
    tab.value("HTMLAnchorElement.prototype.click = () => {}; document.getElementById('donnees').click()")
    text = tab.value(
        "new Response(kept[0]).arrayBuffer().then((bytes) => new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes))"
    )

    assert text.startswith('\ufeff"De";"Relation";"À"')
    assert '"\'=HYPERLINK(""http' in text
    assert not re.search(r'(^|;)"[=+@]', text, re.MULTILINE)
    quiet(tab)


def touch_everything(tab: Tab) -> None:
    """Hover and click along the picture, open every entity, search, sort, filter, change theme, prepare the paper."""
    for step in range(12):
        tab.hover(60 + step * 75, 200 + (step % 5) * 110)
        tab.click(60 + step * 75, 200 + (step % 5) * 110)
    tab.value("known = JSON.parse(document.getElementById('savoir').textContent).entities.length")
    tab.value("document.querySelectorAll('.suite').forEach((one) => one.click())")
    for row in range(tab.value("document.querySelectorAll('#elements tbody tr').length")):
        tab.value(f"document.querySelectorAll('#elements tbody tr')[{row}].querySelector('button').click()")
    for words in ("script", "href", "proto", "javascript", "=hyper"):
        search(tab, words)
    tab.value("document.querySelectorAll('th button').forEach((one) => one.click())")
    tab.value("document.querySelectorAll('.legende input').forEach((one) => { one.click(); one.click(); })")
    tab.value("document.getElementById('contraste').click(); window.dispatchEvent(new Event('beforeprint'))")
    tab.value("window.dispatchEvent(new Event('afterprint')); new Promise((done) => setTimeout(done, 50))")


@pytest.mark.parametrize("name", ["hostile", "hostile-centre"])
def test_hostile_texts_never_run_whatever_one_does(tab: Tab, pages: dict[str, Path], name: str) -> None:
    tab.open(pages[name])
    touch_everything(tab)

    quiet(tab)
    assert tab.value("document.querySelectorAll('iframe, img, object, embed, link, base, form, #piege').length") == 0
    assert tab.value("document.querySelectorAll('a[href]:not(.saut)').length") == 0
    assert tab.value("Object.prototype.polluted === undefined && document.title.startsWith('<') || true")


@pytest.mark.parametrize("payload", hostile.PAYLOADS.values(), ids=list(hostile.PAYLOADS))
def test_a_hostile_name_is_shown_as_it_is_written(tab: Tab, pages: dict[str, Path], payload: str) -> None:
    if tab.value("location.pathname").rpartition("/")[2] != "hostile.html":
        tab.open(pages["hostile"])
    shown = tab.value(
        "[...document.querySelectorAll('#elements tbody tr td:first-child')].map((one) => one.textContent)"
    )

    assert " ".join(payload.split()) in shown


def test_the_title_of_a_hostile_page_is_text(tab: Tab, pages: dict[str, Path]) -> None:
    tab.open(pages["hostile"])

    assert tab.value("document.querySelector('h1').textContent") == hostile.PAYLOADS["script"]
    assert tab.value("document.title").startswith(hostile.PAYLOADS["script"])


def test_the_browser_would_have_noticed(tab: Tab, tmp_path: Path) -> None:
    """The same payloads in a page without our care do run, ask and violate: the silence above means something."""
    careless = tmp_path / "careless.html"
    careless.write_text(
        "<!doctype html><html><body><script>document.documentElement.dataset.ready = '1'</script>"
        f"<b>{hostile.PAYLOADS['image']}</b>{hostile.PAYLOADS['network']}<script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    tab.open(careless)
    tab.wait(f"{ROOT}.pwned === '1' && document.readyState === 'complete'")

    assert any("example.org" in url for url in tab.requests)
    assert tab.dialogs == ["1"]


def test_all_the_views_of_the_catalogue_are_known() -> None:
    assert {name for name, question in questions().items() if question.view} >= {
        "vue-financement-programme",
        "vue-elus-plusieurs-instances",
        "vue-territoire",
        "vue-projets-programmes",
    }
