"""From rdflib's parse tree of an expression to our own nodes; whatever the compiler does not know is refused."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import rdflib
from rdflib import RDF, URIRef
from rdflib.plugins.sparql.parserutils import CompValue

from loaders.iri_functions import ARITY
from loaders.places import Cursor
from loaders.syntax import Call, Constant, Expression, Variable
from loaders.terms import type_of
from ontology.iris import IRI_FUNCTIONS

BUILTINS: Final = frozenset(
    {"IF", "COALESCE", "BOUND", "CONCAT", "STRLANG", "STRDT", "STR", "IRI", "URI", "UCASE", "LCASE", "STRLEN"}
    | {"SUBSTR", "REPLACE", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER"}
)
_CHAINS: Final = {"ConditionalOrExpression": "||", "ConditionalAndExpression": "&&"}
_ARITHMETIC: Final = frozenset({"AdditiveExpression", "MultiplicativeExpression"})


def expression(node: Any, cursor: Cursor) -> Expression:
    """Read an expression; `cursor` goes past its tokens, so that each node has its line."""
    if isinstance(node, rdflib.Variable):
        return Variable(str(node), cursor.find(f"?{node}", f"${node}"))
    if isinstance(node, URIRef | rdflib.Literal):
        return constant(node, cursor)
    reader = _operation if node.name.endswith("Expression") else _READERS.get(node.name, _builtin)
    return reader(node, cursor)


def constant(term: URIRef | rdflib.Literal, cursor: Cursor) -> Constant:
    """Read a constant; an IRI must be absolute, and `^^xsd:string`, that rdflib takes for another type, is refused."""
    if isinstance(term, URIRef) and ":" not in term:
        raise cursor.here.refusal(f"l'IRI <{term}> est relatif", "l'écrire en entier")
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string:
        raise cursor.here.refusal("^^xsd:string ne sert à rien", "l'enlever : un texte simple est déjà une chaîne")
    return Constant(term, cursor.here)


def _negation(node: CompValue, cursor: Cursor) -> Call:
    place = cursor.find("!")
    return Call("!", (expression(node.expr, cursor),), place)


def _negative(node: CompValue, cursor: Cursor) -> Constant:
    place, positive = cursor.here, expression(node.expr, cursor)
    term = positive.term if isinstance(positive, Constant) else None
    if not isinstance(term, rdflib.Literal) or not type_of(term).numeric:
        raise place.refusal("le signe - ne se met que devant un nombre écrit", "écrire 0 - ?x")
    return Constant(rdflib.Literal(f"-{term}", datatype=term.datatype, normalize=False), place)


def _operation(node: CompValue, cursor: Cursor) -> Expression:
    """Read a level of the grammar, which is an operation only when it has a second operand."""
    if node.other is None:
        return expression(node.expr, cursor)
    place, first = cursor.here, expression(node.expr, cursor)
    if node.name in _CHAINS:
        others = [expression(other, cursor) for other in node.other]
        return Call(_CHAINS[node.name], (first, *others), place)
    if node.name in _ARITHMETIC:
        for operator, other in zip(node.op, node.other, strict=True):
            first = Call(str(operator), (first, expression(other, cursor)), place)
        return first
    return _comparison(node, first, cursor)


def _comparison(node: CompValue, first: Expression, cursor: Cursor) -> Call:
    operator, place = str(node.op), cursor.here
    if operator not in {"IN", "NOT IN"}:
        return Call(operator, (first, expression(node.other, cursor)), place)
    if node.other == RDF.nil:
        raise place.refusal(f"la liste de {operator} est vide")
    among = Call("IN", (first, *(expression(other, cursor) for other in node.other)), place)
    return Call("!", (among,), place) if operator == "NOT IN" else among


def _builtin(node: CompValue, cursor: Cursor) -> Call:
    name = node.name.partition("_")[2].upper().replace("NOTEXISTS", "EXISTS") or node.name
    place = cursor.find(name)
    if name not in BUILTINS:
        known = ", ".join(sorted(BUILTINS))
        raise place.refusal(f"{name} n'est pas pris en charge dans un mapping", f"fonctions connues : {known}")
    arguments = tuple(expression(argument, cursor) for argument in _arguments(node))
    if not arguments:
        raise place.refusal(f"{name} n'a pas d'argument")
    return Call("IRI" if name == "URI" else name, arguments, place)


def _arguments(node: CompValue) -> Iterator[Any]:
    """Yield the arguments as written: rdflib keeps them in order, lists as lists, and `()` as rdf:nil."""
    for value in node.values():
        if isinstance(value, list):
            yield from value
        elif value != RDF.nil:
            yield value


def _iri_function(node: CompValue, cursor: Cursor) -> Call:
    name = node.iri.removeprefix(str(IRI_FUNCTIONS))
    place = cursor.find(f"<{node.iri}>", f"iri:{name}", f":{name}")
    if name not in ARITY or not node.iri.startswith(str(IRI_FUNCTIONS)):
        known = ", ".join(f"iri:{function}" for function in sorted(ARITY))
        raise place.refusal(f"la fonction <{node.iri}> n'existe pas", f"fonctions connues : {known}")
    arguments = tuple(expression(argument, cursor) for argument in node.expr or ())
    if len(arguments) != ARITY[name]:
        problem = f"iri:{name} attend {ARITY[name]} argument(s), en a {len(arguments)}"
        raise place.refusal(problem)
    return Call(f"iri:{name}", arguments, place)


_READERS: Final[Mapping[str, Callable[[CompValue, Cursor], Expression]]] = {
    "UnaryNot": _negation,
    "UnaryMinus": _negative,
    "Function": _iri_function,
}
