"""Rows flow through the mapping a batch at a time: nothing that is known of other files makes a file be held whole."""

import polars as pl

from loaders.bodies import SCHEMA as BODIES
from loaders.bodies import named
from loaders.declaration import declared
from loaders.edition import Edition
from loaders.newest import SCHEMA as NEWEST
from loaders.newest import silenced
from loaders.resolving import today


def _holds(frame: pl.LazyFrame) -> bool:
    """Tell a plan with a join: the streaming engine lets it run ahead of the writer, with the whole file in memory."""
    return "join" in (frame.show_graph(engine="streaming", plan_stage="physical", raw_output=True, show=False) or "")


def test_no_file_is_held_whole_to_follow_its_communes_its_bodies_and_who_speaks_last() -> None:
    source = declared()["bpe-equipements"]
    rows = pl.LazyFrame(schema=dict.fromkeys([*source.columns, "siren"], pl.String))
    codes = pl.DataFrame({"code": ["62001"], "courant": ["62002"]})
    moved = today(rows, "commune", codes)
    iri = "https://example.org/BPE25.csv"
    edition = Edition(source=source, path=source.folder / "BPE25.csv", name="BPE25.csv", iri=iri, sha256="0" * 64)
    last = silenced(moved, edition, pl.DataFrame(schema=NEWEST))
    flow = named(last, "siren", pl.DataFrame(schema=BODIES))
    assert not _holds(flow)
    assert _holds(flow.join(codes.lazy(), left_on="commune", right_on="code", how="left", maintain_order="left"))
