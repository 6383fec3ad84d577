"""Literals whose text does not fit their datatype: `"2020-02-30"^^xsd:date`, `"1e3"^^xsd:decimal`."""

import re
from typing import Final

from rdflib import XSD, Literal

_ZONE: Final = r"(Z|[+-]\d{2}:\d{2})?"
_FORMS: Final = {
    XSD.boolean: r"true|false|0|1",
    XSD.integer: r"[+-]?\d+",
    XSD.nonNegativeInteger: r"\+?\d+|-0+",
    XSD.positiveInteger: r"\+?0*[1-9]\d*",
    XSD.decimal: r"[+-]?(\d+(\.\d*)?|\.\d+)",
    XSD.double: r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.float: r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.date: r"-?\d{4,}-\d{2}-\d{2}" + _ZONE,
    XSD.dateTime: r"-?\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?" + _ZONE,
    XSD.gYear: r"-?\d{4,}" + _ZONE,
    XSD.gYearMonth: r"-?\d{4,}-(0[1-9]|1[0-2])" + _ZONE,
    XSD.anyURI: r"[^\s<>\"{}|\\^`]*",
}
_PATTERNS: Final = {datatype: re.compile(form) for datatype, form in _FORMS.items()}


def ill_formed(literal: Literal) -> bool:
    """Return whether the text of a literal is not legal for its datatype; an unknown datatype is never judged."""
    if literal.datatype is None:
        return False
    pattern = _PATTERNS.get(literal.datatype)
    return bool(literal.ill_typed) or (pattern is not None and pattern.fullmatch(str(literal)) is None)
