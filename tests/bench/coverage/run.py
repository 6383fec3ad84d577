"""What no fact of the five dossiers covers: `python tests/bench/coverage/run.py [FOLDER OF THE TEXTS]`.

Every number and every name in capitals of a text is covered (an evidence span overlaps it), explained (the first
reason of `REASONS` that holds) or left over. What is left over is printed with its place; counts go to RESULTS.md.

Limits. A span that overlaps a candidate covers it, whatever the row says of it. *Said by another row*: for a number,
the same value before the same word or % sign (any word from 1,000 up) in a covered passage; for a name, its words
in a label or a covered passage. A name is two or more capitalised words, or capitals: openings of sentences stay in.
"""

import csv
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))  # run as a script, from anywhere

from tests.loaders.dossier_texts import NUMBER, numbers  # noqa: E402

HERE: Final = Path(__file__).parent
WORD: Final = r"[A-ZÀ-Þ][\w’'&-]*[\w]"
LINK: Final = r"(?:[ \u00a0](?:de|du|des|la|le|les|d[’']|l[’']|et|à|en|pour)){0,2}[ \u00a0]?"
NAME: Final = re.compile(rf"\b(?:{WORD}(?:{LINK}(?<=[ \u00a0’']){WORD})+|[A-ZÀ-Þ]{{2,}}[\w-]*)")
MONTHS: Final = "janv|févr|mars|avr|mai|juin|juil|jul|août|sept|oct|nov|déc"
DATE: Final = re.compile(rf"(19|20)\d\d|\d{{1,2}}(?= ?(er )?({MONTHS}))", re.IGNORECASE)
INVENTED: Final = {"bethune": (4050, 12057)}
"""A table of pictures that the text recognition filled with figures and words the page does not print."""


@dataclass(frozen=True)
class Report:
    """One dossier: its text, its evidence spans, and the words of its rows."""

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]
    labels: str

    def covers(self, start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in self.spans)

    @cached_property
    def said(self) -> str:
        """The covered passages and the labels, folded: what the dossier already says."""
        return " ".join((self.labels, *(folded(self.text[a:b]) for a, b in self.spans)))

    @cached_property
    def figures(self) -> set[str]:
        return {key(self.text, found) for found in NUMBER.finditer(self.text) if self.covers(*found.span())}


def folded(text: str) -> str:
    """Return the text without accents, case, or anything but letters and figures."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def key(text: str, found: re.Match[str]) -> str:
    """Return a value with the beginning of the word that follows: « 3 écoles » is not « 3 médecins »."""
    value, rest = max(numbers(found.group())), text[found.end() : found.end() + 40]
    if value >= 1000 or value % 1 or rest.lstrip().startswith("%"):
        return f"{value}{'%' * rest.lstrip().startswith('%')}"
    return f"{value} {''.join(folded(rest).split()[:1])[:5]}"


def line(text: str, start: int, end: int) -> str:
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)]


def in_markup(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"[<^{_]$|<sup>$", text[max(0, start - 5) : start])) or "http" in line(text, start, end)


def capitals(row: str) -> bool:
    return " " in row.strip() and sum(map(str.isupper, row)) > 0.6 * sum(map(str.isalpha, row))


Reason = Callable[[Report, re.Match[str]], bool]
REASONS: Final[Mapping[str, Reason]] = {
    "invented by text recognition": lambda r, m: any(
        a <= m.start() < b for n, (a, b) in INVENTED.items() if n == r.name
    ),
    "said by another row": lambda r, m: (
        key(r.text, m) in r.figures if m.re is NUMBER else f" {folded(m.group())} " in f" {r.said} "
    ),
    "date": lambda r, m: m.re is NUMBER and bool(DATE.match(r.text, m.start())),
    "page, legend or list number": lambda r, m: bool(
        re.fullmatch(r"\d\d?", m.group()) and re.fullmatch(rf"\W*{m.group()}\s*([.)]\s.*|\W*)", line(r.text, *m.span()))
    ),
    "markup, exponent or address": lambda r, m: in_markup(r.text, *m.span()),
    "masked or person": lambda r, m: bool(
        "█" in line(r.text, *m.span())
        or r.text.startswith(", Préfet", m.end())
        or re.search(r"(M\.|Mmes?|MM\.) *$", r.text[max(0, m.start() - 6) : m.start()])
    ),
    "word inside a code": lambda r, m: m.re is NUMBER and r.text[m.start() - 1].isalpha(),
    "title in capitals": lambda r, m: m.re is not NUMBER and capitals(line(r.text, *m.span())),
}


def reports(texts: Path) -> Iterator[Report]:
    """Yield the dossiers whose text is in the folder."""
    for card in sorted((ROOT / "loaders" / "dossiers").glob("*/dossier.toml")):
        name = tomllib.loads(card.read_text("utf-8"))["fichier"]
        files = sorted(card.parent.glob("*.csv"))
        rows = [row for path in files for row in csv.DictReader(path.read_text("utf-8").splitlines())]
        spans = tuple(sorted({(int(row["debut_preuve"]), int(row["fin_preuve"])) for row in rows}))
        columns = ("libelle", "sigle", "nom", "lieu", "theme", "nature")
        labels = " | ".join(folded(row.get(column) or "") for row in rows for column in columns)
        yield Report(card.parent.name, (texts / name).read_text("utf-8"), spans, labels)


def examined(report: Report, pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each candidate with « covered », its reason, or « left over »."""
    for found in pattern.finditer(report.text):
        why = next((name for name, holds in REASONS.items() if holds(report, found)), "left over")
        yield ("covered" if report.covers(*found.span()) else why), found


def main(texts: Path) -> None:
    head = ["report", "what", "in the text", "covered", *REASONS, "left over"]
    table = [f"| {' | '.join(head)} |", f"|---|---|{'--:|' * (len(head) - 2)}"]
    for report in reports(texts):
        for what, pattern in (("numbers", NUMBER), ("names", NAME)):
            verdicts = list(examined(report, pattern))
            counts = Counter(why for why, _ in verdicts)
            cells = (what, len(verdicts), *(counts[column] for column in head[3:]))
            table.append(f"| {report.name} | {' | '.join(map(str, cells))} |")
            sys.stdout.write(f"\n## {report.name}, {what} left over: {counts['left over']}\n\n")
            for found in (found for why, found in verdicts if why == "left over"):
                around = " ".join(report.text[max(0, found.start() - 30) : found.end() + 30].split())
                sys.stdout.write(f"- {found.start()}-{found.end()} **{found.group()}**: {around}\n")
    page = f"# Coverage of the five texts\n\n{(__doc__ or '').strip()}\n\n" + "\n".join(table) + "\n"
    (HERE / "RESULTS.md").write_text(page, encoding="utf-8", newline="\n")
    sys.stdout.write(f"\n{page}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "documents")
