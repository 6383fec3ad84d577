"""An explanation as the terminal shows it, in French, and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from graph.cli.telling import licence
from graph.curies import curie
from graph.explaining.cited import Cited
from graph.explaining.explain import Explanation, Linked, Proof
from graph.wording import count

_MOST: Final = 12
_BOLD: Final = ("\x1b[1m", "\x1b[0m")
_PLAIN: Final = ("", "")


def as_json(told: Explanation) -> str:
    """Return every part of an explanation, all its evidence included, as one JSON object."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=1) + "\n"


def as_text(told: Explanation, *, colour: bool) -> str:
    """Return what it is, then each piece of evidence, then what else to look at."""
    return "\n".join(_lines(told, _BOLD if colour else _PLAIN)) + "\n"


def _lines(told: Explanation, bold: tuple[str, str]) -> Iterator[str]:
    yield f"{told.kind} : {bold[0]}{told.label}{bold[1]}" if told.kind else told.label
    yield f"  {curie(told.iri)}"
    if told.facts:
        yield "  " + " · ".join(f"{label} : {value}" for label, value in told.facts)
    for proof in told.proofs[:_MOST]:
        yield ""
        yield from _proof(proof, bold)
    if (more := len(told.proofs) - _MOST) > 0:
        yield f"\net {count(more, 'autre preuve', 'autres preuves')} : -f json les donne toutes"
    if told.supported:
        yield from ("", "ce que le graphe en tire :", *_links(told.supported))
    if not told.proofs:
        yield from ("", "aucune preuve n'est attachée à ce nœud lui-même")
    if told.near:
        yield from ("à un pas de lui, ont une preuve :", *_links(told.near))


def _proof(proof: Proof, bold: tuple[str, str]) -> Iterator[str]:
    about = [proof.issuer, proof.date, licence(proof.licence) if proof.licence else ""]
    yield f"preuve : {proof.title or proof.iri} ({', '.join(filter(None, about))})"
    yield f"  {proof.place}"
    yield from (f"  {line}" for line in _cited(proof.cited, bold))


def _cited(cited: Cited, bold: tuple[str, str]) -> Iterator[str]:
    if words := cited.passage:
        yield f"« {words.before}▶{bold[0]}{words.cited}{bold[1]}◀{words.after} »"
    for header, cell in cited.cells:
        yield f"{header} : {cell}"
    if cited.remark:
        yield f"({cited.remark})"


def _links(nodes: tuple[Linked, ...]) -> Iterator[str]:
    for one in nodes[:_MOST]:
        yield f"  {one.label} ({one.link}) {curie(one.iri)}"
    if len(nodes) > _MOST:
        yield f"  … {len(nodes)} en tout"
