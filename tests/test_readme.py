"""The README says what is true: its tables are made from the declarations (`pytest --record` rewrites them)."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.cli.verbs import parser
from loaders import Source, declared
from queries import questions

ROOT = Path(__file__).parents[1]
README, LOADERS, QUERIES = (ROOT / name for name in ("README.md", "loaders/README.md", "queries/README.md"))
ABOUT = {
    "elus": "who decides",
    "financement": "who funds what",
    "programme": "under which programme",
    "projet": "which projects",
    "equipement": "what is there",
    "territoire": "where",
    "chiffre": "which figures",
    "preuve": "where it comes from",
}


def offered() -> dict[str, Source]:
    return {name: one for name, one in declared().items() if not name.startswith("dossiers-")}


def table(head: str, rows: Iterable[str]) -> str:
    return "\n".join([head, re.sub(r"[^|]+", "---", head), *rows])


def by_theme() -> str:
    themes: dict[str, list[str]] = {}
    for name, one in offered().items():
        themes.setdefault(one.theme, []).append(f"`{name}`{'*' if one.untested else ''}")
    return table("| theme | sources |", (f"| {theme} | {' '.join(names)} |" for theme, names in themes.items()))


def sources() -> str:
    rows = (
        f"| `{name}` | [{one.title}]({one.landing_page}) | {one.publisher_name} |" for name, one in offered().items()
    )
    return table("| source | title | publisher |", rows)


def untested() -> str:
    return "\n".join(f"- `{name}`: {one.untested}." for name, one in offered().items() if one.untested)


def by_subject() -> str:
    subjects: dict[str, list[str]] = {about: [] for about in (*ABOUT.values(), "pictures")}
    for name, one in questions().items():
        subjects["pictures" if one.view else ABOUT[one.tags[0]]].append(f"`{name}`")
    return table("| about | questions |", (f"| {about} | {' '.join(names)} |" for about, names in subjects.items()))


def asked() -> str:
    rows = (f"| `{name}` | {one.summary} |" for name, one in questions().items())
    return table("| name | question |", rows)


PARTS = {
    (README, "sources"): by_theme,
    (README, "questions"): by_subject,
    (LOADERS, "sources"): sources,
    (LOADERS, "untested"): untested,
    (QUERIES, "questions"): asked,
}


@pytest.mark.parametrize("place", PARTS, ids=lambda place: f"{place[0].parent.name}-{place[1]}")
def test_a_table_of_a_readme_is_what_is_declared(place: tuple[Path, str], *, record: bool) -> None:
    path, part = place
    made = f"<!-- {part} -->\n{PARTS[place]()}\n<!-- /{part} -->"
    if record:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(f"<!-- {part} -->.*<!-- /{part} -->", lambda _: made, text, flags=re.DOTALL), "utf-8")

    assert made in path.read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists() -> None:
    lines = re.findall(r"^maillage (?!--)(.+?)(?: *#.*)?$", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert lines
    for line in lines:
        words = shlex.split(line)
        assert parser().parse_known_args(words)[0].command == words[0]


def test_every_question_of_the_readme_exists() -> None:
    names = re.findall(r"^maillage query ([\w-]+)", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert names
    assert set(names) <= questions().keys()


def test_the_readme_has_exactly_two_make_commands() -> None:
    assert re.findall(r"^make (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE) == ["demo", "test"]
