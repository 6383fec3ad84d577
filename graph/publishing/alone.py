"""Whether what is published is valid by itself: a part, or what is left once people are removed, is another graph."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph import store as stores
from graph.errors import GraphError
from graph.validation.findings import Severity, Validation
from graph.validation.validate import DEFINITIONS, validate_store
from ontology.files import vocabulary
from ontology.iris import BASE

_PUBLISHED: Final = f"{BASE}publie"


def refuse_invalid(lines: Sequence[Path], work: Path) -> None:
    """Raise, kind `refused`, when sorted N-Triples files, together, break a shape."""
    found = [one for one in validated(lines, work).findings if one.severity is Severity.VIOLATION]
    if found:
        first = found[0]
        message = f"ce qui serait publié n'est pas valide seul : {first.message} ({first.focus})"
        more = f", et {len(found) - 1} autre(s)" if len(found) > 1 else ""
        raise GraphError(message + more, kind="refused", remedy="ou --allow-violations, en connaissance de cause")


def validated(lines: Sequence[Path], work: Path) -> Validation:
    """Return what our shapes find in N-Triples files and our vocabulary, in a store laid in `work`."""
    definitions = work / "definitions.nt"
    definitions.write_text(vocabulary().serialize(format="nt"), encoding="utf-8", newline="\n")
    folder = work / "graphe"
    store = stores.create(folder, {_PUBLISHED: lines, DEFINITIONS.value: [definitions]})
    del store  # RocksDB lets one writer in: the validation opens it anew
    return validate_store(folder)
