"""What becomes of each real file of `../shared/samples`: the table of `loaders/README.md`, made by the loaders."""

import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.checking.check import check
from graph.checking.checked import Checked
from loaders import Source, declared
from loaders.edition import Edition, editions
from loaders.run import gathered, mapped, ready

HEAD = "| file | source | generation | rows | set aside, and why | triples |\n|---|---|---|--:|---|--:|"
_SAID = tomllib.loads(Path(__file__).with_name("samples.toml").read_text(encoding="utf-8"))
KNOWN = {name: why for name, why in _SAID.items() if isinstance(why, str)}
SET_ASIDE: dict[str, str] = _SAID["set_aside"]
_REASON = re.compile(r"\d+ (?:rows|cells): [^:|]+: (.+?)(?=<br>| \| \d*)")


@dataclass(frozen=True)
class Line:
    """One file read by one source, or by none."""

    file: str
    source: str
    generation: str
    rows: str
    aside: str

    def cells(self, triples: str) -> str:
        parts = (f"`{self.file}`", self.source, self.generation, self.rows, self.aside, triples)
        return "| " + " | ".join(part.replace("|", "\\|") for part in parts) + " |"


def files(samples: Path) -> list[Path]:
    """Return every file of the samples but the page that describes them."""
    return sorted(path for path in samples.rglob("*") if path.is_file() and path.parent != samples)


def lines(path: Path, samples: Path, sources: Mapping[str, Source]) -> Iterator[Line]:
    """Yield what a check says of a file, one line for each source that reads it."""
    name = path.relative_to(samples).as_posix()
    for one in check(path, sources):
        yield Line(name, f"`{one.source}`" if one.source else "—", _generation(one), _rows(one), _aside(one, name))


def _generation(one: Checked) -> str:
    found = one.generation
    if found is None or one.source is None:
        return ""
    sample = found.sample if found.source == one.source else f"{found.source} {found.sample}"
    return sample if found.same else f"near {sample}"


def _rows(one: Checked) -> str:
    return str(one.counts.read) if one.counts else ""


def _aside(one: Checked, name: str) -> str:
    if one.source is None:
        return f"not read: {KNOWN.get(name, 'UNEXPLAINED')}"
    refused = [*([one.unreadable] if one.unreadable else []), *one.refusals]
    if one.columns and one.columns.drifted:
        refused += [f"colonne obligatoire absente : {lost.word}" for lost in one.columns.missing]
        refused += [f"colonne en double : {header}" for header in one.columns.doubled]
        refused += [f"colonne non déclarée : {stranger.header}" for stranger in one.columns.unknown]
        refused += [f"ses colonnes sont celles de `{best.name}`" for best in one.candidates[:1] if best.score == 1]
    if refused:
        why = f" ({KNOWN[name]})" if name in KNOWN else ""
        return f"**refused**{why}: {' ; '.join(refused)}"
    return "<br>".join(
        f"{found.count} {'rows' if found.scope == 'ligne' else 'cells'}: {found.column}: {found.reason}"
        for found in one.rejects
    )


def triples(samples: Path, sources: Mapping[str, Source]) -> dict[tuple[str, str], str]:
    """Map every file that can be read, all together as a build does; return the triples of each, or why it failed."""
    found, _ = editions(sources, samples)
    with tempfile.TemporaryDirectory() as work:
        good, _ = ready(found, Path(work), lambda _: None)
        known = gathered(good)
        done = (mapped(one, known, Path(work), f"{n}") for n, one in enumerate(good))
        return {_key(one.edition, samples): str(one.error or one.triples) for one in done if not one.edition.embedded}


def _key(edition: Edition, samples: Path) -> tuple[str, str]:
    inside = edition.path.is_relative_to(samples)
    return edition.path.relative_to(samples).as_posix() if inside else edition.path.name, f"`{edition.source.name}`"


def table(samples: Path) -> str:
    """Return the whole table, file by file."""
    sources = declared()
    counted = triples(samples, sources)
    rows = (
        line.cells(counted.get((line.file, line.source), ""))
        for path in files(samples)
        for line in lines(path, samples, sources)
    )
    return "\n".join([HEAD, *rows])


def reasons(rows: Iterable[str]) -> set[str]:
    """Return the reasons that the lines of a table give for what is set aside."""
    return {reason for row in rows for reason in _REASON.findall(row)}


def legend() -> str:
    """Return why each of these reasons is a right one, line by line."""
    return "\n".join(f"- *{reason}*: {why}." for reason, why in SET_ASIDE.items())


def without_triples(rows: Iterable[str]) -> set[str]:
    """Return the lines of a table without their last cell, which costs a mapping."""
    return {row.rpartition(" | ")[0] for row in rows}
