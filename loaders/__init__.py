"""How a source becomes triples: declarations, reading, cleaning, vintage, identity, and the mapping compiler."""

from loaders.declaration import declared
from loaders.errors import SourceError
from loaders.source import Source

__all__ = ["Source", "SourceError", "declared"]
