"""A download as the tests ask for it: from the server of this machine, within short limits."""

from graph.fetching.download import Download
from graph.fetching.part import Part
from graph.fetching.rules import Limits
from tests.graph.fetching.server import Site

BODY = "code;libellé\r\n62119;Béthune\r\n".encode() * 40_000
HALF = len(BODY) // 2
QUICK = Limits(patience=10, attempts=2, pause=0)


def download(site: Site, path: str = "/f.csv", limits: Limits = QUICK, **given: object) -> Download:
    return Download(url=site.url(path), hosts={site.host}, limits=limits, local=True, **given)  # type: ignore[arg-type]


def quiet(_: int, __: int | None) -> None:
    """Follow nothing."""


def whole(part: Part) -> bool:
    return part.path.read_bytes() == BODY
