"""The words of the command line: verbs, options, help with an example each, all in French."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

from graph.errors import EXIT_CODES
from queries import Question

CODES: Final = (
    "codes de sortie : 0 fait ; 1 constats à traiter (violations, ou une source en échec) ; "
    f"{EXIT_CODES['usage']} mauvais usage ; {EXIT_CODES['unreadable']} entrée absente ou illisible ; "
    f"{EXIT_CODES['limit']} limite atteinte ; {EXIT_CODES['refused']} refusé par sécurité"
)
_FRENCH: Final = (  # what argparse says -> what we say
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"inconnu : \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n'est pas possible ; au choix : \3"),
    (r"argument (.*?): expected one argument", r"\1 : il manque une valeur"),
    (r"argument (.*?): expected at least one argument", r"\1 : il manque une valeur"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 : \2 n'est pas un nombre"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 et \2 ne vont pas ensemble"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 est ambigu : \2"),
)


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks French, keeps its examples' line ends, and exits 2 on bad usage."""

    def __init__(self, **options: object) -> None:
        """Take argparse's options; `-h` is ours, to be in French."""
        super().__init__(
            add_help=False,
            formatter_class=_Help,
            allow_abbrev=False,
            **options,  # type: ignore[arg-type]  # argparse's own
        )
        self._positionals.title, self._optionals.title = "arguments", "options"
        self.add_argument("-h", "--help", action="help", help="cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and how to get help."""
        for english, french in _FRENCH:
            message = re.sub(english, french, message)
        print(f"maillage : {message} ; aide : {self.prog} --help", file=sys.stderr)  # argparse's exit
        raise SystemExit(EXIT_CODES["usage"])


class _Help(argparse.RawDescriptionHelpFormatter):
    def _format_usage(self, *args: object, **kwargs: object) -> str:
        text: str = super()._format_usage(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        return text.replace("usage: ", "usage : ", 1)


def question_parser(question: Question) -> Parser:
    """Return the parser of the options of one question: one for each parameter, repeatable."""
    made = Parser(
        prog=f"maillage query {question.name}",
        usage=f"maillage query {question.name} [options]",
        description="\n".join(filter(None, (question.summary, question.description))),
        epilog=_example(question),
    )
    for one in question.parameters:
        need = "obligatoire" if one.required else "facultatif"
        text = f"{one.label} ({need}, plusieurs fois possible)".replace("%", "%%")
        made.add_argument(f"--{one.name}", action="append", metavar="VALEUR", required=one.required, help=text)
    return made


def _example(question: Question) -> str:
    given = [f'--{one.name} "{one.example}"' for one in question.parameters if one.example]
    return f"exemple : maillage query {' '.join([question.name, *given])}"


def verb(verbs: Any, name: str, what: str, example: str) -> Parser:
    """Add a verb, or an action of a verb, with what it does and an example."""
    epilog = f"exemple : maillage {example}\n{CODES}"
    made: Parser = verbs.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.", epilog=epilog)
    return made


def out(made: Parser) -> None:
    """Add `--out`, the folder of the graph."""
    made.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DOSSIER", help="où est le graphe (par défaut : out)"
    )


def target(made: Parser, what: str) -> None:
    """Add `-o`, the file to write."""
    made.add_argument("-o", "--output", metavar="FICHIER", help=f"{what} ; « - » pour la sortie standard")


def fail_on(made: Parser) -> None:
    """Add `--fail-on`, the gravity from which findings make the exit code 1."""
    words = ("violation", "warning", "info", "none")
    made.add_argument("--fail-on", choices=words, default="violation", help="gravité qui fait sortir en 1")
