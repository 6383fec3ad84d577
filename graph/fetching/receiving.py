"""The bytes of one answer, received: neither more nor fewer than announced, not too many, not too slowly."""

import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import IO, Final

from graph.errors import GraphError, Kind
from graph.fetching.rules import Limits

_BLOCK: Final = 256 * 1024


class Cut(Exception):  # noqa: N818  # it is not an error yet: the download is tried again
    """A download was cut, for a reason that may pass; `wait` is how long the server asks for, when it does."""

    def __init__(self, reason: str, *, wait: float | None = None, kind: Kind = "unreadable") -> None:
        """Keep what the error will be, should it not pass."""
        self.wait, self.kind = wait, kind
        super().__init__(reason)


def received(
    response: HTTPResponse,
    stream: IO[bytes],
    start: int,
    size: int | None,
    limits: Limits,
    follow: Callable[[int, int | None], None],
) -> None:
    """Append to `stream` what comes, `start` bytes being there already; raise Cut or GraphError unless it is whole.

    The announced length is forgotten, and the answer read to the end of the connection: the only way to notice a
    server that sends more than it announces.
    """
    response.length = None
    got, since, then = start, time.monotonic(), start
    try:
        while block := _next(response, got):
            stream.write(block)
            got += len(block)
            follow(got, size)
            _check(got, size, limits)
            now = time.monotonic()
            if now - since > limits.patience:
                if got - then < limits.slowest * (now - since):
                    raise Cut(f"moins de {limits.slowest} octets par seconde", kind="limit")
                since, then = now, got
    except TimeoutError as error:
        if got != size:  # a server that keeps the connection open after the last byte is only impolite
            raise Cut(f"plus rien depuis {limits.patience:g} s, à {got} octets", kind="limit") from error
    if size is not None and got < size:
        raise Cut(f"coupé à {got} octets sur {size}")


def _next(response: HTTPResponse, got: int) -> bytes:
    """Return what has come, at least a byte, or nothing at the end."""
    try:
        return response.read1(_BLOCK)
    except TimeoutError:
        raise
    except (OSError, HTTPException) as error:
        raise Cut(f"connexion coupée à {got} octets") from error


def _check(got: int, size: int | None, limits: Limits) -> None:
    if size is not None and got > size:
        raise GraphError(f"le serveur envoie plus que les {size} octets qu'il annonce", kind="unreadable")
    if got > limits.size:
        remedy = "--max-size pour l'accepter"
        raise GraphError(f"plus de {limits.size / 1e6:.0f} Mo", kind="limit", remedy=remedy)
