"""Who may be spoken to: declared hosts, over https, outside of our own network, with a certificate."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import GraphError
from graph.fetching import opening
from graph.fetching.download import Download
from graph.fetching.part import Part
from graph.fetching.rules import permit_peer
from tests.graph.fetching.asking import BODY, QUICK, download, quiet, whole
from tests.graph.fetching.server import Site, serving

REDIRECTS = {
    "another host": "http://localhost:{port}/f.csv",
    "a host that looks like it": "http://127.0.0.1.evil.test/f.csv",
    "a file": "file:///etc/passwd",
    "a password": "http://a:b@127.0.0.1:{port}/f.csv",
}


@pytest.mark.parametrize("kind", REDIRECTS)
def test_a_redirect_elsewhere_is_refused(kind: str, site: Site, part: Part) -> None:
    site.answers["/go"] = lambda asked: asked.say(302, Location=REDIRECTS[kind].format(port=site.port))
    site.answers["/f.csv"] = lambda asked: asked.say(200, BODY)

    with pytest.raises(GraphError) as refused:
        download(site, "/go").into(part, quiet)
    assert refused.value.exit_code in ((5,) if kind != "a file" else (3, 5))
    assert not site.asked("/f.csv")
    assert not part.path.exists()


def test_a_redirect_that_turns_in_circles_is_left(site: Site, part: Part) -> None:
    site.answers["/f.csv"] = lambda asked: asked.say(302, Location="/f.csv")

    with pytest.raises(GraphError) as circle:
        download(site).into(part, quiet)
    assert circle.value.exit_code == 3
    assert len(site.seen) < 10


@pytest.mark.parametrize("url", ["http://127.0.0.1/f.csv", "ftp://127.0.0.1/f.csv", "https://127.0.0.1:8443/f.csv"])
def test_only_https_on_its_own_port_is_spoken_outside_of_tests(url: str, part: Part) -> None:
    with pytest.raises(GraphError) as refused:
        Download(url=url, hosts={"127.0.0.1"}).into(part, quiet)
    assert refused.value.exit_code == 5


def test_a_host_that_nobody_declared_is_refused(part: Part) -> None:
    with pytest.raises(GraphError, match=r"hôte refusé : exemple\.test") as refused:
        Download(url="https://exemple.test/f.csv", hosts={"www.data.gouv.fr"}).into(part, quiet)
    assert refused.value.exit_code == 5


def test_a_closed_port_is_one_line(part: Part) -> None:
    with pytest.raises(GraphError, match="injoignable") as closed:
        Download(url="http://127.0.0.1:9/f.csv", hosts={"127.0.0.1"}, limits=QUICK, local=True).into(part, quiet)
    assert closed.value.exit_code == 3


def test_the_proxy_of_the_environment_is_used(site: Site, part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", site.url(""))
    monkeypatch.setenv("NO_PROXY", "")

    with pytest.raises(GraphError):
        Download(url="https://www.data.gouv.fr/f", hosts={"www.data.gouv.fr"}, limits=QUICK).into(part, quiet)
    assert {path for path, _ in site.seen} == {"CONNECT www.data.gouv.fr:443"}


PORTAL = "https://www.data.gouv.fr/f.csv"
CERTIFICATE = Path(__file__).with_name("autorite-de-test.pem")  # a key that opens nothing but these tests


@pytest.fixture
def secure(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server of this machine to which the name of the portal leads, as a poisoned resolver would have it."""
    assert site
    real = socket.create_connection
    with serving(CERTIFICATE) as one:
        monkeypatch.setattr(socket, "create_connection", lambda *_: real(("127.0.0.1", one.port), 1))
        one.answers["/f.csv"] = lambda asked: asked.say(200, BODY)
        yield one


def test_a_name_that_leads_into_our_own_network_is_refused_before_a_byte_is_sent(secure: Site, part: Part) -> None:
    with pytest.raises(GraphError, match="réseau privé") as refused:
        Download(url=PORTAL, hosts={"www.data.gouv.fr"}).into(part, quiet)
    assert refused.value.exit_code == 5
    assert not secure.seen


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: Site, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "permit_peer", lambda *_: None)

    with pytest.raises(GraphError, match=r"certificat refusé.*SSL_CERT_FILE") as refused:
        Download(url=PORTAL, hosts={"www.data.gouv.fr"}).into(part, quiet)
    assert refused.value.exit_code == 3
    assert not secure.seen


def test_the_authority_of_a_network_is_believed_when_the_machine_knows_it(
    secure: Site, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "permit_peer", lambda *_: None)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    assert Download(url=PORTAL, hosts={"www.data.gouv.fr"}).into(part, quiet)
    assert whole(part)
    assert len(secure.seen) == 1


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fe80::1%eth0", "fd00::1"]
)
def test_no_private_address_is_spoken_to(address: str) -> None:
    with pytest.raises(GraphError):
        permit_peer(address, "www.data.gouv.fr")


def test_a_public_address_is_spoken_to() -> None:
    permit_peer("37.59.183.94", "www.data.gouv.fr")
    permit_peer("2001:41d0::1", "www.data.gouv.fr")
