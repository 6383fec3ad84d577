"""What a build remembers in `out/etat.json`: the inputs it was made of, so that the next one does only what changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.reporting.summary import SourceLine, State
from graph.whole import write_text
from loaders.edition import Edition, digest
from loaders.source import LOADERS

NAME: Final = "etat.json"
_ONTOLOGY: Final = LOADERS.parent / "ontology"
_QUERIES: Final = LOADERS.parent / "queries"


@dataclass(frozen=True, kw_only=True)
class BuildState:
    """The key of all inputs, the key of each mapped file, the files of each graph, and what was said of the build."""

    key: str
    violations: int
    triples: int
    lines: tuple[SourceLine, ...]
    graphs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read(out: Path) -> BuildState | None:
    """Return what the last build remembers, or None where there is none that this version understands."""
    try:
        raw = json.loads((out / NAME).read_text(encoding="utf-8"))
        lines = tuple(SourceLine(**{**line, "state": State(line["state"])}) for line in raw.pop("lines"))
        graphs = {iri: tuple(keys) for iri, keys in raw.pop("graphs").items()}
        return BuildState(lines=lines, graphs=graphs, **raw)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def violations(out: Path) -> int | None:
    """Return how many violations the last build found, or None where no build says."""
    try:
        return int(json.loads((out / NAME).read_text(encoding="utf-8"))["violations"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(out: Path, state: BuildState) -> None:
    """Write the state whole; no clock in it, so that two equal builds leave equal files but for the seconds."""
    raw: dict[str, Any] = asdict(state)
    write_text(out / NAME, json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def engine() -> str:
    """Return a digest of the code and vocabularies that decide what a file becomes, declarations of sources apart."""
    code = [*LOADERS.glob("*.py"), *LOADERS.glob("kinds/*.py"), *_ONTOLOGY.rglob("*.py"), *_ONTOLOGY.rglob("*.ttl")]
    checks = [*_QUERIES.glob("checks/*.rq"), *Path(__file__).parent.rglob("*.rq"), Path(__file__).with_name("build.py")]
    return _digest(path.read_bytes() for path in sorted((*code, *checks)))


def edition_key(edition: Edition, *context: str) -> str:
    """Return the key of one file: its bytes, its name and date, its declaration, and what it is resolved against."""
    folder = edition.source.folder
    declared = (folder / "source.toml", edition.source.mapping)
    dated = (edition.published, edition.address, edition.latest)
    facts = (edition.iri, digest(edition.path), *dated, edition.document, *context)
    return _digest([*(str(fact).encode() for fact in facts), *(path.read_bytes() for path in declared)])


def inputs_key(editions: Iterable[Edition]) -> str:
    """Return the key of everything a build is made of."""
    return _digest([engine().encode(), *(edition_key(one).encode() for one in editions)])


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
