"""What a finding says: the shape's own messages in both languages, else a sentence of the rule."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rdflib import SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.names import curie, shown
from graph.validation.rulebook import OTHER, RULES, rule

LANGUAGES: Final = ("fr", "en")
_VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")
_LONG_LIST: Final = 12


def messages(
    shapes: Graph, sources: Iterable[Node], component: URIRef, values: Mapping[str, str], said: Iterable[str]
) -> dict[str, str]:
    """Return the French and English messages of the first source that has any, else the rule's own sentences.

    `values` fills `{?path}` and `{?value}`; other variables are read back from what the engine `said`, since
    pySHACL loses the language of a message that has variables. `remedy` is the part of the French that says what to do.
    """
    nodes = list(sources)
    found = next((texts for node in nodes if (texts := _written(shapes, node))), {})
    known = {**values, **_recovered(found.values(), said)}
    generic = _generic(shapes, nodes, component, values)
    french = found.get("fr") or found.get("") or generic["fr"]
    english = found.get("en") or found.get("") or generic["en"]
    remedy = french.partition(". ")[2] if found else ""  # our shapes say what is wrong, then what to do
    return {"fr": _filled(french, known), "en": _filled(english, known), "remedy": _filled(remedy, known)}


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


def _generic(shapes: Graph, nodes: list[Node], component: URIRef, values: Mapping[str, str]) -> dict[str, str]:
    name = rule(component)
    words = {
        "value": "",
        "path": "ce nœud",
        **values,
        "rule": name,
        "limit": _limit(shapes, nodes, URIRef(f"{SH}{name}")),
    }
    french, english, _ = RULES.get(name, OTHER)
    words_en = words | {"path": values.get("path", "this node")}
    return {"fr": french.format_map(words), "en": english.format_map(words_en)}


def _limit(shapes: Graph, nodes: list[Node], parameter: URIRef) -> str:
    limits = [value for node in nodes for value in shapes.objects(node, parameter)]
    listed = [one for value in limits for one in (Collection(shapes, value) if parameter == SH["in"] else [value])]
    names = [shown(one) for one in listed[:_LONG_LIST]]
    return ", ".join(names) + (", …" if len(listed) > _LONG_LIST else "") or curie(parameter)
