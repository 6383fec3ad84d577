"""Who publishes a bundle, and where: what no build can know, read from a `publication.toml`."""

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from graph.errors import GraphError
from graph.publishing.catalogue.authority import codes

NAME: Final = "publication.toml"
EMBEDDED: Final = Path(__file__).with_name(NAME)
"""The model to copy and fill in: a bundle published with it is published in our name."""

_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMAIL: Final = re.compile(r"[^@\s<>:]+@[^@\s<>:]+\.[a-zA-Z]+")
_KEYWORD: Final = re.compile(r"[\w .-]{3,96}")  # what CKAN accepts in a tag, and udata keeps

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """The body that answers for the data; `type` is a code of the ADMS list."""

    iri: str
    name: str
    homepage: str
    email: str | None = None
    type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where a reuser writes to: an address of a service, never of a person."""

    name: str
    url: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class English:
    """What readers of English are told of the data."""

    title: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Who publishes, where the files are (`{version}` is filled in), and what the publisher commits to."""

    address: str
    landing_page: str
    frequency: str
    availability: str
    publisher: Publisher
    contact: Contact
    english: English
    keywords: tuple[str, ...] = field(default=())
    issued: date | None = None


def publication(folder: Path) -> Publication:
    """Read the `publication.toml` of a build folder, or the embedded one; a wrong value is one clear line."""
    own = folder / NAME
    return read(own if own.is_file() else EMBEDDED)


def read(path: Path) -> Publication:
    """Read one file; unknown and missing keys, wrong codes and addresses are refused by name."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GraphError(f"{path} : illisible ({error})", kind="unreadable") from error
    for key, kind in (("publisher", Publisher), ("contact", Contact), ("english", English)):
        raw[key] = _made(kind, raw.get(key), f"{path} [{key}]")
    raw["keywords"] = tuple(raw.get("keywords", ()))
    made = _made(Publication, raw, str(path))
    _check(made, path)
    return made


def _made(kind: type[T], raw: Any, place: str) -> T:
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]  # each part is a dataclass
    given = raw if isinstance(raw, dict) else {}
    needed = {name for name, one in known.items() if one.default is MISSING and one.default_factory is MISSING}
    for problem, names in (("inconnues", given.keys() - known.keys()), ("manquantes", needed - given.keys())):
        if names:
            raise GraphError(f"{place} : clés {problem} : {', '.join(sorted(names))}", kind="usage")
    return kind(**given)


def _check(made: Publication, path: Path) -> None:
    who, contact = made.publisher, made.contact
    addresses = {"address": made.address.replace("{version}", ""), "landing_page": made.landing_page}
    addresses |= {"publisher.iri": who.iri, "publisher.homepage": who.homepage, "contact.url": contact.url}
    for key, value in addresses.items():
        _must(_IRI.fullmatch(str(value)), path, key, value, "attendu : une adresse http ou https")
    for key, email in (("publisher.email", who.email), ("contact.email", contact.email)):
        _must(email is None or _EMAIL.fullmatch(str(email)), path, key, email, "attendu : une adresse de service")
    chosen = (("frequency", "frequency", made.frequency), ("availability", "planned-availability", made.availability))
    for key, table, code in (*chosen, *((("publisher.type", "publishertype", who.type),) if who.type else ())):
        _must(code in codes(table), path, key, code, f"au choix : {', '.join(codes(table))}")
    _must(made.issued is None or type(made.issued) is date, path, "issued", made.issued, "attendu : 2026-12-01")
    for word in made.keywords:
        _must(_KEYWORD.fullmatch(str(word)), path, "keywords", word, "lettres, chiffres, espaces, points et tirets")


def _must(fine: object, path: Path, key: str, value: object, remedy: str) -> None:
    if not fine:
        raise GraphError(f"{path} : {key} = {value!r} ne convient pas", kind="usage", remedy=remedy)
