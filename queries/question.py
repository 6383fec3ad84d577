"""A question is a file: a SPARQL text with a header that says it in French, and parameters bound as terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from queries.errors import QueryError
from queries.header import PARAMETER, header, words
from queries.parameter import Parameter, names, parameter
from queries.tokens import Token, lines, tokens

FORMS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
PICTURES: Final = ("reseau", "carte", "chronologie")
"""What a view may be drawn as; the first when its header does not say."""
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Question:
    """One `.rq` file: its French question, its parameters in the header's order, its columns, its text.

    `english` is what a check says of a row, in English: what is wrong, then what to do.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    audience: tuple[str, ...]
    picture: str
    severity: str
    remedy: str
    english: str
    form: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def view(self) -> bool:
        """Tell whether the answer is a graph made to be drawn."""
        return "view" in self.tags


def questions() -> dict[str, Question]:
    """Return every question of the catalogue by name, in alphabetical order; a broken file raises."""
    return _folder(_HERE)


def checks() -> dict[str, Question]:
    """Return every check by name: a question whose rows are violations, with a severity and a remedy."""
    return _folder(_HERE / "checks")


def _folder(folder: Path) -> dict[str, Question]:
    return {path.stem: read(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem)}


def read(path: Path) -> Question:
    """Read one question file; QueryError says the file, the line where there is one, and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(path.stem, "fichier illisible", file=str(path), remedy="attendu : un texte UTF-8") from error
    try:
        return parse(path.stem, text)
    except QueryError as error:
        raise QueryError(error.question, error.problem, file=str(path), line=error.line, remedy=error.remedy) from None


def parse(name: str, text: str) -> Question:
    """Return the question a text asks; declared and used parameters must be the same."""
    text = lines(text)
    keys = header(name, text)
    found = list(tokens(text))
    form = next((token.text.upper() for token in found if token.says(*FORMS)), "")
    if not form:
        raise QueryError(name, f"ni {', '.join(FORMS)} dans le texte")
    return Question(
        name=name,
        summary=keys["summary"],
        description=keys.get("description", ""),
        tags=words(keys.get("tags", "")),
        audience=words(keys.get("x-audience", "")),
        picture=_picture(name, keys),
        severity=keys.get("x-severity", ""),
        remedy=keys.get("x-remedy", ""),
        english=keys.get("x-english", ""),
        form=form,
        columns=_columns(found) if form == "SELECT" else (),
        parameters=_parameters(name, keys, found),
        text=text,
    )


def _picture(name: str, keys: Mapping[str, str]) -> str:
    """Return what the answer is drawn as; a word that no page draws is refused."""
    word = keys.get("x-picture", PICTURES[0])
    if word not in PICTURES:
        raise QueryError(name, f"image inconnue « {word} »", remedy=f"images : {', '.join(PICTURES)}")
    return word


def _columns(found: list[Token]) -> tuple[str, ...]:
    """Return the projected variables: those that stand alone, and those after AS in brackets."""
    start = next(i for i, token in enumerate(found) if token.says("SELECT"))
    columns: list[str] = []
    for before, token in pairwise(found[start:]):
        if (token.depth == 0 and token.says("WHERE", "FROM")) or token.text == "{":
            break
        if token.kind == "variable" and (token.depth == 0 or (token.depth == 1 and before.says("AS"))):
            columns.append(token.text[1:])
    return tuple(columns)


def _parameters(name: str, keys: Mapping[str, str], found: list[Token]) -> tuple[Parameter, ...]:
    used = {token.text[1:] for token in found if token.kind == "variable" and token.text[1] == "_"}
    by_name = {names(variable)[0]: variable for variable in sorted(used)}
    declared = {key.removeprefix(PARAMETER): value for key, value in keys.items() if key.startswith(PARAMETER)}
    if len(by_name) != len(used) or by_name.keys() != declared.keys():
        raise QueryError(
            name,
            f"paramètres annoncés ({', '.join(declared) or 'aucun'}) et employés "
            f"({', '.join('?' + variable for variable in sorted(used)) or 'aucun'}) diffèrent",
            remedy=f"une ligne « #+ {PARAMETER}NOM: libellé | exemple » pour chacun",
        )
    return tuple(parameter(by_name[key], value) for key, value in declared.items())
