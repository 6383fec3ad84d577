"""A server of the test's own, on this machine only, that misbehaves exactly as it is told."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, with the few words that the misbehaviours are made of."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.close_connection = True
        self.server.answers[self.path](self)

    def do_CONNECT(self) -> None:
        self.server.seen.append((f"CONNECT {self.path}", {}))
        self.close_connection = True
        self.say(403)

    def say(self, code: int, body: bytes = b"", **headers: str) -> None:
        """Answer; `headers` are spelt with `_`, and `Content_Length` may lie."""
        told = {"Content_Length": str(len(body)), **headers}
        self.send_response(code)
        for name, value in told.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def ranged(self, body: bytes, *, etag: str, stop: int | None = None, told: Mapping[str, str] | None = None) -> None:
        """Serve `body` as a good server does, ranges included, but stop after `stop` bytes; `told` may lie."""
        asked = self.headers.get("Range", "") if self.headers.get("If-Range", etag) == etag else ""
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        place = f"bytes {start}-{len(body) - 1}/{len(body)}" if asked else ""
        said = {"ETag": etag, "Content_Length": str(len(body) - start), "Content_Range": place, **(told or {})}
        self.say(206 if asked else 200, body[start:stop], **said)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@dataclass
class Site:
    """Where the server is, what it answers on each path, and what it was asked."""

    host: str
    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for one, headers in self.seen if one == path]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    seen: list[tuple[str, dict[str, str]]]
    answers: dict[str, Answer]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Site]:
    """Run the server for the time of a test, in https when it is given a certificate."""
    with Server(("127.0.0.1", 0), Asked) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site = Site("127.0.0.1", server.server_port)
        server.seen, server.answers = site.seen, site.answers
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
