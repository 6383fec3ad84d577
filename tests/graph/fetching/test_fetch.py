"""Declared files into a folder: named, dated, checked, written down, not asked for twice; nothing else is touched."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from graph.fetching.fetch import Fetched, Fetcher, wanted
from graph.fetching.rules import Limits
from loaders import Source, declared
from loaders.addresses import Address
from loaders.edition import editions
from loaders.manifest import NAME, entries
from tests.graph.fetching.server import Asked, Site

REGIONS = b"REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n32,59350,4,HAUTS DE FRANCE,Hauts-de-France,Hauts-de-France\n"
NOW = datetime(2026, 11, 21, 13, 40, tzinfo=UTC)
THERE = "/resources/cog/20260219-090000/regions.csv"
EVERY = declared()


def regions(site: Site, path: str = "/r") -> Source:
    return replace(EVERY["regions"], fetch=(Address(url=site.url(path), file="v_region.csv"),))


def fetch(folder: Path, *sources: Source, now: datetime = NOW) -> list[Fetched]:
    fetcher = Fetcher(
        folder=folder,
        sources={source.name: source for source in sources},
        limits=Limits(patience=10, attempts=1),
        local=True,
        clock=lambda: now,
    )
    return list(fetcher.fetch(wanted(sources), lambda _: lambda _, __: None))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def publish(site: Site, body: bytes = REGIONS, etag: str = '"1"') -> None:
    """Serve the file as data.gouv.fr does: a stable address that leads to a dated one."""
    site.answers["/r"] = lambda asked: asked.say(302, Location=site.url(THERE))
    site.answers[THERE] = lambda asked: (
        asked.say(304) if asked.headers.get("If-None-Match") == etag else asked.say(200, body, ETag=etag)
    )


def test_a_file_is_named_dated_and_written_down(site: Site, tmp_path: Path) -> None:
    publish(site)
    (done,) = fetch(tmp_path, regions(site))

    assert done.error is None
    assert files(tmp_path) == {"v_region_2026-02-19.csv", NAME}
    assert (tmp_path / "v_region_2026-02-19.csv").read_bytes() == REGIONS
    (entry,) = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["fichiers"].values()
    assert entry == {
        "sources": ["regions"],
        "title": "Code officiel géographique : régions",
        "publisher": "https://www.insee.fr/",
        "licence": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        "landing_page": "https://www.insee.fr/fr/information/2560452",
        "url": site.url("/r"),
        "address": site.url(THERE),
        "edition": "2026-02-19",
        "fetched": "2026-11-21T13:40:00Z",
        "size": len(REGIONS),
        "sha256": sha256(REGIONS).hexdigest(),
        "etag": '"1"',
        "modified": "",
    }


def test_what_was_fetched_can_be_built(site: Site, tmp_path: Path) -> None:
    publish(site)
    fetch(tmp_path, regions(site))
    (one,), unknown = editions({"regions": EVERY["regions"]}, tmp_path)

    assert (one.published, one.address, unknown) == ("2026-02-19", site.url(THERE), ())


def test_an_unchanged_file_is_not_downloaded_again(site: Site, tmp_path: Path) -> None:
    publish(site)
    fetch(tmp_path, regions(site))
    before = (tmp_path / NAME).read_bytes()
    (again,) = fetch(tmp_path, regions(site))

    assert (again.fresh, again.error) == (False, None)
    assert again.file == tmp_path / "v_region_2026-02-19.csv"
    assert site.asked(THERE)[-1]["if-none-match"] == '"1"'
    assert (tmp_path / NAME).read_bytes() == before


def test_a_server_that_ignores_conditions_is_not_read_again(site: Site, tmp_path: Path) -> None:
    site.answers["/r"] = lambda asked: asked.say(200, REGIONS, ETag='"1"')
    fetch(tmp_path, regions(site))
    site.answers["/r"] = lambda asked: asked.say(200, b"x" * 100, ETag='"1"')
    (again,) = fetch(tmp_path, regions(site))

    assert (again.fresh, again.error) == (False, None)


def test_the_same_bytes_under_another_tag_are_the_same_file(site: Site, tmp_path: Path) -> None:
    publish(site)
    fetch(tmp_path, regions(site))
    publish(site, etag='"2"')
    (again,) = fetch(tmp_path, regions(site), now=NOW.replace(year=2027))

    assert not again.fresh
    assert entries(tmp_path)["v_region_2026-02-19.csv"].fetched == "2026-11-21T13:40:00Z"
    assert files(tmp_path) == {"v_region_2026-02-19.csv", NAME}
    assert entries(tmp_path)["v_region_2026-02-19.csv"].etag == '"2"'


def test_a_new_edition_stands_beside_the_old_one(site: Site, tmp_path: Path) -> None:
    site.answers["/r"] = lambda asked: asked.say(200, REGIONS, Last_Modified="Thu, 19 Feb 2026 09:00:00 GMT")
    fetch(tmp_path, regions(site))
    other = REGIONS.replace(b"59350", b"59009")
    site.answers["/r"] = lambda asked: asked.say(200, other, Last_Modified="Wed, 20 May 2026 09:00:00 GMT")
    (done,) = fetch(tmp_path, regions(site))

    assert done.fresh
    assert files(tmp_path) == {"v_region_2026-02-19.csv", "v_region_2026-05-20.csv", NAME}
    assert set(entries(tmp_path)) == {"v_region_2026-02-19.csv", "v_region_2026-05-20.csv"}


def test_a_file_that_someone_put_there_is_not_replaced(site: Site, tmp_path: Path) -> None:
    (tmp_path / "v_region_2026-02-19.csv").write_text("à moi", encoding="utf-8")
    publish(site)
    (done,) = fetch(tmp_path, regions(site))

    assert done.error
    assert done.error.exit_code == 5
    assert (tmp_path / "v_region_2026-02-19.csv").read_text(encoding="utf-8") == "à moi"
    assert files(tmp_path) == {"v_region_2026-02-19.csv"}


def test_an_edition_that_the_declaration_dates_keeps_its_name(site: Site, tmp_path: Path) -> None:
    publish(site)
    source = replace(EVERY["regions"], fetch=(Address(url=site.url("/r"), file="v_region_2026.csv", edition="2026"),))
    fetch(tmp_path, source)

    assert files(tmp_path) == {"v_region_2026.csv", NAME}
    assert entries(tmp_path)["v_region_2026.csv"].edition == "2026"


def test_a_page_that_says_sorry_is_not_a_file(site: Site, tmp_path: Path) -> None:
    page = b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>Service indisponible</body></html>"
    site.answers["/r"] = lambda asked: asked.say(200, page, Content_Type="text/csv")
    (done,) = fetch(tmp_path, regions(site))

    assert done.error
    assert "page web" in str(done.error)
    assert done.error.exit_code == 3
    assert files(tmp_path) == set()


def test_what_drifted_is_kept_and_said(site: Site, tmp_path: Path) -> None:
    publish(site, REGIONS.replace(b"CHEFLIEU", b"CHEF_LIEU_REGION"))
    (done,) = fetch(tmp_path, regions(site))

    assert done.file
    assert done.file.exists()
    (one,) = done.checked
    assert one.columns
    assert [stranger.header for stranger in one.columns.unknown] == ["CHEF_LIEU_REGION"]


def test_one_failure_does_not_stop_the_others_and_nothing_of_it_is_left(site: Site, tmp_path: Path) -> None:
    publish(site)
    site.answers["/404"] = lambda asked: asked.say(404)
    bad = replace(regions(site, "/404"), name="autre")
    first, second = fetch(tmp_path, bad, regions(site))

    assert first.error
    assert first.error.exit_code == 3
    assert second.error is None
    assert files(tmp_path) == {"v_region_2026-02-19.csv", NAME}


def test_a_cut_file_is_hidden_from_builds_until_it_is_whole(site: Site, tmp_path: Path) -> None:
    def cut(asked: Asked) -> None:
        asked.ranged(REGIONS, etag='"1"', stop=20)

    site.answers["/r"] = cut
    (first,) = fetch(tmp_path, regions(site))
    seen = editions({"regions": EVERY["regions"]}, tmp_path)
    site.answers["/r"] = lambda asked: asked.ranged(REGIONS, etag='"1"')
    (second,) = fetch(tmp_path, regions(site))

    assert first.error
    assert [one.embedded for one in seen[0]] == [True]
    assert seen[1] == ()
    assert second.fresh
    assert site.asked("/r")[-1]["range"] == "bytes=20-"
    assert (tmp_path / "v_region.csv").read_bytes() == REGIONS


def test_an_address_that_several_sources_share_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    publish(site)
    first, second = regions(site), replace(regions(site), name="regions-bis")
    (done,) = fetch(tmp_path, first, second)

    assert len(site.asked("/r")) == 1
    assert done.entry
    assert done.entry.sources == ("regions", "regions-bis")


def test_a_disk_that_refuses_is_one_line(site: Site, tmp_path: Path) -> None:
    publish(site)
    (tmp_path / "officiel").touch()
    (done,) = fetch(tmp_path / "officiel", regions(site))

    assert done.error
    assert done.error.exit_code == 3


@pytest.mark.parametrize("name", ["v_region_2026-02-19.csv"])
def test_a_file_removed_by_hand_is_asked_for_again(name: str, site: Site, tmp_path: Path) -> None:
    publish(site)
    fetch(tmp_path, regions(site))
    (tmp_path / name).unlink()
    (again,) = fetch(tmp_path, regions(site))

    assert again.fresh
    assert (tmp_path / name).read_bytes() == REGIONS
