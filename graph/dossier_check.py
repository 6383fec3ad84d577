"""What is wrong with the dossiers of a folder, told to the person who filled them: one sentence a problem."""

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import polars as pl

from graph.dossier_text import Text, card, spans
from graph.errors import GraphError
from loaders import SourceError
from loaders.dossier_book import NAME, held
from loaders.edition import DOSSIERS, Document, Edition
from loaders.kinds.kind import tidy
from loaders.load import prepare
from loaders.source import Column, Source
from loaders.table import read
from loaders.table_schema import columns, tables

DECLARATION: Final = "dossier.toml"
_DEFINED: Final = {"equipement": "equipements", "programme": "programmes", "projet": "projets", "flux": "financements"}
_OFFICIAL: Final = frozenset({"commune", "epci", "departement", "region"})
_SLUGS: Final = {"equipements": "equipements", "programmes": "programmes", "programme": "programmes"}
_OWN: Final = frozenset({"partie_de", "recouvre"})
_UNITS: Final = re.compile(r"([0-9]+(?: [0-9]{3})*)(?:[.,]([0-9]+))? ?(k€|M€|Md€|milliers?|millions?|milliards?)(?: d'euros)?")
_ZEROS: Final = {"k": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row as published: where it is, in a spreadsheet's words, and its cells by header."""

    table: str
    file: str
    line: int
    cells: Mapping[str, str]

    def at(self, column: str) -> str:
        """Return the place of a cell, as a sentence starts with it."""
        return f"{self.file}, ligne {self.line}, colonne {column} :"
