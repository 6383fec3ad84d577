"""What the script of a page knows, as plain JSON values: words already in French, amounts and dates already written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.drawing.carrier import group_name, look
from graph.drawing.described import Source
from graph.drawing.entities import Entity
from graph.drawing.grouping import Selection
from graph.drawing.links import Link
from graph.drawing.network import entity_of
from graph.drawing.projection import Kind, Projection
from graph.drawing.sectors import Caption
from graph.wording import euros, folded, qualified, short_euros


def payload(
    selection: Selection,
    ids: Mapping[str, str],
    links: Sequence[Link],
    captions: Sequence[Caption],
    declared: Projection,
) -> dict[str, Any]:
    """Return the data of the page; `nodes` and `lines` come from the carrier, everything else from here."""
    sources = _Sources()
    used = {link.relation for link in links}
    present = {attributes["kind"] for _, attributes in selection.network.nodes(data=True)}
    entities = [entity_of(selection.network, iri) for iri in ids if iri in selection.network]
    return {
        "kinds": {kind.name: _kind(kind) for kind in declared.kinds if kind.name in present},
        "relations": [
            {"name": one.name, "forward": one.forward, "backward": one.backward, "folded": bool(one.through)}
            for one in declared.relations
            if one.name in used
        ],
        "entities": [_entity(one, ids, declared, sources) for one in entities],
        "links": [_link(one, ids, sources) for one in links],
        "groups": [
            {
                "id": ids[group.iri],
                "label": group_name(group, declared),
                "kind": group.spoke.kind,
                "anchor": ids[group.anchor],
                "relation": group.spoke.relation,
                "backward": group.spoke.backward,
                "members": [ids[iri] for iri in group.members],
            }
            for group in selection.groups
        ],
        "captions": [{"lines": list(one.label.lines), "x": one.x, "y": one.y} for one in captions],
        "sources": sources.rows,
        "files": sources.files,
    }


class _Sources:
    """Numbers sources in the order in which they are met, each once."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.files: list[dict[str, str]] = []
        self._numbers: dict[Source, int] = {}

    def numbers(self, sources: Sequence[Source]) -> list[int]:
        for source in sources:
            if source not in self._numbers:
                self._numbers[source] = len(self.rows)
                self.rows.append([self._file(source), source.spot])
        return [self._numbers[source] for source in sources]

    def _file(self, source: Source) -> int:
        file = {"name": source.file, "title": source.title, "date": source.date}
        if file not in self.files:
            self.files.append(file)
        return self.files.index(file)


def _full(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: the script knows what an absent field means."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], 0)}


def _kind(kind: Kind) -> dict[str, Any]:
    names = {"one": kind.one, "many": kind.many, "fill": kind.fill, "hollow": kind.hollow}
    return {**names, "size": kind.size, "look": look(kind, grouped=False)}


def _entity(one: Entity, ids: Mapping[str, str], declared: Projection, sources: _Sources) -> dict[str, Any]:
    kind = declared.kind(one.kind)
    obvious = {folded(kind.one), folded(kind.name)}
    return _full(
        {
            "id": ids[one.iri],
            "iri": "" if one.kind == "mention" else one.iri,
            "kind": one.kind,
            "label": one.label,
            "names": list(one.names),
            "codes": list(one.codes),
            "facts": [list(fact) for fact in one.facts if folded(fact[1]) not in obvious],
            "figures": [
                {"label": f.label, "value": f.value, "period": f.period, "sources": sources.numbers(f.sources)}
                for f in one.figures
            ],
            "sources": sources.numbers(one.sources),
            "years": list(one.years or ()),
        }
    )


def _link(one: Link, ids: Mapping[str, str], sources: _Sources) -> dict[str, Any]:
    amount = None if one.amount is None else one.amount
    return _full(
        {
            "start": ids[one.start],
            "end": ids[one.end],
            "relation": one.relation,
            "detail": ", ".join(_words(one)),
            "rank": one.rank,
            "amount": None if amount is None else float(amount),
            "euros": "" if amount is None else qualified(euros(amount), one.qualifier),
            "period": one.period,
            "facts": [list(fact) for fact in one.facts],
            "sources": sources.numbers(one.sources),
            "years": list(one.years or ()),
        }
    )


def _words(one: Link) -> Iterator[str]:
    if one.text:
        yield one.text
    if one.amount is not None:
        yield qualified(short_euros(one.amount), one.qualifier)
    if one.period:
        yield one.period
