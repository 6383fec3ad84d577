"""One file, from servers that stall, lie, change their minds and hang up: whole, or one clear line."""

import time

import pytest

from graph.errors import GraphError
from graph.fetching.part import Part, Version
from graph.fetching.rules import Limits
from tests.graph.fetching.asking import BODY, HALF, download, quiet, whole
from tests.graph.fetching.server import Asked, Site


def test_a_file_is_the_bytes_that_were_published(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY, Content_Type="text/csv", ETag='"1"')  # no charset
    steps: list[tuple[int, int | None]] = []
    version = download(site).into(part, lambda got, size: steps.append((got, size)))

    assert whole(part)
    assert version == Version(url=site.url("/f.csv"), address=site.url("/f.csv"), etag='"1"', size=len(BODY))
    assert steps[-1] == (len(BODY), len(BODY))
    assert site.seen[0][1]["accept-encoding"] == "identity"


def test_a_file_without_a_length_is_read_to_its_end(site: Site, part: Part) -> None:
    def chunked(asked: Asked) -> None:
        asked.say(200, Content_Length="", Transfer_Encoding="chunked")
        for block in (BODY[:HALF], BODY[HALF:]):
            asked.wfile.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")
        asked.wfile.write(b"0\r\n\r\n")

    site.answers["/f.csv"] = chunked

    assert download(site).into(part, quiet)
    assert whole(part)


def test_a_connection_cut_in_the_middle_is_resumed_where_it_stopped(site: Site, part: Part) -> None:
    stops = iter([HALF, None])
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"', stop=next(stops))

    assert download(site).into(part, quiet)
    assert whole(part)
    assert site.asked("/f.csv")[1]["range"] == f"bytes={HALF}-"
    assert site.asked("/f.csv")[1]["if-range"] == '"1"'


