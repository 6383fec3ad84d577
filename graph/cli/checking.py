"""What a check found, as the terminal shows it, in French, and as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from graph.checking.checked import Checked
from graph.checking.columns import Columns
from graph.checking.generation import Generation
from graph.wording import count, number

_SHOWN: Final = 8
_KNOWN: Final = 12


def as_text(done: Iterable[Checked]) -> str:
    """Return each file in a few aligned lines, its findings after them."""
    return "\n".join("\n".join(_lines(one)) for one in done) + "\n"


def as_json(done: Iterable[Checked]) -> str:
    """Return everything that is known of each file as one JSON array."""
    return json.dumps([_object(one) for one in done], ensure_ascii=False, indent=1) + "\n"


def _object(one: Checked) -> dict[str, Any]:
    raw = asdict(one)
    return {**raw, "path": one.path.as_posix(), "findings": one.findings}


def _lines(one: Checked) -> Iterator[str]:
    yield str(one.path)
    yield from (f"  {word:<10}{value}" for word, value in _facts(one) if value)
    findings = [*_findings(one)]
    yield from (f"  ✗ {finding}" for finding in findings)
    if not findings:
        yield "  ✓ rien à signaler"


def _facts(one: Checked) -> Iterator[tuple[str, str]]:
    yield "source", f"{one.source} ({one.title})" if one.source else ""
    yield "édition", one.edition or ("sans date : ni le nom ni un manifeste n'en donne" if one.source else "")
    yield "lecture", one.form
    yield "en-têtes", _generation(one.generation, one.source) if one.source and one.generation else ""
    if one.columns and one.source:
        yield "colonnes", _read(one.columns)
    if one.counts:
        kept = f"{number(one.counts.read)} lues, {number(one.counts.accepted)} retenues"
        yield "lignes", f"{kept} ; {one.note}" if one.note else kept


def _generation(found: Generation, source: str | None) -> str:
    sample = found.sample if found.source == source else f"{found.source} {found.sample}"
    if found.same:
        return f"ceux de l'édition {sample}"
    more, less = (_some(names) for names in (found.more, found.less))
    told = [f"en plus {more}" if more else "", f"en moins {less}" if less else ""]
    return f"aucune édition connue n'a exactement ceux-là ; au plus près, {sample} : {' ; '.join(filter(None, told))}"


def _read(columns: Columns) -> str:
    words: dict[str, list[str]] = {}
    for word, header in columns.read:
        words.setdefault(header, []).append(word)
    pairs = [f"{' et '.join(given)} ← « {header} »" for header, given in words.items()]
    shown = ", ".join(pairs[:_KNOWN]) + (" …" if len(pairs) > _KNOWN else "")
    left = len(columns.unread)
    return f"{shown} ; {count(left, 'laissée', 'laissées')} de côté exprès" if left else shown


def _findings(one: Checked) -> Iterator[str]:
    if one.unreadable:
        yield f"illisible : {one.unreadable}"
    elif one.source is None:
        yield "aucune source ne reconnaît ce nom de fichier"
    yield from _resemblance(one)
    if one.columns and (one.source or one.candidates):
        yield from _drift(one)
    for found in one.rejects:
        unit = ("ligne écartée", "lignes écartées") if found.scope == "ligne" else ("cellule vidée", "cellules vidées")
        yield f"{count(found.count, *unit)} : {found.column} : {found.reason} ; {found.advice}"
        yield from (f"    {example}" for example in found.examples[:1])
    yield from one.refusals


def _resemblance(one: Checked) -> Iterator[str]:
    if not one.candidates:
        if one.source is None and not one.unreadable:
            yield "aucune n'a ses colonnes non plus : est-ce une donnée que Maillage connaît ?"
        return
    best, others = one.candidates[0], one.candidates[1:]
    after = f" ; puis {', '.join(f'{other.name} {other.score:.0%}' for other in others)}" if others else ""
    wrong = "ce n'est pas le bon fichier : " if one.source and best.score == 1 else ""
    like = "sont celles" if best.score == 1 else "ressemblent à celles"
    yield f"{wrong}ses colonnes {like} de {best.name} ({best.title}), à {best.score:.0%}{after}".replace("%", " %")
    if one.source is None:
        yield f"pour que maillage build le lise, son nom doit répondre au motif {best.pattern}"


def _drift(one: Checked) -> Iterator[str]:
    columns = one.columns
    assert columns is not None
    for lost in columns.missing:
        near = f" ; est-ce « {lost.near} » ?" if lost.near else ""
        yield f"colonne obligatoire absente : {lost.word}, attendue sous « {lost.spelling} »{near}"
    for stranger in columns.unknown[:_SHOWN]:
        near = f" ; proche de « {stranger.near} » ({stranger.word})" if stranger.near and not columns.missing else ""
        yield f"colonne non déclarée : « {stranger.header} »{near}"
    if (rest := len(columns.unknown) - _SHOWN) > 0:
        yield f"et {count(rest, 'autre colonne non déclarée', 'autres colonnes non déclarées')}"
    for name in columns.doubled:
        yield f"colonne en double : « {name} »"
    if one.source and columns.drifted:
        wrong = bool(one.candidates) and one.candidates[0].score == 1
        remedy = "prenez le bon" if wrong else f"complétez loaders/{one.folder}/source.toml, ou corrigez le fichier"
        yield f"maillage build refusera ce fichier ; {remedy}"


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:_SHOWN])
    return f"{shown} et {len(names) - _SHOWN} autres" if len(names) > _SHOWN else shown
