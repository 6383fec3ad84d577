"""Answers as JSON: the W3C format of SPARQL results, and one object a line."""

import json
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import XSD

from graph.asking.answers import Answer, Term
from graph.asking.formats.cells import number, value


def as_json(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results JSON, nothing lost."""
    return json.dumps(sparql_json(answer), ensure_ascii=False, indent=1) + "\n"


def as_jsonl(answer: Answer) -> str:
    """Return one JSON object a row: numbers where JSON keeps every digit, no key for an unbound column."""
    rows = (
        {name: plain(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def sparql_json(answer: Answer) -> dict[str, Any]:
    """Return the object of the W3C format: a head, then bindings or a boolean."""
    if answer.form == "ask":
        return {"head": {}, "boolean": answer.boolean}
    bindings = [
        {name: _binding(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == str(XSD.string):
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def plain(term: Term) -> str | int | float | bool:
    """Return a term as JSON writes it: a number where no digit is lost, else its text."""
    if isinstance(term, Literal) and term.datatype.value == str(XSD.boolean):
        return term.value in {"true", "1"}
    figure = number(term)
    if figure is None:
        return value(term)
    if figure == figure.to_integral_value():
        return int(figure)
    return float(figure) if Decimal(repr(float(figure))) == figure else value(term)
