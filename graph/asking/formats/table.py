"""The table of formats: what each is called, what it can write, its media type and extension."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph.asking.answers import Answer, Form
from graph.asking.formats.frames import as_parquet
from graph.asking.formats.places import as_geojson
from graph.asking.formats.reading import as_html, as_markdown, as_table
from graph.asking.formats.results import as_json, as_jsonl
from graph.asking.formats.sheets import as_csv, as_excel, as_tsv, as_xml
from graph.asking.formats.triples import as_jsonld, as_ntriples, as_rdfxml, as_trig, as_turtle
from graph.errors import GraphError


@dataclass(frozen=True)
class Format:
    """One format: its media type, the extension of its files, the answers it takes, and its writer."""

    media_type: str
    extension: str
    forms: frozenset[Form]
    write: Callable[[Answer], str | bytes]


_ROWS: Final[frozenset[Form]] = frozenset({"select"})
_VALUES: Final[frozenset[Form]] = frozenset({"select", "ask"})
_GRAPH: Final[frozenset[Form]] = frozenset({"graph"})

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "table": Format("text/plain", ".txt", _VALUES, as_table),
        "csv": Format("text/csv", ".csv", _ROWS, as_csv),
        "excel-fr": Format("text/csv", ".csv", _ROWS, as_excel),
        "tsv": Format("text/tab-separated-values", ".tsv", _ROWS, as_tsv),
        "json": Format("application/sparql-results+json", ".json", _VALUES, as_json),
        "jsonl": Format("application/x-ndjson", ".jsonl", _ROWS, as_jsonl),
        "xml": Format("application/sparql-results+xml", ".xml", _VALUES, as_xml),
        "parquet": Format("application/vnd.apache.parquet", ".parquet", _ROWS, as_parquet),
        "geojson": Format("application/geo+json", ".geojson", _ROWS, as_geojson),
        "md": Format("text/markdown", ".md", _VALUES, as_markdown),
        "html": Format("text/html", ".html", _VALUES, as_html),
        "turtle": Format("text/turtle", ".ttl", _GRAPH, as_turtle),
        "nt": Format("application/n-triples", ".nt", _GRAPH, as_ntriples),
        "jsonld": Format("application/ld+json", ".jsonld", _GRAPH, as_jsonld),
        "rdfxml": Format("application/rdf+xml", ".rdf", _GRAPH, as_rdfxml),
        "trig": Format("application/trig", ".trig", _GRAPH, as_trig),
    }
)
"""Name of a format, as `-f` takes it -> the format."""

DEFAULTS: Final[Mapping[Form, str]] = MappingProxyType({"select": "table", "ask": "table", "graph": "turtle"})


def render(answer: Answer, name: str) -> str | bytes:
    """Write an answer in a format; one unknown, or made for other answers, is refused with those that fit."""
    if name not in FORMATS or answer.form not in FORMATS[name].forms:
        fits = [other for other, format_ in FORMATS.items() if answer.form in format_.forms]
        problem = "inconnu" if name not in FORMATS else "ne convient pas à cette réponse"
        raise GraphError(f"format « {name} » {problem}", kind="usage", remedy=f"formats : {', '.join(fits)}")
    return FORMATS[name].write(answer)


def guess(path: Path) -> str:
    """Return the format that a file's extension asks for: `projets.csv` is csv."""
    for name, format_ in FORMATS.items():
        if format_.extension == path.suffix.lower():
            return name
    known = ", ".join(dict.fromkeys(format_.extension for format_ in FORMATS.values()))
    problem = f"{path} : l'extension ne dit pas le format"
    raise GraphError(problem, kind="usage", remedy=f"choisir avec -f, ou une extension de {known}")
