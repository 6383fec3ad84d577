"""The header of a question file: `#+ key: value` lines, a subset of grlc's YAML that needs no YAML reader."""

import re
from collections.abc import Mapping
from typing import Final

from queries.errors import QueryError

KEYS: Final = frozenset(
    {"summary", "description", "tags", "x-audience", "x-picture", "x-severity", "x-remedy", "x-english"}
)
PARAMETER: Final = "x-parameter-"
_LINE: Final = re.compile(r"#\+ (?P<key>[a-z][a-z0-9_-]*): (?P<value>\S.*?)\s*")


def header(name: str, text: str) -> Mapping[str, str]:
    """Return the keys of the header in order; an unknown, repeated or YAML-breaking line is refused."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            break
        key, value = _pair(name, line, number)
        if key in found:
            raise QueryError(name, f"la clé {key} est écrite deux fois", line=number)
        found[key] = value
    if "summary" not in found:
        raise QueryError(name, "l'en-tête n'a pas de question", remedy="commencer le fichier par « #+ summary: … »")
    return found


def _pair(name: str, line: str, number: int) -> tuple[str, str]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise QueryError(name, f"ligne d'en-tête illisible « {line} »", line=number, remedy="écrire « #+ clé: valeur »")
    key, value = match["key"], match["value"]
    if key not in KEYS and not key.startswith(PARAMETER):
        raise QueryError(name, f"clé inconnue « {key} »", line=number, remedy=f"clés : {', '.join(sorted(KEYS))}")
    if ": " in value or " #" in value:  # legal for us, broken YAML for grlc, which reads the same file
        raise QueryError(name, f"la valeur de {key} contient « : » ou « # » après une espace", line=number)
    return key, value


def words(value: str) -> tuple[str, ...]:
    """Return the items of a YAML flow list: `[a, b]` gives two, nothing gives none."""
    return tuple(word.strip() for word in value.strip("[]").split(",") if word.strip())
