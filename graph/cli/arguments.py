"""The words of the command line: verbs, options, help with an example each, all in French."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

from graph.asking.formats import FORMATS
from graph.errors import EXIT_CODES
from graph.export import FORMS
from graph.reporting.report import REPORTS
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


def parser() -> Parser:
    """Return the parser of `maillage`; the chosen verb is in `command`."""
    main = Parser(
        prog="maillage",
        description="Qui décide, qui finance quoi, où, sous quel programme : le graphe d'un territoire et ses preuves.",
        epilog=f"exemple : maillage build && maillage query communes-d-un-epci --epci CABBALR\n{CODES}",
    )
    main.add_argument("--debug", action="store_true", help="montrer la trace complète d'une erreur")
    verbs = main.add_subparsers(dest="command", metavar="COMMANDE", title="commandes", parser_class=Parser)
    _build(verbs)
    _validate(verbs)
    _query(verbs)
    _explain(verbs)
    _view(verbs)
    _export(verbs)
    _dossier(verbs)
    _sources(verbs)
    _doctor(verbs)
    return main


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


def _verb(verbs: Any, name: str, what: str, example: str) -> Parser:
    epilog = f"exemple : maillage {example}\n{CODES}"
    made: Parser = verbs.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.", epilog=epilog)
    return made


def _out(made: Parser) -> None:
    made.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DOSSIER", help="où est le graphe (par défaut : out)"
    )


def _target(made: Parser, what: str) -> None:
    made.add_argument("-o", "--output", metavar="FICHIER", help=f"{what} ; « - » pour la sortie standard")


def _build(verbs: Any) -> None:
    made = _verb(
        verbs,
        "build",
        "construire le graphe, le valider, écrire son rapport",
        "build --data officiel/ --only rne communes",
    )
    made.add_argument(
        "--data", type=Path, metavar="DOSSIER", help="fichiers officiels et dossiers, en plus de ce qui est embarqué"
    )
    made.add_argument(
        "--only", nargs="+", default=[], metavar="NOM", help="ces sources seulement (« rne » vaut toutes les rne-*)"
    )
    made.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info", "none"),
        default="violation",
        help="gravité qui fait sortir en 1",
    )
    made.add_argument("-q", "--quiet", action="store_true", help="n'écrire que le bilan")
    _out(made)


def _validate(verbs: Any) -> None:
    made = _verb(
        verbs,
        "validate",
        "valider le graphe construit, ou des fichiers RDF, avec SHACL",
        "validate donnees.ttl --shapes formes.ttl",
    )
    made.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FICHIER",
        help="Turtle, N-Triples, TriG, JSON-LD ; sans fichier : le graphe",
    )
    made.add_argument("--shapes", type=Path, metavar="FICHIER", help="d'autres formes que celles de Maillage")
    made.add_argument("-f", "--format", choices=REPORTS, default="text", help="forme du rapport")
    made.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info", "none"),
        default="violation",
        help="gravité qui fait sortir en 1",
    )
    made.add_argument("--strict", action="store_true", help="une forme qui n'a rien vérifié est une erreur")
    made.add_argument(
        "--engine",
        choices=("auto", "compiled", "pyshacl"),
        default="auto",
        help="ce qui exécute les formes (par défaut, auto : compilées en SPARQL sur un graphe construit)",
    )
    _target(made, "où écrire le rapport")
    _out(made)


def _query(verbs: Any) -> None:
    made = _verb(
        verbs,
        "query",
        "poser une question du catalogue, ou celle d'un fichier .rq",
        "query communes-d-un-epci --epci CABBALR -o communes.csv",
    )
    made.add_argument("question", nargs="?", metavar="NOM|FICHIER.rq", help="sans nom : la liste des questions")
    made.add_argument("-f", "--format", metavar="FORMAT", help=f"{', '.join(FORMATS)} ; deviné de l'extension de -o")
    made.add_argument("--timeout", type=float, default=30.0, metavar="S", help="secondes au plus (par défaut : 30)")
    made.add_argument("--max-rows", type=int, default=10_000, metavar="N", help="lignes au plus (par défaut : 10000)")
    made.add_argument("--evidence", action="store_true", help="dire, ligne par ligne, d'où vient ce qui est montré")
    made.add_argument("--print-query", action="store_true", help="montrer le texte SPARQL final, sans l'exécuter")
    _target(made, "où écrire la réponse")
    _out(made)


def _explain(verbs: Any) -> None:
    made = _verb(
        verbs,
        "explain",
        "dire d'où vient un fait : le document, l'endroit, et la phrase quand le texte est là",
        "explain flux:bethune-beffroi --documents textes/",
    )
    made.add_argument(
        "node", metavar="NŒUD", help="un fait ou une chose, par IRI, nom court, code ou nom ; ou l'IRI d'une preuve"
    )
    made.add_argument("--documents", type=Path, metavar="DOSSIER", help="où sont les textes des documents")
    made.add_argument("--data", type=Path, metavar="DOSSIER", help="où sont les fichiers officiels")
    made.add_argument("-f", "--format", choices=("text", "json"), default="text", help="forme de la réponse")
    _target(made, "où écrire la réponse")
    _out(made)


def _view(verbs: Any) -> None:
    made = _verb(
        verbs,
        "view",
        "dessiner une vue, ou ce qui entoure un nœud, en une page HTML autonome",
        "view vue-financement-programme -o financement.html",
    )
    made.add_argument(
        "view", nargs="?", metavar="VUE|NŒUD", help="une vue, un IRI, un code ou un nom ; sans rien : la liste des vues"
    )
    made.add_argument("--depth", type=int, choices=(1, 2), default=1, help="jusqu'à combien de pas autour d'un nœud")
    made.add_argument("--max-nodes", type=int, metavar="N", help="nœuds dessinés au plus")
    _target(made, "la page à écrire (par défaut : <out>/<nom>.html)")
    _out(made)


def _export(verbs: Any) -> None:
    made = _verb(
        verbs,
        "export",
        "écrire le graphe en Turtle, octet pour octet le même à chaque fois",
        "export -o territoire.ttl",
    )
    made.add_argument("-f", "--format", choices=tuple(FORMS), help="devinée de l'extension de -o, sinon turtle")
    made.add_argument("--allow-violations", action="store_true", help="exporter même un graphe qui a des violations")
    _target(made, "le fichier à écrire (par défaut : <out>/maillage.ttl)")
    _out(made)


def _dossier(verbs: Any) -> None:
    made = _verb(
        verbs,
        "dossier",
        "poser les tables vides d'un document, ou vérifier celles qu'on a remplies",
        "dossier new Béthune mon-dossier/ && maillage dossier check mon-dossier/",
    )
    actions = made.add_subparsers(dest="action", metavar="ACTION", title="actions", parser_class=Parser, required=True)
    new = _verb(actions, "new", "poser un dossier vide, sans rien écraser", "dossier new Béthune mon-dossier/")
    new.add_argument("commune", metavar="COMMUNE", help="code Insee ou nom")
    new.add_argument("folder", type=Path, metavar="DIR", help="où le poser")
    _out(new)
    check = _verb(actions, "check", "dire, phrase par phrase, ce qui ne va pas", "dossier check mon-dossier/")
    check.add_argument("folder", type=Path, metavar="DIR", help="un dossier, ou un répertoire qui en contient")
    check.add_argument("--documents", type=Path, metavar="DOSSIER", help="où sont les textes, pour relire les passages")


def _sources(verbs: Any) -> None:
    made = _verb(verbs, "sources", "lister ce qui est déclaré : producteur, licence, édition, état", "sources")
    made.add_argument(
        "--kinds", action="store_true", help="lister plutôt les sortes de cellules qu'une déclaration peut employer"
    )
    _out(made)


def _doctor(verbs: Any) -> None:
    _out(_verb(verbs, "doctor", "vérifier l'installation : versions, dossier, navigateur, réseau (inutile)", "doctor"))
