"""What a query may not do: change the graph, leave the machine, read a file, be too long or too deep.

This is the barrier: Oxigraph's wheel carries an HTTP client and no switch (a SERVICE on a loopback server was
called). Two readings must agree that nothing calls out: the words of the text, and rdflib's syntax tree.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.errors import GraphError
from queries.tokens import Token, lines, tokens

MAX_LENGTH: Final = 100_000
MAX_NESTING: Final = 32
_READS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_WRITES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_ESCAPED_ASCII: Final = re.compile(r"\\u00[0-7]|\\U000000[0-7]")


@dataclass(frozen=True)
class Checked:
    """A text that may run, its line ends made uniform, and whether it names its own dataset with FROM."""

    text: str
    dataset: bool


def check(text: str, loaded: Container[str] = ()) -> Checked:
    """Return the text if it may run on a store that holds the graphs `loaded`, or raise a GraphError."""
    if len(text) > MAX_LENGTH:
        raise _limit(f"requête de {len(text)} caractères, au-delà de {MAX_LENGTH}")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _usage("la requête n'est pas un texte UTF-8", "enregistrer le fichier en UTF-8")
    text = lines(text)
    _words(text)
    tree = list(_nodes(_parse(text)))
    if any(node.name == "ServiceGraphPattern" for node in tree):
        raise _service()
    prefixes = {node.prefix or "": str(node.iri) for node in tree if node.name == "PrefixDecl"}
    for node in tree:
        if node.name == "pname" and (node.prefix or "") not in prefixes:
            raise _usage(f"préfixe « {node.prefix or ''}: » non déclaré", "ajouter sa ligne PREFIX")
    clauses = [node.default or node.named for node in tree if node.name == "DatasetClause"]
    if sum("default" in node for node in tree if node.name == "DatasetClause") > 1:
        raise _refused("plusieurs FROM", "Oxigraph compterait deux fois leurs triplets communs : un seul FROM")
    for graph in (_iri(clause, prefixes) for clause in clauses):
        if graph not in loaded:
            raise _refused(f"FROM <{graph}> : ce graphe n'est pas chargé", "maillage sources donne ceux qui le sont")
    return Checked(text, bool(clauses))


def _words(text: str) -> None:
    """Read the text word by word before any parser: depth, updates, SERVICE, escapes that hide letters."""
    found = list(tokens(text))
    if max((token.depth for token in found), default=0) > MAX_NESTING:
        raise _limit(f"plus de {MAX_NESTING} niveaux de parenthèses ou d'accolades")
    first = next((token for token in found if token.says(*_READS, *_WRITES)), None)
    if first is not None and first.says(*_WRITES):
        raise _refused(f"{first.text.upper()} modifie le graphe", "une question ne fait que lire")
    if any(token.says("SERVICE") for token in found):
        raise _service()
    if _ESCAPED_ASCII.search(text):  # rdflib and Oxigraph do not expand them at the same moment
        raise _refused("une lettre courante est écrite sous forme \\u00…", "l'écrire telle quelle")


def _parse(text: str) -> ParseResults:
    try:
        return parseQuery(text)
    except ParseException as error:
        near = _near(text, error.loc)
        problem = f"requête illisible, ligne {error.lineno}, colonne {error.column} : {near}"
        raise _usage(problem, "vérifier la syntaxe SPARQL à cet endroit") from None
    except RecursionError:
        raise _limit("requête trop imbriquée pour être lue") from None


def _near(text: str, place: int) -> str:
    words: Iterator[Token] = tokens(text[place : place + 80])
    word = next(words, None)
    return f"inattendu près de « {word.text} »" if word else "la requête s'arrête trop tôt"


def _nodes(tree: Any) -> Iterator[CompValue]:
    """Yield every node of a syntax tree, sub-selects and EXISTS included, without recursion."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple, ParseResults)):
            waiting.extend(node)


def _iri(node: Any, prefixes: dict[str, str]) -> str:
    if isinstance(node, CompValue):
        return prefixes[node.prefix or ""] + str(node.localname or "")
    return str(node)


def _service() -> GraphError:
    return _refused("SERVICE appelle un autre serveur", "interroger ce serveur lui-même")


def _refused(problem: str, remedy: str) -> GraphError:
    return GraphError(f"requête refusée : {problem}", kind="refused", remedy=remedy)


def _limit(problem: str) -> GraphError:
    return GraphError(f"requête trop grande : {problem}", kind="limit", remedy="la raccourcir ou la découper")


def _usage(problem: str, remedy: str) -> GraphError:
    return GraphError(problem, kind="usage", remedy=remedy)
