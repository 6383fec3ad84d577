"""How an answer is written: for a terminal, a spreadsheet, a page, a program, or a portal."""

from graph.asking.formats.reading import as_table
from graph.asking.formats.table import DEFAULTS, FORMATS, Format, guess, render

__all__ = ["DEFAULTS", "FORMATS", "Format", "as_table", "guess", "render"]
