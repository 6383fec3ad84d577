"""The classes in groups, and which properties lead from one group to another, as the ontology and the shapes say."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import SH, URIRef

from graph.curies import expand
from graph.documenting.alignments import RELATIONS
from graph.documenting.terms import REUSED, Term
from graph.documenting.words import Words
from ontology.files import shapes

OTHERS: Final = "autres"
_SORT_OF: Final = next(relation for relation in RELATIONS.values() if relation.fr == "sorte de")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Classes that one box holds; `row` and `column` are its place, `links` the properties to each other group."""

    name: str
    title: Words
    row: int
    column: tuple[int, int]
    classes: tuple[Term, ...]
    links: Mapping[str, tuple[str, ...]]
    note: Words | None = None


def declared() -> dict[str, Any]:
    """Return the declaration of the picture: `size`, `groups`, `ways`."""
    return tomllib.loads(Path(__file__).with_name("diagram.toml").read_text(encoding="utf-8"))


def groups(terms: Sequence[Term]) -> tuple[Group, ...]:
    """Return the groups that hold some class, each class in one; the reused superclasses are not drawn."""
    told = declared()["groups"]
    classes = [term for term in terms if term.is_class]
    by_iri = {term.iri: term for term in classes}
    home = {term.iri: _home(term, told, by_iri) for term in classes}
    cited = {name: _cited(one["cited"]) if "cited" in one else set() for name, one in told.items()}
    found = []
    for name, one in told.items():
        held = tuple(term for term in classes if home[term.iri] == name)
        if held:
            title = Words(one["fr"], one["en"])
            place = (one["column"][0], one["column"][1])
            links = _links(held, home, cited)
            note = Words(**one["note"]) if "note" in one else None
            found.append(
                Group(name=name, title=title, row=one["row"], column=place, classes=held, links=links, note=note)
            )
    return tuple(found)


def _home(term: Term, told: Mapping[str, Any], classes: Mapping[str, Term]) -> str | None:
    """Return the group of a class: the one that names it, its superclass or its theme; else that of its superclass."""
    above = {one.iri for one in term.alignments if one.relation == _SORT_OF}
    for name, one in told.items():
        if term.iri in map(expand, one["classes"]):
            return name
    for name, one in told.items():
        if above & set(map(expand, one["under"])) or term.theme in one.get("themes", ()):
            return name
    inherited = (_home(classes[iri], told, classes) for iri in sorted(above & classes.keys()))
    found = next((name for name in inherited if name), None)
    return found or (None if term.theme == REUSED else OTHERS)


def _cited(shape: str) -> set[str]:
    return {str(one) for one in shapes().objects(URIRef(expand(shape)), SH.targetObjectsOf)}


def _links(
    held: Sequence[Term], home: Mapping[str, str | None], cited: Mapping[str, set[str]]
) -> dict[str, tuple[str, ...]]:
    """Return, by group, the properties that lead there: by the class of their values, or by the shape they are in."""
    found: dict[str, set[str]] = {}
    for slot in (slot for term in held for slot in term.slots):
        there = {home[iri] for iri in slot.expected if home.get(iri)}
        there |= {group for group, properties in cited.items() if slot.iri in properties}
        for group in there:
            if group is not None:
                found.setdefault(group, set()).add(slot.iri)
    return {group: tuple(sorted(properties)) for group, properties in sorted(found.items())}
