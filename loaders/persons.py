"""Who is who: one person across files, by name and birth date held in memory only; never by name alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

KEY: Final = ("_slug", "_naissance", "_territoire")
"""What tells two rows apart before they are known to be one person; dropped before anything is written."""

RANKS: Final = {"commune": 0, "canton": 1, "epci": 2, "collectivite": 3, "departement": 4, "region": 5}
"""The most local territory of a person's mandates ends their IRI."""

_GROUP: Final = "_groupe"
_LAST: Final = "~"  # after every date, where those without one are
_NAMESAKES: Final = "homonymes dans un même territoire : distingués par leur date de naissance"

ROW: Final = (*KEY, "_nom", "_prenom")
"""What is known of a row about a person: KEY, the territory written `level:code`, then both names as they are shown."""

Row = tuple[str, str | None, str, str, str]


@dataclass(frozen=True)
class Persons:
    """The identity of every row (`table`: KEY + personne, personne_nom, personne_prenom) and the doubts."""

    table: pl.DataFrame
    review: tuple[tuple[str, str], ...]


def slug(family: pl.Expr, given: pl.Expr) -> pl.Expr:
    """Return « gacquerre-olivier »: names folded to lower case, no accent, hyphens."""
    text = pl.concat_str(family, pl.lit("-"), given).str.to_lowercase()
    text = text.str.replace_all("œ", "oe", literal=True).str.replace_all("æ", "ae", literal=True)
    text = text.str.normalize("NFD").str.replace_all(r"\p{M}", "")
    return text.str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-")


def identify(rows: pl.DataFrame, epci_of: Mapping[str, str]) -> Persons:
    """Decide who is who among the rows (ROW); `epci_of` gives the grouping of a commune, to know what is nested.

    Same name and same birth date are one person. A row without a birth date joins the one person of that name
    whose mandates lie in the same or a nested territory; where several could be meant it stays apart, to review.
    """
    every = rows.unique()
    undated = every.filter(pl.col(KEY[1]).is_null()).select(KEY[0]).unique()
    dated = every.join(undated, on=KEY[0], how="anti").with_columns(pl.col(KEY[1]).alias(_GROUP))
    review: list[tuple[str, str]] = []
    decided = _decided(every.join(undated, on=KEY[0], how="semi"), epci_of, review)
    order = [KEY[0], _GROUP, *ROW[1:]]
    members = pl.concat([dated.select(order), decided.select(order)]).sort(order, nulls_last=True)
    who = _named(members)
    review += [(name, _NAMESAKES) for name in who.filter(pl.col("rang") > 1)["nom"]]
    known = members.join(who, on=[KEY[0], _GROUP], maintain_order="left")
    table = known.select(*KEY, "personne", "personne_nom", "personne_prenom")
    return Persons(table.unique(maintain_order=True), tuple(sorted(review)))


def _named(members: pl.DataFrame) -> pl.DataFrame:
    """Return each person once: the slug and most local territory, an ordinal for a namesake there, both names."""
    level = pl.col(KEY[2]).str.extract("^([^:]*)").replace_strict(RANKS, default=9, return_dtype=pl.Int64)
    local = pl.col(KEY[2]).sort_by(level, KEY[2]).first().str.replace("^[^:]*:?", "")
    name = pl.concat_str(pl.col(KEY[0]), pl.lit("-"), pl.col("_local")).str.to_lowercase()
    who = members.group_by(KEY[0], _GROUP, maintain_order=True).agg(
        local.alias("_local"), personne_nom=pl.col(ROW[3]).last(), personne_prenom=pl.col(ROW[4]).last()
    )
    ranked = who.with_columns(nom=name).with_columns(rang=pl.int_range(1, pl.len() + 1).over("nom"))
    ordinal = pl.when(pl.col("rang") == 1).then(pl.col("nom")).otherwise(pl.format("{}-{}", "nom", "rang"))
    return ranked.with_columns(personne=ordinal)


def _decided(rows: pl.DataFrame, epci_of: Mapping[str, str], review: list[tuple[str, str]]) -> pl.DataFrame:
    """Say to which person each row of a name belongs, where some row of that name has no birth date."""
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows.select(ROW).iter_rows():
        named[row[0]].append(row)
    out = [
        (*row, group[0][1] or f"{_LAST}{rank:06}")
        for name in sorted(named)
        for rank, group in enumerate(_groups(named[name], epci_of, review))
        for row in group
    ]
    return pl.DataFrame(out, schema=dict.fromkeys((*ROW, _GROUP), pl.String), orient="row")


def _groups(rows: list[Row], epci_of: Mapping[str, str], review: list[tuple[str, str]]) -> list[list[Row]]:
    """Split the rows of one name into persons, dated ones first, in a stable order."""
    dated: dict[str, list[Row]] = defaultdict(list)
    undated: list[Row] = []
    for row in sorted(rows, key=lambda r: (r[1] or "", r[2], r[3], r[4])):
        (undated if row[1] is None else dated[row[1]]).append(row)
    groups = list(dated.values())
    for row in undated:
        near = [g for g in groups if any(_nested(row[2], other[2], epci_of) for other in g)]
        if len(near) == 1:
            near[0].append(row)
        else:
            groups.append([row])
            if near:
                review.append((row[0], f"plusieurs personnes possibles dans {row[2]} : laissée à part"))
    return groups


def _nested(a: str, b: str, epci_of: Mapping[str, str]) -> bool:
    """Tell whether two territories (`level:code`) are the same, or one inside the other."""
    return a == b or b in _above(a, epci_of) or a in _above(b, epci_of)


def _above(territory: str, epci_of: Mapping[str, str]) -> set[str]:
    level, _, code = territory.partition(":")
    if level != "commune":
        return set()
    department = code[:3] if code.startswith("97") else code[:2]
    return {f"epci:{epci_of.get(code, '')}", f"departement:{department}"}
