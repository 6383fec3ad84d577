"""What a finding says: the shape's own messages in both languages, else a sentence of the rule."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rdflib import SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.names import curie, shown
from graph.validation.rulebook import OTHER, RULES, rule

LANGUAGES: Final = ("fr", "en")
_VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")
_LONG_LIST: Final = 12


@dataclass(frozen=True)
class Wording:
    """How one constraint of a shape speaks: its own messages by language, none perhaps, and what its rule says then."""

    own: Mapping[str, str]
    rule: str
    limit: str

    def spoken(self, message: Node | None) -> "Wording":
        """Return how it speaks of one result: in the words of its query, when that gives a message."""
        return replace(self, own={message.language or "": str(message)}) if isinstance(message, Literal) else self

    def messages(self, values: Mapping[str, str], said: Iterable[str]) -> dict[str, str]:
        """Return the French and English messages of one result; `remedy` is the end of the French, what to do.

        `values` fills `{?path}` and `{?value}`; other variables are read back from what the engine `said`, since
        pySHACL loses the language of a message that has variables.
        """
        own = self.own
        known = {**values, **_recovered(own.values(), said)}
        french = own.get("fr") or own.get("") or self._generic(0, "ce nœud", values)
        english = own.get("en") or own.get("") or self._generic(1, "this node", values)
        remedy = french.partition(". ")[2] if own else ""  # our shapes say what is wrong, then what to do
        return {"fr": _filled(french, known), "en": _filled(english, known), "remedy": _filled(remedy, known)}

    def _generic(self, language: int, node: str, values: Mapping[str, str]) -> str:
        words = {"value": "", "path": node, **values, "rule": self.rule, "limit": self.limit}
        return RULES.get(self.rule, OTHER)[language].format_map(words)


def wording(shapes: Graph, sources: Iterable[Node], component: URIRef) -> Wording:
    """Return how a constraint speaks: its messages are those of the first source, constraint or shape, that has any."""
    nodes, name = list(sources), rule(component)
    own = next((texts for node in nodes if (texts := _written(shapes, node))), {})
    return Wording(own, name, _limit(shapes, nodes, URIRef(f"{SH}{name}")))


def _written(shapes: Graph, node: Node) -> dict[str, str]:
    texts = [one for one in shapes.objects(node, SH.message) if isinstance(one, Literal)]
    return {one.language or "": str(one) for one in sorted(texts, reverse=True)}


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), template)


def _recovered(templates: Iterable[str], said: Iterable[str]) -> dict[str, str]:
    """Match each template against the engine's own substitution of it, and return the value of every variable."""
    said = list(said)
    for template in templates:
        names = _VARIABLE.findall(template)
        pieces = [re.escape(piece) for piece in _VARIABLE.split(template)[::2]]
        pattern = re.compile("(.*?)".join(pieces), re.DOTALL)
        if names and (match := next((found for one in said if (found := pattern.fullmatch(one))), None)):
            return dict(zip(names, match.groups(), strict=True))
    return {}


def _limit(shapes: Graph, nodes: list[Node], parameter: URIRef) -> str:
    limits = [value for node in nodes for value in shapes.objects(node, parameter)]
    listed = [one for value in limits for one in (Collection(shapes, value) if parameter == SH["in"] else [value])]
    names = [shown(one) for one in listed[:_LONG_LIST]]
    return ", ".join(names) + (", …" if len(listed) > _LONG_LIST else "") or curie(parameter)
