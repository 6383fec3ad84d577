"""`maillage build`: the graph, its validation and its report, with a line a file."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph.build import build as make
from graph.cli.arguments import fail_on, out, verb
from graph.cli.printing import say
from graph.cli.telling import progress_bar, reached, source_line, summary
from graph.errors import FINDINGS
from graph.reporting.summary import State


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
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
    fail_on(made)
    made.add_argument("-q", "--quiet", action="store_true", help="n'écrire que le bilan")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Build, say a line a file and a closing summary; 1 when there are findings or a source failed."""
    with progress_bar(messages, shown=not given.quiet) as progress:
        built = make(given.out, data=given.data, only=given.only, progress=progress)
    if not given.quiet:
        say(source_line(line) for line in built.summary.lines if line.state is not State.SKIPPED)
    say(summary(built, str(given.out)))
    counts = built.report.counts if built.report else {"violation": built.violations}
    return FINDINGS if built.summary.failures or reached(counts, given.fail_on) else 0
