"""Cells: one column seen before and after its kind, with what can be said of the cells that lost something."""

from typing import Final

import polars as pl

from loaders.columns import kind_of
from loaders.kinds.kind import swiftly, tidy
from loaders.source import Column, Source

HIDDEN: Final = "(donnée personnelle)"
EMPTY: Final = "cellule obligatoire vide ; complétez-la ou corrigez la ligne à la source"
SHOWN: Final = 200  # characters of a wrong value that a report quotes
_LATER: Final = {"body", "first", "identifies", "latest", "newest", "succession", "vintage"}
"""Options that cleaning does not look at."""

_FORMULA: Final = r'^="(.*)"$'  # Excel's way to keep the zero of 01004


class Cell:
    """One column under both its names: as published, tidied, under our word; canonical, under `=word`."""

    def __init__(self, source: Source, column: Column) -> None:
        """Look up the kind; a declaration that cannot work raises SourceError."""
        self.kind, self.column, self.word, self.valued = kind_of(source, column), column, column.name, f"={column.name}"
        self.listed = "sep" in column.options
        self.leader = source.columns[str(column.options["along"])] if "along" in column.options else None
        self.aligned = self.leader is not None or any(
            other.options.get("along") == column.name for other in source.columns.values()
        )
        self.personal = column.personal or (source.person is not None and column.name == source.person.birth)

    @property
    def reading(self) -> str:
        """Return what two columns share when they read the same cells in the same way."""
        options = sorted((name, repr(said)) for name, said in self.column.options.items() if name not in _LATER)
        return repr((self.column.headers or self.word, self.column.kind, self.personal, options))

    @property
    def beside(self) -> set[str]:
        """Name the columns whose published cells the rule of this one looks at."""
        said = [self.column.options.get(name, []) for name in ("prefix", "along", "identified")]
        return {str(name) for names in said for name in ([names] if isinstance(names, str) else names)}

    def tidied(self) -> pl.Expr:
        """Return the cell with its spaces in order; null for what says nothing (`empty`) or is another column's."""
        text, options = tidy(pl.col(self.word)), self.column.options
        for word, wanted in options.get("when", {}).items():
            other = tidy(pl.col(word)).fill_null("")
            text = pl.when(other.str.contains(wanted) if isinstance(wanted, str) else other.is_in(wanted)).then(text)
        if options.get("formula"):
            text = text.str.replace(_FORMULA, "$1")
        if "only" in options:
            text = pl.when(text.str.contains(str(options["only"]))).then(text)
        if "unless" in options:
            text = pl.when(~text.str.contains(str(options["unless"]))).then(text)
        if options.get("empty"):
            text = pl.when(~text.is_in([str(one) for one in options["empty"]])).then(text)
        return text if self.listed else self._inside(text)

    def value(self) -> pl.Expr:
        """Return the canonical form; for a list, that of its readable parts, null when there is none."""
        if not self.listed:
            return self._swift()
        values = self._parts().list.eval(self.kind.rule(pl.element(), self.column).value)
        found = values.list.drop_nulls().list.len() > 0
        if self.leader is not None:
            return pl.when(self._paired()).then(values).otherwise(self._nothing(self.leader))
        return pl.when(found).then(values if self.aligned else values.list.drop_nulls())

    def _swift(self) -> pl.Expr:
        """Return the canonical form of a cell that is no list; a rule that looks at other columns looks at each row."""
        rule, pattern = self.kind.rule, self.kind.sound(self.column)
        value = rule(pl.col(self.word), self.column).value
        if set(value.meta.root_names()) != {self.word}:
            return value
        if value.meta.eq(pl.col(self.word)):
            return value
        same = (lambda cells: cells.str.contains(pattern)) if pattern else (lambda cells: cells.is_null())
        return swiftly(pl.col(self.word), lambda cell: rule(cell, self.column).value, same)

    def problem(self) -> pl.Expr:
        """Return why the cell, or the first part of it, cannot be read."""
        if self.listed:
            found = self._parts().list.eval(self.kind.rule(pl.element(), self.column).problem)
            problem = found.list.drop_nulls().list.first()
        else:
            problem = self.kind.rule(pl.col(self.word), self.column).problem
        if self.leader is not None:
            unlike = (
                f"n'a pas autant d'éléments que « {self.leader.name} » ; laissez un élément pour chacun, sans virgule"
            )
            problem = pl.when(~self._paired()).then(pl.lit(unlike)).otherwise(problem)
        return pl.coalesce(problem, pl.when(self.refused()).then(pl.lit(EMPTY)))

    def wrong(self) -> pl.Expr:
        """Tell a cell that holds something, and lost some of it."""
        lost = pl.lit(value=False)
        if self.leader is not None:
            lost = pl.col(self.word).is_not_null() & ~self._paired()
        if self.kind.lenient:
            return lost
        if self.listed:
            kept = pl.col(self.valued).list.drop_nulls().list.len().fill_null(0)
            return lost | (kept < self._parts().list.len())
        return pl.col(self.word).is_not_null() & pl.col(self.valued).is_null()

    def refused(self) -> pl.Expr:
        """Tell a required cell without a value: its row cannot be mapped."""
        return pl.col(self.valued).is_null() if self.column.required else pl.lit(value=False)

    def case(self, header: str) -> pl.Expr:
        """Return what a report says of the cell, or null where there is nothing to say."""
        quoted = pl.lit(HIDDEN) if self.personal else pl.col(self.word).str.slice(0, SHOWN)
        return pl.when(self.wrong() | self.refused()).then(
            pl.struct(
                pl.lit(header).alias("colonne"),
                pl.when(pl.col(self.word).is_not_null()).then(quoted).alias("valeur"),
                self.problem().alias("motif"),
                pl.when(self.refused()).then(pl.lit("ligne")).otherwise(pl.lit("cellule")).alias("portee"),
            )
        )

    def _parts(self, column: Column | None = None) -> pl.Expr:
        """Return the tidy, filled parts of a list cell, ours or another column's."""
        of = column or self.column
        split = pl.col(of.name).str.split(str(of.options["sep"]))
        part = self._inside(tidy(pl.element())) if column is None else tidy(pl.element())
        return split.list.eval(part).list.drop_nulls()

    def _inside(self, text: pl.Expr) -> pl.Expr:
        """Return what `inside` takes of a text; one that does not match is left for the kind to judge."""
        pattern = self.column.options.get("inside")
        return pl.coalesce(text.str.extract(str(pattern), 1), text) if pattern else text

    def _paired(self) -> pl.Expr:
        """Tell a list that has as many parts as the one it goes along with."""
        assert self.leader is not None
        return self._parts().list.len().fill_null(0) == self._parts(self.leader).list.len().fill_null(0)

    def _nothing(self, leader: Column) -> pl.Expr:
        """Return one null for each part of the leading list, so that both explode together."""
        parts = self._parts(leader)
        return pl.when(parts.list.len() > 0).then(parts.list.eval(pl.when(pl.lit(value=False)).then(pl.element())))


def exploded(frame: pl.LazyFrame, cells: list[Cell]) -> pl.LazyFrame:
    """Give one row to each part of a list; parallel lists are taken together, and the parts of no value left out."""
    for cell in cells:
        if not cell.listed or cell.leader is not None:
            continue
        together = [cell.word, *(c.word for c in cells if c.leader is not None and c.leader.name == cell.word)]
        filled = pl.col(cell.word).list.len().fill_null(0) > 0
        frame = frame.with_columns(filled.alias("_liste")).explode(together, empty_as_null=True)
        frame = frame.filter(pl.col(cell.word).is_not_null() | ~pl.col("_liste")).drop("_liste")
    return frame
