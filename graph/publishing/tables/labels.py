"""The French name of each node, on disk: tables show names, and a release may hold millions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from rdflib import DCTERMS, FOAF, RDFS, SKOS, Graph, Literal, URIRef

from graph.curies import curie
from graph.publishing.shelves import Shelves
from graph.publishing.tables.wide import text

_NAMES: Final = [f"<{one}>" for one in (RDFS.label, SKOS.prefLabel, FOAF.name, DCTERMS.title)]


@dataclass(frozen=True)
class Labels:
    """The names of the nodes of a release, a file a slice, and those of the code lists."""

    paths: tuple[Path, ...]
    terms: Mapping[str, str]

    def of(self, nodes: pl.Series) -> Mapping[str, str]:
        """Return the name of each node that has one, by IRI; else its short name, else itself."""
        wanted = pl.LazyFrame({"s": nodes.drop_nulls().unique()}, schema={"s": pl.String})
        found = {iri: self.terms.get(iri, curie(iri)) for iri in wanted.collect()["s"]}
        for path in self.paths:
            found |= dict(pl.scan_ipc(path).join(wanted, on="s", how="semi").collect().iter_rows())
        return found


def labels(shelves: Shelves, vocabulary: Graph, folder: Path) -> Labels:
    """Keep the names of the nodes of shelves in a folder: the French label first."""
    folder.mkdir(parents=True, exist_ok=True)
    return Labels(tuple(_kept(shelves, folder)), _terms(vocabulary))


def _kept(shelves: Shelves, folder: Path) -> Iterator[Path]:
    for number, rows in enumerate(shelves.union()):
        path = folder / f"{number:05d}.noms"
        ranked = rows.filter(pl.col("p").is_in(_NAMES)).with_columns(
            french=pl.col("o").str.ends_with("@fr"), rank=pl.col("p").replace_strict(_NAMES, range(len(_NAMES)))
        )
        first = ranked.sort("s", "rank", "french", "o", descending=[False, False, True, False]).unique(
            "s", keep="first", maintain_order=True
        )
        names = first.select(pl.col("s").str.strip_prefix("<").str.strip_suffix(">"), text(pl.col("o")))
        names.write_ipc(path, compression="lz4")
        yield path


def _terms(vocabulary: Graph) -> dict[str, str]:
    found: dict[str, str] = {}
    for prefer in (SKOS.prefLabel, RDFS.label, DCTERMS.title):
        for node, name in sorted(vocabulary.subject_objects(prefer)):
            if isinstance(node, URIRef) and isinstance(name, Literal) and name.language == "fr":
                found.setdefault(str(node), str(name))
    return found
