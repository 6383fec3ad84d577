"""The statements of a release, licence by licence: each part has its own files, and says the same in every syntax."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from graph import turtle
from graph.publishing import serial
from graph.publishing.census import Census, census
from graph.publishing.drafts import Draft
from graph.publishing.jsonld import as_text, context, jsonld
from graph.publishing.keys import Key
from graph.publishing.licences import MAIN, Licence, split
from graph.publishing.shelves import Shelves
from graph.publishing.tables.geometries import Geometries
from graph.publishing.tables.labels import Labels
from graph.publishing.tables.writing import Tables, tables
from graph.publishing.themes import by_theme, themes, without_table
from ontology.iris import BASE

SPLIT_FROM: Final = 1_000_000
"""From how many triples on a graph is also written theme by theme: a portal's page and a text editor have limits."""

NORMS: Final = (f"{BASE}def", f"{BASE}formes")
TURTLE: Final = "text/turtle"
JSONLD: Final = "application/ld+json"
_SYNTAXES: Final[Mapping[str, tuple[serial.Writer, str, str]]] = {
    "graphe.ttl": (serial.turtle_file, TURTLE, "Graphe complet (Turtle)"),
    "graphe.nt": (serial.ntriples, "application/n-triples", "Graphe complet (N-Triples, lignes triées)"),
    "graphe.nq": (serial.nquads, "application/n-quads", "Graphe complet, un graphe par source (N-Quads)"),
    "graphe.trig": (serial.trig, "application/trig", "Graphe complet, un graphe par source (TriG)"),
}


@dataclass(frozen=True)
class Part:
    """The statements of one licence; `prefix` is the folder of their files, with its slash, or nothing."""

    prefix: str
    licence: Licence
    shelves: Shelves
    census: Census


def separated(shelves: Shelves, by_graph: Mapping[str, str], licences: Mapping[str, Licence], work: Path) -> list[Part]:
    """Return the parts of a release, the main one first; one that has no statement is none."""
    if set(by_graph.values()) <= {MAIN}:
        return [Part("", licences[MAIN], shelves, census(shelves))]
    paths: dict[str, list[Path]] = {}
    for number, quads in enumerate(shelves):
        for name, rows in split(quads, shelves.graphs, by_graph).items():
            path = work / f"{name or 'principal'}-{number:05d}.arrow"
            rows.write_ipc(path, compression="lz4")
            paths.setdefault(name, []).append(path)
    found = {name: Shelves(shelves.graphs, tuple(paths[name])) for name in sorted(paths)}
    counted = {name: census(one) for name, one in found.items()}
    made = (Part(f"{name}/" if name else "", licences[name], found[name], counted[name]) for name in found)
    return [one for one in made if one.census.triples]


def write_syntaxes(part: Part, folder: Path, known: Mapping[str, Key], said: Callable[[str], None]) -> list[Draft]:
    """Write the statements of a part in every RDF syntax, and a big one theme by theme too."""
    (folder / part.prefix).mkdir(parents=True, exist_ok=True)
    made = []
    for name, (writer, media_type, title) in _SYNTAXES.items():
        said(part.prefix + name)
        with (folder / part.prefix / name).open("wb") as stream:
            count = writer(part.shelves, stream)
        made.append(_draft(part, name, media_type, title, count))
    said(f"{part.prefix}graphe.jsonld")
    with (folder / part.prefix / "graphe.jsonld").open("wb") as stream:
        count = jsonld(part.shelves, stream, part.census, known)
    made.append(_draft(part, "graphe.jsonld", JSONLD, "Graphe complet (JSON-LD)", count))
    text = f'{{"@context": {as_text(context(part.census, known))}}}\n'
    (folder / part.prefix / "contexte.jsonld").write_bytes(text.encode())
    if part.census.triples >= SPLIT_FROM:
        made += _by_theme(part, folder, said)
    return made


def write_tables(
    part: Part, folder: Path, known: Mapping[str, Key], labels: Labels, geometries: Geometries, work: Path
) -> list[Draft]:
    """Write the table of each class of a part, in every format."""
    made = Tables(
        folder=folder,
        prefix=part.prefix,
        licence=part.licence.iri,
        labels=labels,
        geometries=geometries,
        work=work,
    )
    return made.write(part.shelves, tables(part.census, known, without_table()))


def _by_theme(part: Part, folder: Path, said: Callable[[str], None]) -> Iterator[Draft]:
    """Write each theme as Turtle: together they are the graph, and no statement is in two of them."""
    known = themes()
    said(f"{part.prefix}themes/")
    (folder / part.prefix / "themes").mkdir()
    bodies = {name: folder / part.prefix / "themes" / f".{name}" for name in known}
    counts, used = dict.fromkeys(known, 0), {name: set[str]() for name in known}
    with ExitStack() as opened:
        streams: dict[str, IO[bytes]] = {}
        for triples in part.shelves.union():
            for name, rows in by_theme(triples, known):
                text = turtle.blocks(rows)
                used[name] |= text.prefixes
                counts[name] += len(rows)
                if name not in streams:
                    streams[name] = opened.enter_context(bodies[name].open("wb"))
                streams[name].write(text.lines.str.join("").item().encode())
    for name, theme in known.items():
        if counts[name]:
            path = f"themes/{name}.ttl"
            with (folder / part.prefix / path).open("wb") as stream, bodies[name].open("rb") as body:
                stream.write(turtle.header(used[name]).encode())
                serial.copied(body, stream)
            bodies[name].unlink()
            yield _draft(part, path, TURTLE, f"{theme.title} (Turtle)", counts[name], theme=name)


def _draft(part: Part, name: str, media_type: str, title: str, count: int, *, theme: str | None = None) -> Draft:
    return Draft(
        path=part.prefix + name,
        media_type=media_type,
        title=title,
        licence=part.licence.iri,
        statements=count,
        conforms_to=NORMS,
        theme=theme,
    )
