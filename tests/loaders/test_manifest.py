"""The manifest of downloaded files: what it says of a file holds for the bytes it says it of, and reaches the graph."""

from dataclasses import replace
from pathlib import Path

import pytest

from loaders import SourceError, declared
from loaders.description import describe
from loaders.edition import digest, editions
from loaders.manifest import NAME, Entry, entries, text

REGIONS = "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n32,59350,4,HAUTS DE FRANCE,Hauts-de-France,Hauts-de-France\n"
ADDRESS = "https://www.insee.fr/fr/statistiques/fichier/8740222/v_region_2026.csv"
EVERY = declared()
REGION = {"regions": EVERY["regions"]}


def entry(path: Path) -> Entry:
    return Entry(
        sources=("regions",),
        title="Régions",
        publisher="https://www.insee.fr/",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        landing_page="https://www.insee.fr/fr/information/2560452",
        url=ADDRESS,
        address=ADDRESS,
        edition="2026-02-19",
        fetched="2026-11-21T13:40:00Z",
        size=path.stat().st_size,
        sha256=digest(path),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "v_region_2026.csv"
    path.write_text(REGIONS, encoding="utf-8")
    (tmp_path / NAME).write_text(text({path.name: entry(path)}), encoding="utf-8")
    return path


def test_a_manifest_is_read_as_it_was_written(file: Path) -> None:
    assert entries(file.parent) == {file.name: entry(file)}


def test_the_date_and_the_address_of_a_downloaded_file_reach_the_graph(file: Path) -> None:
    (one,), unknown = editions(REGION, file.parent)

    assert (one.published, one.address) == ("2026-02-19", ADDRESS)
    assert unknown == ()
    assert f"<https://schema.org/contentUrl> <{ADDRESS}>" in describe(one)
    assert '"2026-02-19"^^<http://www.w3.org/2001/XMLSchema#date>' in describe(one)


def test_a_file_that_was_changed_since_is_no_longer_what_the_manifest_says(file: Path) -> None:
    file.write_text(REGIONS + "84,69123,1,AUVERGNE RHONE ALPES,X,X\n", encoding="utf-8")
    (one,), _ = editions(REGION, file.parent)

    assert (one.published, one.address) == ("2026", None)


def test_a_file_without_a_manifest_has_the_date_of_its_name_and_no_address(file: Path) -> None:
    (file.parent / NAME).unlink()
    (one,), _ = editions(REGION, file.parent)

    assert (one.published, one.address) == ("2026", None)
    assert "contentUrl" not in describe(one)


BROKEN = ["", "[]", '{"fichiers": 1}', '{"fichiers": {"a.csv": {"url": "x"}}}', "\x00"]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_manifest_is_one_clear_line(broken: str, file: Path) -> None:
    (file.parent / NAME).write_text(broken, encoding="utf-8")

    with pytest.raises(SourceError, match=r"manifeste.* illisible ; supprimez-le"):
        editions(REGION, file.parent)


def test_an_address_that_no_graph_could_hold_is_refused(file: Path) -> None:
    wrong = replace(entry(file), address='https://x.fr/a"> <urn:b')
    (file.parent / NAME).write_text(text({file.name: wrong}), encoding="utf-8")

    with pytest.raises(SourceError, match="illisible"):
        entries(file.parent)
