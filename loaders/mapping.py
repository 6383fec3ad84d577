"""Read a `mapping.rq`: a CONSTRUCT query whose solutions are the rows of a table."""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import rdflib
from pyparsing import ParseBaseException
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translatePName, translatePrologue, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from loaders.places import Cursor, Text, Token, first_pattern, steps
from loaders.sparql import constant, expression
from loaders.syntax import Bind, Expression, Mapping, Term, Triple, Variable
from loaders.terms import verbatim

_SUMMARY: Final = re.compile(r"^#\+\s*summary:\s*(\S.*?)\s*$", re.MULTILINE)
_PREFIXED: Final = re.compile(r"([^<>\"'?$_\s][^<>\"'?$\s:]*)?:\S*")
_CLAUSES: Final = {
    "datasetClause": "FROM",
    "groupby": "GROUP",
    "having": "HAVING",
    "orderby": "ORDER",
    "limitoffset": "LIMIT",
    "valuesClause": "VALUES",
}
_PARTS: Final = {
    "OptionalGraphPattern": "OPTIONAL",
    "MinusGraphPattern": "MINUS",
    "GraphGraphPattern": "GRAPH",
    "ServiceGraphPattern": "SERVICE",
    "InlineData": "VALUES",
}
_REMEDY: Final = "un mapping ne connaît que les colonnes de la ligne, BIND et FILTER"


def parse(path: Path) -> Mapping:
    """Read and check a mapping; raise SourceError with the line of what is not SPARQL or not supported."""
    return _parsed(path, _text(path).text)


@cache
def _parsed(path: Path, content: str) -> Mapping:
    """Parse a text once, however many files it maps: it takes half a second."""
    text = Text(path, content)
    summary = _SUMMARY.search(text.text)
    if summary is None:
        raise text.place(1).refusal("le résumé manque", "écrire « #+ summary: Une ligne est … » en tête")
    with verbatim():
        query = _query(text)
    _refuse_other_forms(text, query)
    template, where = text.groups()
    _refuse_other_parts(text, query.where, where)
    parts = list(zip(query.where.part or (), steps(where), strict=True))
    return Mapping(
        path=path,
        summary=summary[1],
        template=tuple(_template(query.template, template)),
        binds=tuple(_bind(part, cursor) for part, cursor in parts if part.name == "Bind"),
        filters=tuple(_filter(part, cursor) for part, cursor in parts if part.name == "Filter"),
    )


def _text(path: Path) -> Text:
    try:
        return Text(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise (
            Text(path, "").place(line).refusal("ce n'est pas de l'UTF-8", "enregistrer le fichier en UTF-8")
        ) from error


def _query(text: Text) -> CompValue:
    """Return rdflib's parse tree with its prefixed names resolved: unlike the algebra, it keeps the order."""
    try:
        prologue, query = parseQuery(text.text)
    except ParseBaseException as error:
        raise text.place(error.lineno).refusal(f"ce n'est pas du SPARQL ({error.msg})") from error
    _refuse_unknown_prefixes(text.tokens)
    names = partial(translatePName, prologue=translatePrologue(prologue, None))
    resolved: CompValue = traverse(query, visitPost=names)
    return resolved


def _refuse_unknown_prefixes(tokens: tuple[Token, ...]) -> None:
    """Refuse a prefix that the file does not declare, even those rdflib knows: other tools do not."""
    declared: set[str] = set()
    for before, token in pairwise(tokens):
        match = _PREFIXED.fullmatch(token.text)
        if match and before.text.upper() == "PREFIX":
            declared.add(match[1] or "")
        elif match and (match[1] or "") not in declared:
            raise token.place.refusal(f"le préfixe « {match[1] or ''}: » n'est pas déclaré", "ajouter sa ligne PREFIX")


def _refuse_other_forms(text: Text, query: CompValue) -> None:
    if query.name != "ConstructQuery":
        form = query.name.removesuffix("Query").upper()
        raise text.find(form).refusal(f"{form} n'est pas un mapping", "écrire CONSTRUCT { … } WHERE { … }")
    for key, keyword in _CLAUSES.items():
        if key in query:
            raise text.find(keyword, "OFFSET").refusal(f"{keyword} n'a pas de sens dans un mapping", _REMEDY)
    if not query.template:
        raise text.find("CONSTRUCT").refusal("le gabarit CONSTRUCT { … } est vide ou absent")


def _refuse_other_parts(text: Text, group: CompValue, where: tuple[Token, ...]) -> None:
    if group.name == "SubSelect":
        raise text.find("SELECT").refusal("SELECT n'est pas pris en charge dans un mapping", _REMEDY)
    for part in group.part or ():
        if part.name in _PARTS:
            keyword = _PARTS[part.name]
            raise text.find(keyword).refusal(f"{keyword} n'est pas pris en charge dans un mapping", _REMEDY)
        if part.name == "GroupOrUnionGraphPattern":
            what = "UNION" if len(part.graph) > 1 else "{"
            place = Cursor(where).find(what)
            raise place.refusal(f"un groupe « {what} » n'est pas pris en charge dans un mapping", _REMEDY)
        if part.name not in {"Bind", "Filter"}:
            problem = "un motif de triplets n'est pas pris en charge dans un mapping"
            raise first_pattern(where).place.refusal(problem, _REMEDY)


def _bind(part: CompValue, cursor: Cursor) -> Bind:
    cursor.find("BIND")
    value = expression(part.expr, cursor)
    cursor.find("AS")
    return Bind(Variable(str(part.var), cursor.find(f"?{part.var}", f"${part.var}")), value)


def _filter(part: CompValue, cursor: Cursor) -> Expression:
    cursor.find("FILTER")
    return expression(part.expr, cursor)


def _template(nodes: list[list[Any]], tokens: tuple[Token, ...]) -> Iterator[Triple]:
    for flat in nodes:
        for subject, predicate, value in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
            terms = [_term(term, tokens) for term in (subject, predicate, value)]
            yield Triple(*terms)


def _term(node: Any, tokens: tuple[Token, ...]) -> Term:
    cursor = Cursor(tokens)
    if isinstance(node, rdflib.Variable):
        return Variable(str(node), cursor.find(f"?{node}", f"${node}"))
    if isinstance(node, URIRef | rdflib.Literal):
        return constant(node, cursor)
    blank = next((token for token in tokens if token.text.startswith(("_:", "[", "("))), tokens[0])
    raise blank.place.refusal("un nœud anonyme n'est pas pris en charge", "lui donner un IRI par une fonction iri:")
