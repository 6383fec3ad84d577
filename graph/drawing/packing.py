"""The data of a page written shorter, nothing lost: what repeats is said once, and a table names its fields once."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

_LEAST: Final = 6
"""Length from which a repeated text is worth a reference."""
_HEAD: Final = re.compile(r"https?://\S*/|\D{8,40}(?=\d)")
"""What many texts begin with: the path of an IRI, the words before a line number."""


def embedded(value: Any) -> Markup:
    """Return a value packed, as JSON that no HTML parser can mistake for markup."""
    return htmlsafe_json_dumps(packed(value), ensure_ascii=False, separators=(",", ":"))


def packed(value: Any) -> dict[str, Any]:
    """Return `{"words": […], "value": …}`, from which `unpack` in js/dom.js makes the same value again.

    `"~3"` is word 3, `"~3~62119"` is word 3 and what follows, `"~~…"` a text that begins with a tilde;
    `{"~": [fields, row, …]}` is a list of records, in which null is an absent field.
    """
    counts = Counter(_repeatable(value))
    words = [word for word, times in counts.items() if times > 1]
    numbers = {word: number for number, word in enumerate(words)}
    return {"words": [json.loads(word) for word in words], "value": _short(value, numbers)}


def _repeatable(value: Any) -> Iterator[str]:
    """Yield, as JSON, each text and each record of a field that a reference could stand for."""
    if isinstance(value, str) and len(value) >= _LEAST:
        head = _HEAD.match(value)
        yield _json(head[0] if head else value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from (_json(one),) if _is_record(one) else _repeatable(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _repeatable(one)


def _short(value: Any, numbers: dict[str, int]) -> Any:
    if isinstance(value, str):
        return _text(value, numbers)
    if isinstance(value, dict):
        known = numbers.get(_json(value)) if _is_record(value) else None
        return f"~{known}" if known is not None else {key: _short(one, numbers) for key, one in value.items()}
    if not isinstance(value, list | tuple):
        return value
    if len(value) > 1 and all(isinstance(one, dict) for one in value):
        return _table(value, numbers)
    return [_short(one, numbers) for one in value]


def _text(text: str, numbers: dict[str, int]) -> str:
    head = _HEAD.match(text) if len(text) >= _LEAST else None
    start = head[0] if head else text
    if _json(start) in numbers:
        return f"~{numbers[_json(start)]}" + (f"~{text[len(start) :]}" if head else "")
    return f"~{text}" if text.startswith("~") else text


def _table(records: Any, numbers: dict[str, int]) -> dict[str, Any]:
    fields = list(dict.fromkeys(field for record in records for field in record))
    rows = [[_short(record.get(field), numbers) for field in fields] for record in records]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return {"~": [fields, *rows]}


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and all(not isinstance(one, dict) for one in value.values())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
