"""SPARQL texts of shapes (SHACL §5): their prefixes, the path of their shape, variables that are bound beforehand."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph
from rdflib.term import Node

from graph.validation.compiled.terms import OxTerm
from queries.tokens import Token, tokens

GIVEN: Final = "urn:x-maillage:donne:"
"""Before the name of a variable, the function that returns its term where SPARQL cannot write it: a blank node."""
_DEFAULT: Final = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}  # pySHACL's
_HARD: Final = (
    *("SELECT", "UNION", "GRAPH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "MINUS", "VALUES", "SERVICE"),
    *("RAND", "NOW", "UUID", "STRUUID", "BNODE", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"),
)
"""Words of queries that are run for each focus node in turn."""
_ESCAPE: Final = re.compile(r"\\(.)")


def prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    """Return the prefixes that a constraint may use: those of `sh:prefixes` and of what these import."""
    found = dict(_DEFAULT)
    for holder in shapes.objects(constraint, SH.prefixes):
        for owner in sorted(shapes.transitive_objects(holder, OWL.imports), key=str):
            for one in shapes.objects(owner, SH.declare):
                found[str(shapes.value(one, SH.prefix))] = str(shapes.value(one, SH.namespace))
    return found


def prologue(known: Mapping[str, str]) -> str:
    """Return the declarations of prefixes that stand before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in known.items())


def walked(text: str, path: str | None) -> str:
    """Return a query with a path in the place of `$PATH`."""
    if path is None:
        return text
    return rewritten(text, lambda one: path if one.kind == "variable" and one.text[1:] == "PATH" else one.text)


def bound(text: str, terms: Mapping[str, OxTerm]) -> str:
    """Return a query where variables are bound to terms in every group, as SHACL pre-binds them."""
    used = {name: term for name, term in terms.items() if name in _variables(list(tokens(text)))}
    binds = " ".join(f"BIND({_written(name, term)} AS ?{name})" for name, term in used.items())
    words = list(tokens(text))
    opens = {
        one.end
        for one, following in zip(words, [*words[1:], None], strict=True)
        if one.text == "{" and (following is None or not following.says("SELECT"))
    }
    return rewritten(text, lambda one: f"{{ {binds} " if one.end in opens and one.text == "{" else one.text)


def plain(text: str) -> bool:
    """Return whether joining a query to its focus nodes gives what binding them beforehand gives.

    Filters, options and EXISTS may stand in the only group there is; an option stands in no other.
    """
    words = list(tokens(text))
    before = [None, *words]
    options: list[int] = []
    for one, last in zip(words, before, strict=False):
        if one.text == "{":
            optional = last is not None and last.says("OPTIONAL")
            if one.depth > 1 and not (optional or (last is not None and last.says("EXISTS"))):
                return False
            if optional and options:
                return False
            options += [one.depth] if optional else []
        elif one.text == "}" and options and one.depth < options[-1]:
            options.pop()
    first = next((n for n, one in enumerate(words) if one.says("SELECT", "ASK")), 0)
    return not any(one.says(*_HARD) or one.text.startswith(("_:", "[")) for one in words[first + 1 :])


def parts(text: str) -> tuple[list[Token], str]:
    """Return the words between SELECT or ASK and the group that follows, and what the group holds."""
    words = list(tokens(text))
    start = next(n for n, one in enumerate(words) if one.says("SELECT", "ASK"))
    deep = words[start].depth + 1  # else a group within an expression: (EXISTS { … } AS ?value)
    opening = next(n for n, one in enumerate(words[start:], start) if one.text == "{" and one.depth == deep)
    closing = next(one for one in words[opening:] if one.text == "}" and one.depth < words[opening].depth)
    return words[start + 1 : opening], text[words[opening].end : closing.end - 1]


def projected(head: Sequence[Token]) -> set[str]:
    """Return the names that a SELECT returns, from the words before its group; `*` for all that it sees."""
    deep = min((one.depth for one in head), default=0)
    named = (one for last, one in zip([None, *head], head, strict=False) if one.depth == deep or _is_as(last))
    return {one.text.lstrip("?$") for one in named if one.kind == "variable" or one.text == "*"}


def _is_as(word: Token | None) -> bool:
    return word is not None and word.says("AS")


def expanded(text: str, known: Mapping[str, str]) -> Callable[[Token], str]:
    """Return the function that writes the names of a query as IRIs; KeyError for a prefix that is not known."""
    own = dict(known)
    words = list(tokens(text))
    for one, name, iri in zip(words, words[1:], words[2:], strict=False):
        if one.says("PREFIX"):
            own[name.text.rstrip(":")] = iri.text[1:-1]

    def written(one: Token) -> str:
        if one.kind != "name" or one.text.startswith("_:"):
            return one.text
        prefix, _, local = one.text.partition(":")
        stop = "." * (len(local) - len(local.rstrip(".")))  # a dot that ends a triple
        name = _ESCAPE.sub(r"\1", local.rstrip("."))
        return f"<{own[prefix]}{name}>{stop}"

    return written


def rewritten(text: str, change: Callable[[Token], str]) -> str:
    """Return a text with its words changed, and without its comments."""
    return "".join(_pieces(text, change))


def _pieces(text: str, change: Callable[[Token], str]) -> Iterator[str]:
    for one in tokens(text):
        yield change(one)
        if text[one.end : one.end + 1].isspace() or text[one.end : one.end + 1] == "#":
            yield " "


def _written(name: str, term: OxTerm) -> str:
    return f"<{GIVEN}{name}>()" if isinstance(term, ox.BlankNode) else str(term)


def mentioned(text: str) -> frozenset[str]:
    """Return the names of the variables of a query."""
    return _variables(list(tokens(text)))


def _variables(words: list[Token]) -> frozenset[str]:
    return frozenset(one.text[1:] for one in words if one.kind == "variable")
