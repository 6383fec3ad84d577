"""The README says what is true: its tables are made from the declarations (`pytest --record` rewrites them)."""

import re
import shlex
from pathlib import Path

import pytest

from graph.cli.verbs import parser
from loaders import declared
from queries import questions

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def sources() -> str:
    rows = [
        f"| `{name}` | [{one.title}]({one.landing_page}) | {one.publisher_name} |"
        for name, one in declared().items()
        if not name.startswith("dossiers-")
    ]
    return "\n".join(["| source | title | publisher |", "|---|---|---|", *rows])


def asked() -> str:
    rows = [f"| `{name}` | {one.summary} |" for name, one in questions().items()]
    return "\n".join(["| name | question |", "|---|---|", *rows])


def untested() -> str:
    lines = {name: one.untested for name, one in declared().items() if one.untested}
    return "\n".join(f"- `{name}`: untested on a real full file ({why})." for name, why in lines.items())


PARTS = {"sources": sources, "questions": asked, "untested": untested}


@pytest.mark.parametrize("part", PARTS)
def test_a_table_of_the_readme_is_what_is_declared(part: str, *, record: bool) -> None:
    text = README.read_text(encoding="utf-8")
    made = f"<!-- {part} -->\n{PARTS[part]()}\n<!-- /{part} -->"
    if record:
        README.write_text(re.sub(f"<!-- {part} -->.*<!-- /{part} -->", lambda _: made, text, flags=re.DOTALL), "utf-8")

    assert made in README.read_text(encoding="utf-8")


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
