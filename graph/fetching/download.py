"""One file, downloaded: resumed where it was cut, refused when the server contradicts itself, whole in the end."""

import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version as installed
from typing import Final
from urllib.error import HTTPError, URLError

from graph.errors import GraphError
from graph.fetching.answers import continues, retry_after, version_of
from graph.fetching.opening import opened
from graph.fetching.part import Part, Version
from graph.fetching.receiving import Cut, received
from graph.fetching.rules import DEFAULT, Limits
from loaders.manifest import Entry

Follow = Callable[[int, int | None], None]
"""Called as bytes come: how many are here, how many there will be when the server told."""
_NOT_MODIFIED: Final = 304
_BEYOND: Final = 416
_PARTIAL: Final = 206
_BUSY: Final = {408, 425, 429, 500, 502, 503, 504}
_LOST: Final = "ce qui est déjà reçu est gardé : relancez la même commande"


@dataclass(frozen=True, kw_only=True)
class Download:
    """How a file is asked for: what may be spoken to, within which limits, and what an earlier download left.

    `local` (plain http, private addresses) is for a test's own server: no option and no variable sets it.
    """

    url: str
    hosts: Collection[str]
    limits: Limits = DEFAULT
    known: Entry | None = None
    local: bool = False
    sleep: Callable[[float], None] = time.sleep

    def into(self, part: Part, follow: Follow) -> Version | None:
        """Fill the part and return its version; None when the file has not changed since `known`."""
        for attempt in range(self.limits.attempts):
            try:
                return self._once(part, follow)
            except Cut as cut:
                failure = cut
                asked = cut.wait if cut.wait is not None else self.limits.pause * 2**attempt
                if asked > self.limits.wait:
                    remedy = f"il demande d'attendre {asked:.0f} s"
                    raise GraphError(f"{self.url} : {cut}", kind="unreadable", remedy=remedy) from cut
                if attempt + 1 < self.limits.attempts:
                    self.sleep(asked)
        raise GraphError(f"{self.url} : {failure}", kind=failure.kind, remedy=_LOST if part.size else None) from failure

    def _once(self, part: Part, follow: Follow) -> Version | None:
        before = part.version(self.url)
        try:
            response = opened(self.url, self._headers(part, before), self.hosts, self.limits.patience, local=self.local)
        except HTTPError as error:
            error.close()
            if error.code == _NOT_MODIFIED:
                return None
            raise self._answered(error, part) from error
        except (URLError, OSError, HTTPException) as error:
            raise _unreachable(error) from error
        with response:
            if self._unchanged(response, before):
                return None
            start = part.size if response.status == _PARTIAL else 0
            version = version_of(self.url, response, start)
            if start and not (before and continues(before, version, response, start)):
                part.drop()
                raise Cut("le fichier a changé pendant le téléchargement", wait=0)
            if version.size is not None and version.size > self.limits.size:
                raise _too_big(self.url, version.size, self.limits)
            try:
                with part.resume() if start else part.start(version) as stream:
                    received(response, stream, start, version.size, self.limits, follow)
            except GraphError:
                part.drop()
                raise
        return version

    def _headers(self, part: Part, before: Version | None) -> dict[str, str]:
        asked = {"User-Agent": f"maillage/{installed('maillage')}", "Accept-Encoding": "identity"}
        if before:
            return {**asked, "Range": f"bytes={part.size}-", "If-Range": before.condition}
        if self.known and self.known.etag:
            return {**asked, "If-None-Match": self.known.etag}
        return {**asked, "If-Modified-Since": self.known.modified} if self.known and self.known.modified else asked

    def _unchanged(self, response: HTTPResponse, before: Version | None) -> bool:
        """Tell, of a server that ignores conditions, whether it is about to send again what we have."""
        known, said = self.known, response.headers
        if known is None or before or not (known.etag or known.modified):
            return False
        return (known.etag, known.modified) == (said.get("ETag", ""), said.get("Last-Modified", ""))

    def _answered(self, error: HTTPError, part: Part) -> GraphError | Cut:
        """Return what may pass, and is tried again, or what will not."""
        if error.code == _BEYOND:
            part.drop()
            return Cut("la suite demandée n'existe pas", wait=0)
        if error.code in _BUSY:
            return Cut(f"le serveur répond {error.code}", wait=retry_after(error))
        return GraphError(f"{self.url} : le serveur répond {error.code}", kind="unreadable")


def _unreachable(error: Exception) -> GraphError | Cut:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        remedy = "si votre réseau a sa propre autorité, donnez son certificat par SSL_CERT_FILE"
        return GraphError(f"certificat refusé : {reason.verify_message}", kind="unreadable", remedy=remedy)
    if isinstance(reason, TimeoutError):
        return Cut("le serveur ne répond pas à temps")
    return Cut(f"serveur injoignable ({getattr(reason, 'strerror', None) or reason})")


def _too_big(url: str, size: int, limits: Limits) -> GraphError:
    remedy = "--max-size pour l'accepter"
    return GraphError(f"{url} : {size / 1e6:.0f} Mo, plus de {limits.size / 1e6:.0f} Mo", kind="limit", remedy=remedy)
