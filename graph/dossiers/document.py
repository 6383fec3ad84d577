"""The document of a dossier: what `dossier.toml` says of it, its text, and the passages that rows cite."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Final

from graph.asking.formats.cells import visible
from graph.dossiers.rows import Filled, Row, numbers
from loaders.document import Document
from loaders.edition import digest
from ontology import OntologyError
from ontology.iris import mint, reference

_KEYS: Final = {field.name: field.default is MISSING for field in fields(Document)}
_PARTIAL: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
_SHAPES: Final = {
    "date": _PARTIAL,
    "periode": f"{_PARTIAL}/{_PARTIAL}",
    "page": "https?://.+",
    "licence": "https?://.+",
}
_WANTED: Final = {
    "date": "attendu : 2024, 2024-07 ou 2024-07-09",
    "periode": "attendu : 2020/2023",
    **dict.fromkeys(("page", "licence"), "attendu : une adresse https://…"),
}
_INSIDE_A_WORD: Final = re.compile(r"[^\W_²¹][^\W_]")
_QUOTED: Final = 60


def declaration(one: Filled) -> tuple[Mapping[str, str], list[str]]:
    """Return the keys of `dossier.toml` that can be read, and what is wrong with it."""
    file = f"{one.prefix}dossier.toml"
    try:
        raw = tomllib.loads((one.folder / "dossier.toml").read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{file} : illisible ({error}) ; un texte s'écrit entre guillemets droits"]
    card = {key: value.strip() for key, value in raw.items() if isinstance(value, str)}
    return card, [f"{file}, clé {key} : {problem}" for key, problem in _keys(raw, card)]


def text_of(one: Filled, card: Mapping[str, str], documents: Path | None) -> tuple[str | None, list[str]]:
    """Return the text that positions count in, only if it is the very one; and what is wrong with it."""
    file, name = f"{one.prefix}dossier.toml", Path(card.get("fichier", "")).name
    found = [path for folder in (documents, one.folder) if folder and name and (path := folder / name).is_file()]
    if not found:
        absent = f"{file}, clé fichier : « {name} » n'est ni dans {documents} ni à côté de dossier.toml"
        unsigned = f"{file}, clé sha256 : vide ; mettez « {name} » à côté de dossier.toml, cette commande la donnera"
        wrong = {absent: bool(documents and name), unsigned: bool(name and not card.get("sha256"))}
        return None, [sentence for sentence, true in wrong.items() if true]
    if (sha256 := digest(found[0])) != card.get("sha256", ""):
        again = " ; si le texte a changé, revoyez chaque position" if card.get("sha256") else ""
        return None, [f"{file}, clé sha256 : ce n'est pas l'empreinte de {name} ; écrivez {sha256}{again}"]
    try:
        return found[0].read_bytes().decode("utf-8"), []
    except UnicodeDecodeError:
        return None, [f"{one.prefix}{name} : ce n'est pas un texte en UTF-8 ; enregistrez-le ainsi"]


def places(one: Filled, text: str | None) -> Iterator[str]:
    """Yield a sentence for each passage that is empty, outside the text, or cuts a word."""
    for row in one.rows:
        if span := numbers(row, "debut_preuve", "fin_preuve"):
            yield from _place(row, span[0], span[1], text)


def _place(row: Row, start: int, end: int, text: str | None) -> Iterator[str]:
    if end <= start:
        yield f"{row.at('fin_preuve')} {end} n'est pas après {start}, le début du passage ; corrigez l'un ou l'autre"
    elif text is not None and end > len(text):
        yield f"{row.at('fin_preuve')} {end} dépasse la fin du texte, qui a {len(text)} caractères"
    elif text is not None:
        passage = text[start:end]
        quoted = visible(passage[:_QUOTED]) + ("…" if len(passage) > _QUOTED else "")
        if passage != passage.strip():
            yield f"{row.at('debut_preuve')} le passage « {quoted} » commence ou finit par un blanc ; décalez-le"
        elif any(_INSIDE_A_WORD.match(text[max(at - 1, 0) : at + 1]) for at in (start, end)):
            yield f"{row.at('debut_preuve')} le passage « {quoted} » coupe un mot ; décalez-le"


def _keys(raw: Mapping[str, object], card: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, needed in _KEYS.items():
        if needed and not card.get(key) and not (key == "sha256" and card.get("fichier")):
            yield key, "vide ; cette clé est obligatoire"
    for key in raw:
        if key not in _KEYS:
            yield key, f"inconnue ; clés admises : {', '.join(_KEYS)}"
        elif key not in card:
            yield key, "n'est pas un texte ; écrivez la valeur entre guillemets"
        elif key in _SHAPES and card[key] and not re.fullmatch(_SHAPES[key], card[key]):
            yield key, f"« {card[key]} » ; {_WANTED[key]}"
    for key, rule in (("emetteur", reference), ("fichier", lambda name: mint("document", name))):
        try:
            _ = rule(card[key]) if card.get(key) else None
        except OntologyError as error:
            yield key, f"« {card[key]} » : {error}"
