"""The declared sources, and the kinds of cells they are made of, as the terminal shows them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from graph.cli.telling import licence
from graph.reporting.summary import SourceLine
from loaders import Source
from loaders.kinds import KINDS

_THEMES: Final = ("territoires", "élus", "programmes", "financements", "équipements", "registres", "", "dossiers")
_OTHERS: Final = "autres"
_USUAL: Final = "Licence Ouverte 2.0"
_LEGEND: Final = (
    "↓ maillage sources fetch NOM la télécharge ; ailleurs, prenez le fichier sur la page du producteur\n"
    "? non essayée sur un vrai fichier entier\n"
    "→ maillage sources check FICHIER dit de quelle source est un fichier"
)
_EDITIONS: Final = 2


def catalogue(sources: Mapping[str, Source], lines: Iterable[SourceLine]) -> RenderableType:
    """Return the declared sources by theme, with what the last build made of each, and what the marks mean."""
    built: dict[str, list[SourceLine]] = {}
    for line in lines:
        built.setdefault(line.source, []).append(line)
    table = Table("", "source", "titre et producteur", "éditions construites", box=None, pad_edge=False)
    for theme, group in _themes(sources):
        table.add_row("", Text(theme or _OTHERS, style="bold"))
        for source in group:
            made = built.get(source.name, [])
            table.add_row(_marks(source), Text(source.name), Text(_about(source)), Text(_editions(made)))
    return Group(table, Text(), Text(_LEGEND))


def _themes(sources: Mapping[str, Source]) -> Iterator[tuple[str, list[Source]]]:
    groups: dict[str, list[Source]] = {}
    for source in sources.values():
        theme = "dossiers" if source.name.startswith("dossiers-") else source.theme
        groups.setdefault(theme, []).append(source)
    order = [*_THEMES, *sorted(groups.keys() - {*_THEMES})]
    yield from ((theme, groups[theme]) for theme in order if theme in groups)


def _marks(source: Source) -> Text:
    return Text(("↓" if source.addresses else " ") + ("?" if source.untested else " "))


def _about(source: Source) -> str:
    name = licence(source.licence)
    return f"{source.title} — {source.publisher_name}" + ("" if name == _USUAL else f" ({name})")


def _editions(made: list[SourceLine]) -> str:
    """Return the newest editions, how many more there are, and their state when it is not simply built."""
    if not made:
        return "—"
    names = [line.edition for line in made]
    more = f" et {len(names) - _EDITIONS} autres" if len(names) > _EDITIONS else ""
    states = sorted({str(line.state) for line in made} - {"construite", "inchangée"})
    return ", ".join(names[-_EDITIONS:]) + more + (f" ({', '.join(states)})" if states else "")


def kinds() -> Table:
    """Return the table of the kinds of cells a declaration may use."""
    table = Table("sorte", "ce qu'elle contient", "options", box=None)
    for name, kind in sorted(KINDS.items()):
        table.add_row(name, kind.summary, ", ".join(sorted({*kind.needs, *kind.options})))
    return table
