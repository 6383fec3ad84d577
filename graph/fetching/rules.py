"""What a download may do: which hosts it may speak to, how much it may bring back, how long it may wait."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit

from graph.errors import GraphError
from loaders.addresses import Address

_KEPT_BY: Final = {  # a portal -> the hosts where it keeps the files it publishes
    "www.data.gouv.fr": ("static.data.gouv.fr", "files.data.gouv.fr", "object.files.data.gouv.fr"),
}
_HTTPS: Final = 443


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes of one file; seconds without a byte, which also bound the connection; bytes a second; tries; seconds.

    `wait` is the longest pause a server may ask for; `pause` is the first of ours, doubled at each try.
    """

    size: int = 500 * 1000**2
    patience: float = 30.0
    slowest: int = 1000
    attempts: int = 4
    wait: float = 60.0
    pause: float = 1.0


DEFAULT: Final = Limits()


def hosts_of(address: Address) -> frozenset[str]:
    """Return the hosts that a download may speak to: that of its address, and those declared beside it."""
    host = urlsplit(address.url).hostname or ""
    return frozenset({host, *_KEPT_BY.get(host, ()), *address.hosts})


def permit(url: str, hosts: Collection[str], *, local: bool) -> None:
    """Raise unless the address is https, on a permitted host, without a password; `local` also takes plain http."""
    parts = urlsplit(url)
    schemes = ("https", "http") if local else ("https",)
    if parts.scheme not in schemes:
        raise GraphError(f"adresse refusée : {parts.scheme or url[:80]} n'est pas https", kind="refused")
    if parts.hostname not in hosts:
        remedy = "si cet hôte est le bon, déclarez-le : hosts, sous [[fetch]] de source.toml"
        raise GraphError(
            f"hôte refusé : {parts.hostname} n'est pas déclaré pour {min(hosts)}", kind="refused", remedy=remedy
        )
    if parts.username or parts.password or (not local and parts.port not in (None, _HTTPS)):
        raise GraphError(f"adresse refusée : identifiants ou port inattendus sur {parts.hostname}", kind="refused")


def permit_peer(address: str, host: str) -> None:
    """Raise when a host leads to an address that is not on the public internet: our own network is nobody's data."""
    peer = ip_address(address.partition("%")[0])
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    if not peer.is_global:
        remedy = "téléchargez ce fichier avec un navigateur, puis maillage sources check"
        raise GraphError(f"adresse refusée : {host} mène au réseau privé ({peer})", kind="refused", remedy=remedy)
