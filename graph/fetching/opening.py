"""Opening an address: Python's own client, which knows the proxies and the certificates of the machine.

A prefecture's certificate authority is in the store of the system, and its proxy in the environment: `urllib` reads
both. A redirect is checked like an address, and so is the machine at the other end, before a byte is sent to it.
"""

import socket
import ssl
from collections.abc import Callable, Collection
from email.message import Message
from functools import partial
from http.client import HTTPResponse, HTTPSConnection
from typing import IO, Any, cast
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from graph.fetching.rules import permit, permit_peer


class _Connection(HTTPSConnection):
    """A secure connection to a public address, or through the proxy of the machine, which does its own resolving."""

    def __init__(self, *args: Any, context: ssl.SSLContext, **options: Any) -> None:
        """Take http.client's arguments; the context verifies certificates."""
        super().__init__(*args, context=context, **options)
        self.tls, self.proxied = context, False

    def set_tunnel(self, *args: Any, **options: Any) -> None:
        """Remember that the other end of the socket is a proxy."""
        self.proxied = True
        super().set_tunnel(*args, **options)

    def connect(self) -> None:
        """Check who answers before the handshake: a name can be made to lead anywhere."""
        if self.proxied:
            super().connect()
            return
        plain = socket.create_connection((self.host, self.port), self.timeout)
        try:
            permit_peer(plain.getpeername()[0], self.host)
            self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


class _Secure(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        made = partial(_Connection, context=ssl.create_default_context())
        return self.do_open(made, req)


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5

    def __init__(self, check: Callable[[str], None]) -> None:
        self.check = check

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        self.check(newurl)
        return super().redirect_request(req, fp, code, msg, cast("Any", headers), newurl)


def opened(url: str, headers: dict[str, str], hosts: Collection[str], patience: float, *, local: bool) -> HTTPResponse:
    """Return the answer to a GET, 2xx; urllib's errors otherwise, GraphError when an address may not be spoken to.

    `patience` bounds, in seconds, the connection and each wait for bytes. `local` is for a test's own server.
    """
    check = partial(permit, hosts=hosts, local=local)
    check(url)
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _Secure(), _Redirects(check), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    opener.add_handler(HTTPHandler() if local else UnknownHandler())
    request = Request(url, headers=headers)  # noqa: S310  # the scheme was checked above
    return cast("HTTPResponse", opener.open(request, timeout=patience))
