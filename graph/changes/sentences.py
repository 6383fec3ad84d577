"""Changes as sentences: what a node was and what it is, in the ontology's own labels."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode, Store
from rdflib import SDO

from graph.changes.blocks import Change, State
from graph.changes.lexicon import Noun, lexicon
from graph.explaining.worded import name, values
from graph.wording import VOWELS, folded, short_euros

_LONG: Final = 160
_AMOUNT: Final = str(SDO.amount)


def sentence(change: Change, noun: Noun, old: Store, new: Store) -> str:
    """Return a name and the main facts of what came or left, else what became of each property."""
    node = NamedNode(change.subject)
    if change.state is not State.CHANGED:
        store = old if change.state is State.REMOVED else new
        said = ", ".join(filter(None, (values(store, node, term) for term in noun.faits)))
        return _short(name(store, node)) + (f" ({_short(said)})" if said else "")
    verbs, others = (list(some) for some in _phrases(change, old, new))
    words = ", ".join([*verbs, *others]) or "a changé"
    return f"{_short(name(new, node))}{' :' if others and not verbs else ''} {words}"


def _phrases(change: Change, old: Store, new: Store) -> tuple[Iterator[str], Iterator[str]]:
    """Return what is told as the verb of the sentence, and what is told of the other properties."""
    words = lexicon()
    order = {term: rank for rank, term in enumerate((*words.verbs, *words.phrases))}
    terms = {line.split(b"> <", 1)[1].split(b">", 1)[0].decode() for line in (*change.removed, *change.added)}
    told = sorted(terms - words.silent, key=lambda one: (order.get(one, len(order)), one))
    both = [(term, *_values(change.subject, term, old, new)) for term in told]
    verbs = [one for one in both if one[0] in words.verbs and one[1] and one[2]]
    others = [one for one in both if one not in verbs and one[1] != one[2]]
    return (_filled(words.verbs[term], *pair) for term, *pair in verbs), (_said(*one, new) for one in others)


def _values(subject: str, term: str, old: Store, new: Store) -> tuple[str, str]:
    node = NamedNode(subject)
    before, after = _short(values(old, node, term)), _short(values(new, node, term))
    if term == _AMOUNT:
        short = _glance(old, node), _glance(new, node)
        return short if all(short) and short[0] != short[1] else (before, after)
    return before, after


def _said(term: str, before: str, after: str, new: Store) -> str:
    if before and after and (phrase := lexicon().phrases.get(term)):
        return _filled(phrase, before, after)
    label = name(new, NamedNode(term))
    if not before:
        return f"{label} {after} (nouveau)"
    return f"{label} {before} → {after}" if after else f"{label} {before} (retiré)"


def _filled(phrase: str, before: str, after: str) -> str:
    elided = f"d’{before}" if folded(before)[:1] in VOWELS else f"de {before}"
    return phrase.format(avant=before, de_avant=elided, apres=after)


def _glance(store: Store, node: NamedNode) -> str:
    """Return an amount to be read at a glance, « 1,2 M€ »; nothing where there is none, or not just one."""
    found = [quad.object for quad in store.quads_for_pattern(node, NamedNode(_AMOUNT), None)]
    if len(found) != 1 or not isinstance(found[0], Literal):
        return ""
    try:
        return short_euros(Decimal(found[0].value))
    except InvalidOperation:
        return ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rstrip() + "…"
