"""Tables for machines and for spreadsheets: CSV and TSV, exact; CSV for French Excel, safe."""

import json
import re
from collections.abc import Callable
from typing import Final

from pyoxigraph import BlankNode, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.asking.answers import Answer, Term
from graph.asking.formats.cells import number, value
from graph.asking.formats.results import sparql_json
from graph.delimited import line

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula."""

CODE: Final = re.compile(r"(0\d[\dAB]*|\d{5}|\d{9}|\d{12,}|\d+[Ee]\d+|\d{1,4}([./:-]\d{1,4}){1,2})")
"""Texts that Excel would turn into a number or a date: « 62119 », « 200072460 », « 2020-06 »; not « 2A004 »."""

_UNSAID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 has no way to write, escaped or not."""


def as_csv(answer: Answer) -> str:
    """Return exact CSV (SPARQL 1.1): comma, whole IRIs, lexical forms; formulas are left as they are."""
    return _written(answer, _exact, ",")


def as_excel(answer: Answer) -> str:
    """Return CSV for French Excel: BOM, semicolon, decimal comma, codes kept as text, no text runs."""
    return "\ufeff" + _written(answer, _safe, ";")


def as_tsv(answer: Answer) -> str:
    """Return SPARQL 1.1 TSV: terms as in Turtle, so that types and languages are kept."""
    return results(answer, QueryResultsFormat.TSV)


def as_xml(answer: Answer) -> str:
    """Return the SPARQL Query Results XML Format; a control character, which XML cannot say, becomes « � »."""
    return _UNSAID.sub("�", results(answer, QueryResultsFormat.XML))


def results(answer: Answer, format_: QueryResultsFormat) -> str:
    """Return the answer as Oxigraph writes it in a W3C format of results."""
    parsed = parse_query_results(json.dumps(sparql_json(answer)), QueryResultsFormat.JSON)
    written = parsed.serialize(format=format_)
    assert isinstance(parsed, QuerySolutions) or answer.form == "ask"
    return (written or b"").decode("utf-8")


def _written(answer: Answer, cell: Callable[[Term | None], str], delimiter: str) -> str:
    rows = (answer.variables, *([cell(term) for term in row] for row in answer.rows))
    return "".join(line(row, delimiter) for row in rows)


def _exact(term: Term | None) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else value(term)


def _safe(term: Term | None) -> str:
    if number(term) is not None:
        return value(term).replace(".", ",")
    text = _exact(term)
    if CODE.fullmatch(text):
        return f'="{text}"'  # digits and punctuation only: nothing in it can run
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
