"""What the headers of an answer say: which version of a file, whether it continues what is here, when to come back."""

import time
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.parse import quote

from graph.errors import GraphError
from graph.fetching.part import Version


def version_of(url: str, response: HTTPResponse, start: int) -> Version:
    """Return what the headers say; a compressed answer, which was not asked for, is refused."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise GraphError(f"{url} : réponse compressée, que rien ne demandait", kind="unreadable")
    length = response.length
    return Version(
        url=url,
        address=quote(response.geturl(), safe="%/:=&?~#+!$,;'@()*[]"),
        etag=response.headers.get("ETag", ""),
        modified=response.headers.get("Last-Modified", ""),
        size=None if length is None else start + length,
    )


def continues(before: Version, now: Version, response: HTTPResponse, start: int) -> bool:
    """Tell whether a 206 really is the rest of what we have: same version, same size, at the place asked for."""
    unit, _, span = response.headers.get("Content-Range", "").partition(" ")
    place = span.partition("-")[0]
    told = (now.etag, now.modified, now.size)
    return (
        bool(before) and (before.etag, before.modified, before.size) == told and (unit, place) == ("bytes", str(start))
    )


def retry_after(error: HTTPError) -> float | None:
    """Return the seconds that the server asks to wait, as a number or as a date, or None."""
    asked = error.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
