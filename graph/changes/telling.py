"""Counts and kept changes made into what people read: a headline, then sentences by kind, mandates first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.changes.blocks import State
from graph.changes.comparison import Comparison, Count, Line, Section
from graph.changes.lexicon import Noun, lexicon
from graph.changes.seats import Bench
from graph.changes.sentences import sentence
from graph.changes.tally import TOLD, Tally, ordered
from graph.explaining.worded import name
from graph.wording import number
from ontology.iris import BASE

_FUNCTION: Final = f"{BASE}id/fonction/"
_MANDATES: Final = frozenset({f"{BASE}def#MandatElectif", f"{BASE}def#Mandat"})
_PARTICIPLES: Final = {State.ADDED: "ajouté", State.REMOVED: "retiré", State.CHANGED: "modifié"}
_PEOPLE: Final = 6


def told(tally: Tally, seated: Iterable[Bench], old: Store, new: Store) -> Comparison:
    """Return the whole comparison; names are those of the later edition, else of the earlier one."""
    benches = tuple(seated)
    seats = tuple(_seats(benches, old, new))
    nodes = tuple(_nodes(tally, old, new))
    return Comparison(
        removed=tally.removed,
        added=tally.added,
        headline=tuple(section.title for section in (*seats, *nodes)),
        sections=(*seats, *nodes),
        classes=tuple(_count(one, _noun(one, old, new).des, tally.classes[one]) for one in ordered(tally.classes)),
        sources=tuple(_count(one, _name(one, old, new), tally.sources[one]) for one in sorted(tally.sources)),
    )


def shown(seated: Iterable[Bench]) -> Iterator[Bench]:
    """Yield the benches that are told: those where somebody came or left, the first of each function."""
    told_of: Counter[str] = Counter()
    for one in sorted(seated, key=lambda bench: (not bench.replaced, bench.function, bench.body)):
        if (one.came or one.left) and told_of[one.function] < TOLD:
            told_of[one.function] += 1
            yield one


def _seats(benches: tuple[Bench, ...], old: Store, new: Store) -> Iterator[Section]:
    by_function: Mapping[str, list[Bench]] = defaultdict(list)
    for one in benches:
        by_function[one.function].append(one)
    lines: Mapping[str, list[Line]] = defaultdict(list)
    for one in shown(benches):
        lines[one.function].append(Line(text=_people(one, old, new), iri=one.body))
    order = [f"{_FUNCTION}{function}" for function in lexicon().functions]
    for function in sorted(by_function, key=lambda one: (order.index(one) if one in order else len(order), one)):
        if title := _movement(function, by_function[function], new):
            moved = sum(bool(one.came or one.left) for one in by_function[function])
            some = tuple(lines[function])
            yield Section(title=title, lines=some, others=moved - len(some))


def _movement(function: str, benches: list[Bench], store: Store) -> str:
    """Return « 3 maires ont changé », « conseillers municipaux : 12 arrivées, 10 départs, 30 mandats renouvelés »."""
    replaced = sum(one.replaced for one in benches)
    came = sum(len(one.came) for one in benches if not one.replaced)
    left = sum(len(one.left) for one in benches if not one.replaced)
    renewed = sum(len(one.renewed) for one in benches)
    one, many = name(store, NamedNode(function)), lexicon().functions.get(function.rpartition("/")[2])
    parts = [f"{_quantity(replaced, one, many or one)} {'a' if replaced == 1 else 'ont'} changé"] if replaced else []
    rest = [
        _quantity(quantity, *words)
        for quantity, words in ((came, ("arrivée", "arrivées")), (left, ("départ", "départs")))
        if quantity
    ]
    if renewed:
        rest.append(_quantity(renewed, "mandat renouvelé ou corrigé", "mandats renouvelés ou corrigés"))
    if rest:
        parts.append(", ".join(rest) if parts else f"{(many or one).capitalize()} : {', '.join(rest)}")
    return " ; ".join(parts)


def _people(bench: Bench, old: Store, new: Store) -> str:
    body = _name(bench.body, old, new)
    came, left = (_names(people, old, new) for people in (bench.came, bench.left))
    if bench.replaced:
        return f"{body} : {came} remplace {left}"
    return f"{body} : " + " ; ".join(
        f"{word} {people}" for word, people in (("arrivée de", came), ("départ de", left)) if people
    )


def _names(people: tuple[str, ...], old: Store, new: Store) -> str:
    names = [_name(one, old, new) for one in people[:_PEOPLE]]
    more = f" et {number(len(people) - _PEOPLE)} autres" if len(people) > _PEOPLE else ""
    return ", ".join(names) + more


def _nodes(tally: Tally, old: Store, new: Store) -> Iterator[Section]:
    for class_ in ordered(tally.classes):
        if class_ in _MANDATES:  # told above, by who sits
            continue
        noun = _noun(class_, old, new)
        for state, participle in _PARTICIPLES.items():
            if quantity := tally.classes[class_][state]:
                kept = tally.kept[class_, state]
                lines = tuple(Line(text=sentence(one, noun, old, new), iri=one.subject) for one in kept)
                title = f"{number(quantity)} {noun.agreed(quantity, participle)}"
                yield Section(title=title, lines=lines, others=quantity - len(lines))


def _noun(class_: str, old: Store, new: Store) -> Noun:
    if (known := lexicon().nouns.get(class_)) or not class_:
        return known or Noun("nœud sans classe", "nœuds sans classe")
    label = _name(class_, old, new)
    return Noun(f"nœud de classe « {label} »", f"nœuds de classe « {label} »")


def _count(iri: str, label: str, found: Counter[State]) -> Count:
    return Count(
        name=label,
        iri=iri,
        added=found[State.ADDED],
        removed=found[State.REMOVED],
        changed=found[State.CHANGED],
        moved=found[State.MOVED],
    )


def _name(iri: str, old: Store, new: Store) -> str:
    """Return the name a node has, else had, else its short IRI."""
    node = NamedNode(iri)
    return name(new if any(new.quads_for_pattern(node, None, None)) else old, node)


def _quantity(quantity: int, one: str, many: str) -> str:
    return f"{number(quantity)} {one if quantity == 1 else many}"
