"""A real node of each class and a real statement of each property, as Turtle, with its evidence."""

from collections.abc import Container, Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from rdflib import PROV, RDF, RDFS, SKOS

from graph.curies import curie
from ontology.iris import BASE

_LOOKED_AT: Final = 400
_VALUES: Final = 3
_LABELS: Final = tuple(ox.NamedNode(str(one)) for one in (RDFS.label, SKOS.prefLabel))
_TYPE: Final = ox.NamedNode(str(RDF.type))
_EVIDENCE: Final = str(PROV.wasDerivedFrom)


class Examples:
    """Examples taken from a store, but for the nodes that were removed from publication."""

    def __init__(self, store: ox.Store, hidden: Container[str] = (), unsaid: Iterable[str] = ()) -> None:
        """Keep the store, the IRIs that no example may show, and the names in lower case that no text may say."""
        self._store, self._hidden, self._unsaid = store, hidden, tuple(unsaid)

    def of_class(self, iri: str) -> str | None:
        """Return the instance that says most, among the first ones in the order of IRIs; None when there is none."""
        found = self._store.quads_for_pattern(None, _TYPE, ox.NamedNode(iri), ox.DefaultGraph())
        named = sorted(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))
        ours = [one for one in named if not one.startswith(f"{BASE}def") and one not in self._hidden][:_LOOKED_AT]
        blocks = [block for one in ours if (block := self._facts(one)) is not None]
        best = min(blocks, key=_poverty, default=None)
        return None if best is None else self._written(best)

    def of_property(self, iri: str) -> str | None:
        """Return the first statement of a property, in the order of subjects; None when there is none."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(iri), None, ox.DefaultGraph())
        nodes = (quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))
        for one in sorted(set(nodes)):
            facts = None if one.startswith(f"{BASE}def") or one in self._hidden else self._facts(one)
            if facts is not None:
                return self._written([fact for fact in facts if fact.predicate.value == iri])
        return None

    def _facts(self, node: str) -> list[ox.Quad] | None:
        """Return what is said of a node, sorted; None when it leads to one that is hidden, or says its name."""
        facts = list(self._store.quads_for_pattern(ox.NamedNode(node), None, None, ox.DefaultGraph()))
        return None if any(self._refused(fact.object) for fact in facts) else sorted(facts, key=_order)

    def _refused(self, term: object) -> bool:
        if isinstance(term, ox.NamedNode):
            return term.value in self._hidden
        return isinstance(term, ox.Literal) and any(name in term.value.lower() for name in self._unsaid)

    def _written(self, facts: Iterable[ox.Quad]) -> str:
        """Return a block of Turtle, one statement a line, what an IRI is called as a comment."""
        lines = [self._line(fact, several) for fact, several in _shortened(facts)]
        subject = lines[0][0]
        body = [f"    {text}{' .' if n == len(lines) else ' ;'}{note}" for n, (_, text, note) in enumerate(lines, 1)]
        return "\n".join([subject, *body])

    def _line(self, fact: ox.Quad, left_out: int) -> tuple[str, str, str]:
        predicate = "a" if fact.predicate == _TYPE else curie(fact.predicate.value)
        note = self._note(fact.object) + (f" (et {left_out} autres)" if left_out else "")
        return _term(fact.subject), f"{predicate} {_term(fact.object)}", f"  # {note}" if note.strip() else ""

    def _note(self, term: object) -> str:
        if not isinstance(term, ox.NamedNode):
            return ""
        labels = (quad.object for one in _LABELS for quad in self._store.quads_for_pattern(term, one, None, None))
        french = sorted({one.value for one in labels if isinstance(one, ox.Literal) and one.language in ("fr", None)})
        return french[0] if french and not term.value.startswith(f"{BASE}def") else ""


def _order(fact: ox.Quad) -> tuple[int, str, str]:
    """Put types first, labels next, evidence last."""
    name = fact.predicate.value
    rank = 0 if fact.predicate == _TYPE else 1 if fact.predicate in _LABELS else 3 if name == _EVIDENCE else 2
    return rank, curie(name), str(fact.object)


def _poverty(facts: list[ox.Quad]) -> tuple[bool, int, int]:
    """Rank a node: one with evidence first, then the one with most properties, then the one that fits in few lines."""
    names = {fact.predicate.value for fact in facts}
    return _EVIDENCE not in names, -len(names), len(facts)


def _shortened(facts: Iterable[ox.Quad]) -> Iterator[tuple[ox.Quad, int]]:
    """Keep the first three values of each property, and say on the last how many are left out."""
    by: dict[str, list[ox.Quad]] = {}
    for fact in facts:
        by.setdefault(fact.predicate.value, []).append(fact)
    for values in by.values():
        kept = values[:_VALUES]
        for n, fact in enumerate(kept, 1):
            yield fact, len(values) - len(kept) if n == len(kept) else 0


def _term(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        name = curie(term.value)
        return name if name != term.value and "/" not in name.partition(":")[2] and "#" not in name else str(term)
    if isinstance(term, ox.Literal) and not term.language:
        plain = term.datatype.value.endswith(("#string", "#integer", "#boolean"))
        bare = term.value if term.datatype.value.endswith(("#integer", "#boolean")) else str(ox.Literal(term.value))
        return bare if plain else f"{ox.Literal(term.value)}^^{curie(term.datatype.value)}"
    return str(term)
