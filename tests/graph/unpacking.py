"""The data of a page as it was before graph/drawing/packing.py: what its script does, said again in Python."""

import json
import re
from typing import Any

from tests.graph.browser import Tab


def data(html: str) -> Any:
    """Return what the script of a page reads."""
    found = re.search(r'<script type="application/json" id="savoir">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return unpacked(json.loads(found[1]))


def unpacked(packed: dict[str, Any]) -> Any:
    return _whole(packed["value"], packed["words"])


def _whole(value: Any, words: list[Any]) -> Any:
    if isinstance(value, str):
        found = re.fullmatch(r"~(?:(~.*)|(\d+)(?:~(.*))?)", value, re.DOTALL)
        if not found:
            return value
        text, number, rest = found.groups()
        return text if text is not None else words[int(number)] if rest is None else words[int(number)] + rest
    if isinstance(value, list):
        return [_whole(one, words) for one in value]
    if isinstance(value, dict) and "~" in value:
        fields, *rows = value["~"]
        return [{f: _whole(one, words) for f, one in zip(fields, row, strict=False) if one is not None} for row in rows]
    return {key: _whole(one, words) for key, one in value.items()} if isinstance(value, dict) else value


def unpacked_by_the_page(tab: Tab, source: str, packed: dict[str, Any]) -> Any:
    """Return what the page's own function makes of a packed value."""
    found = re.search(r"^function unpack\(.*?^}$", source, re.DOTALL | re.MULTILINE)
    assert found is not None
    return tab.value(
        f"((packed) => {{ {found[0]}; return unpack(packed.value, packed.words); }})({json.dumps(packed)})"
    )
