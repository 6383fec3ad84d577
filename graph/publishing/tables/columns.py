"""The columns of the table of a class: one for each property and language, named once for every format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import FOAF, PROV, RDF, RDFS, SKOS

from graph.publishing.keys import Key, column_names
from graph.publishing.slots import IRI, SEPARATORS, Slot
from ontology.terms import IGEO, MLG

_LABELS: Final = tuple(map(str, (RDFS.label, SKOS.prefLabel, FOAF.name)))
_CODES: Final = tuple(map(str, (IGEO.codeINSEE, MLG.siren, MLG.siret, MLG.codeQPV, MLG.sigle)))
_LAST: Final = tuple(map(str, (SKOS.note, PROV.wasDerivedFrom)))


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `kinds` of the values it holds, `separator` when a cell may hold several, `scale` of its decimals."""

    name: str
    label: str
    predicate: str
    kinds: tuple[str, ...]
    separator: str | None
    scale: int
    sound: bool

    @property
    def kind(self) -> str | None:
        """Return the one kind of its values, None when there are several."""
        return self.kinds[0] if len(self.kinds) == 1 else None

    @property
    def language(self) -> str | None:
        """Return the one language of its texts."""
        return self.kind[1:] if self.kind and self.kind.startswith("@") else None


def columns(slots: Iterable[Slot], known: Mapping[str, Key]) -> tuple[Column, ...]:
    """Return the columns of a class: labels first, then codes, then by name; evidence is the last.

    The type is a column only where some of its nodes have others.
    """
    told = [one for one in slots if one.predicate != str(RDF.type) or one.most > 1]
    names = column_names({one.predicate for one in told} - {str(RDF.type)}, known) | {str(RDF.type): "type"}
    groups: dict[tuple[str, str], list[Slot]] = {}
    for name, slot in _named(told, names):
        groups.setdefault((name, slot.predicate), []).append(slot)
    made = [_column(name, iri, group, known) for (name, iri), group in groups.items()]
    return tuple(sorted(made, key=lambda one: (_rank(one.predicate), one.name)))


def _named(slots: list[Slot], names: Mapping[str, str]) -> Iterator[tuple[str, Slot]]:
    """Yield each slot with the name of its column: French, addresses and numbers have the plain one."""
    for slot in slots:
        name = names[slot.predicate]
        beside = {one.kind for one in slots if one.predicate == slot.predicate} - {slot.kind}
        if slot.kind.startswith("@") and slot.kind != "@fr":
            yield f"{name}_{slot.kind[1:].replace('-', '_')}", slot
        elif (slot.kind == "" and _spoken(beside)) or (slot.kind not in (IRI, "@fr") and IRI in beside):
            yield f"{name}_texte", slot
        else:
            yield name, slot


def _spoken(kinds: Iterable[str]) -> bool:
    return any(one.startswith("@") for one in kinds)


def _column(name: str, iri: str, group: list[Slot], known: Mapping[str, Key]) -> Column:
    kinds = tuple(sorted({one.kind for one in group}))
    several = (group[0].most if len(group) == 1 else group[0].together) > 1
    clashes = {mark for one in group for mark in one.clashes}
    free = [mark for mark in SEPARATORS if mark not in clashes]
    suffix = f" ({kinds[0][1:]})" if name.endswith(f"_{kinds[0][1:].replace('-', '_')}") and kinds[0] else ""
    return Column(
        name=name,
        label=(known[iri].label if iri in known else name) + suffix,
        predicate=iri,
        kinds=kinds,
        separator=(free or [SEPARATORS[-1]])[0] if several else None,
        scale=max(one.scale for one in group),
        sound=all(one.sound for one in group),
    )


def _rank(iri: str) -> int:
    order = (*_LABELS, *_CODES)
    if iri in order:
        return order.index(iri)
    return len(order) + (1 + _LAST.index(iri) if iri in _LAST else 0)