def test_a_file_left_unfinished_is_resumed_by_the_next_command(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"', stop=HALF)
    with pytest.raises(GraphError, match=f"coupé à {HALF} octets sur {len(BODY)}.*relancez") as stopped:
        download(site, limits=Limits(attempts=1)).into(part, quiet)
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"')
    again = download(site).into(part, quiet)

    assert stopped.value.kind == "unreadable"
    assert again
    assert whole(part)
    assert site.asked("/f.csv")[-1]["range"] == f"bytes={HALF}-"


def test_a_file_that_changed_between_two_parts_starts_over(site: Site, part: Part) -> None:
    other = b"z" * len(BODY)
    site.answers["/f.csv"] = lambda asked: asked.ranged(other, etag='"1"', stop=HALF)
    with pytest.raises(GraphError):
        download(site, limits=Limits(attempts=1)).into(part, quiet)
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"2"')
    version = download(site).into(part, quiet)

    assert version
    assert version.etag == '"2"'
    assert whole(part)


CHANGED = {
    "another tag": {"ETag": '"2"'},
    "another size": {"Content_Length": str(HALF + 1)},
    "another place": {"Content_Range": f"bytes {HALF + 1}-{len(BODY) - 1}/{len(BODY)}"},
    "no place": {"Content_Range": ""},
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_server_that_sends_the_rest_of_another_file_is_not_believed(change: str, site: Site, part: Part) -> None:
    def lying(asked: Asked) -> None:
        asked.ranged(BODY, etag='"1"', told=CHANGED[change] if "Range" in asked.headers else {})

    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"', stop=HALF)
    with pytest.raises(GraphError):
        download(site, limits=Limits(attempts=1)).into(part, quiet)
    site.answers["/f.csv"] = lying

    assert download(site).into(part, quiet)
    assert whole(part)
    assert "range" not in site.asked("/f.csv")[-1]


def test_a_part_of_another_address_is_not_resumed(site: Site, part: Part) -> None:
    site.answers["/old.csv"] = lambda asked: asked.ranged(BODY, etag='"1"', stop=HALF)
    with pytest.raises(GraphError):
        download(site, "/old.csv", limits=Limits(attempts=1)).into(part, quiet)
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"')

    assert download(site).into(part, quiet)
    assert "range" not in site.asked("/f.csv")[0]


def test_a_rest_that_no_longer_exists_starts_over(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.ranged(BODY, etag='"1"', stop=HALF)
    with pytest.raises(GraphError):
        download(site, limits=Limits(attempts=1)).into(part, quiet)
    site.answers["/f.csv"] = lambda asked: asked.say(416) if "Range" in asked.headers else asked.say(200, BODY)

    assert download(site).into(part, quiet)
    assert whole(part)


def test_a_length_that_is_too_long_is_a_cut(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY, Content_Length=str(len(BODY) + 1))

    with pytest.raises(GraphError, match=f"coupé à {len(BODY)} octets sur {len(BODY) + 1}"):
        download(site).into(part, quiet)


def test_a_length_that_is_too_short_does_not_truncate_the_file(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY, Content_Length=str(HALF))

    with pytest.raises(GraphError, match="plus que") as lied:
        download(site).into(part, quiet)
    assert lied.value.exit_code == 3
    assert not part.path.exists()


def test_a_server_that_stalls_is_left_and_what_came_is_kept(site: Site, part: Part) -> None:
    def stalling(asked: Asked) -> None:
        asked.ranged(BODY, etag='"1"', stop=HALF)
        time.sleep(4)

    site.answers["/f.csv"] = stalling
    start = time.monotonic()

    with pytest.raises(GraphError, match="plus rien depuis") as stalled:
        download(site, limits=Limits(patience=0.5, attempts=1)).into(part, quiet)
    assert stalled.value.exit_code == 4
    assert time.monotonic() - start < 3
    assert part.size == HALF


def test_a_server_that_never_answers_is_left(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda _: time.sleep(4)

    with pytest.raises(GraphError, match="ne répond pas à temps") as silent:
        download(site, limits=Limits(patience=0.3, attempts=1)).into(part, quiet)
    assert silent.value.exit_code == 3


def test_a_server_that_drips_is_left(site: Site, part: Part) -> None:
    def dripping(asked: Asked) -> None:
        asked.say(200, Content_Length="1000")
        for _ in range(40):
            asked.wfile.write(b"x")
            time.sleep(0.02)

    site.answers["/f.csv"] = dripping

    with pytest.raises(GraphError, match="octets par seconde") as slow:
        download(site, limits=Limits(patience=0.2, attempts=1)).into(part, quiet)
    assert slow.value.exit_code == 4


def test_a_server_that_keeps_the_connection_open_after_the_last_byte_is_only_impolite(site: Site, part: Part) -> None:
    def lingering(asked: Asked) -> None:
        asked.say(200, BODY)
        time.sleep(4)

    site.answers["/f.csv"] = lingering

    assert download(site, limits=Limits(patience=0.5, attempts=1)).into(part, quiet)
    assert whole(part)


@pytest.mark.parametrize("told", [str(len(BODY)), ""])
def test_a_file_too_big_is_left_announced_or_not(told: str, site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY, Content_Length=told)

    with pytest.raises(GraphError, match=r"plus de 1 Mo.*--max-size") as big:
        download(site, limits=Limits(size=1_000_000)).into(part, quiet)
    assert big.value.exit_code == 4
    assert not part.path.exists()


@pytest.mark.parametrize("code", [403, 404, 410])
def test_an_address_that_does_not_answer_with_a_file_is_one_line_and_is_not_asked_twice(
    code: int, site: Site, part: Part
) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(code, b"<html>")

    with pytest.raises(GraphError, match=f"/f.csv : le serveur répond {code}") as missing:
        download(site).into(part, quiet)
    assert missing.value.exit_code == 3
    assert len(site.seen) == 1


def test_a_busy_server_is_asked_again(site: Site, part: Part) -> None:
    codes = iter([500, 200])
    site.answers["/f.csv"] = lambda asked: asked.say(next(codes), BODY)

    assert download(site).into(part, quiet)
    assert whole(part)


def test_a_server_that_asks_to_wait_is_waited_for(site: Site, part: Part) -> None:
    waits: list[float] = []
    answers = iter([(429, "7"), (200, "")])

    def answer(asked: Asked) -> None:
        code, after = next(answers)
        asked.say(code, BODY, Retry_After=after)

    site.answers["/f.csv"] = answer

    assert download(site, sleep=waits.append).into(part, quiet)
    assert waits == [7]


def test_a_server_that_asks_to_wait_too_long_is_left(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(429, Retry_After="3600")

    with pytest.raises(GraphError, match=r"répond 429.*3600 s"):
        download(site).into(part, quiet)


def test_a_compressed_answer_that_nobody_asked_for_is_refused(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY, Content_Encoding="gzip")

    with pytest.raises(GraphError, match="compressée"):
        download(site).into(part, quiet)


def test_a_redirect_to_a_permitted_host_is_followed_and_kept(site: Site, part: Part) -> None:
    there = "/resources/rne/20260811-155035/elus.csv"
    site.answers["/f.csv"] = lambda asked: asked.say(302, Location=site.url(there))
    site.answers[there] = lambda asked: asked.say(200, BODY)
    version = download(site).into(part, quiet)

    assert version
    assert version.address == site.url(there)
