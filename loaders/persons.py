"""Who is who: one person across files, by name and birth date held in memory only; never by name alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

KEY: Final = ("_slug", "_naissance", "_territoire")
"""What tells two rows apart before they are known to be one person; dropped before anything is written."""

RANKS: Final = {"commune": 0, "canton": 1, "epci": 2, "collectivite": 3, "departement": 4, "region": 5}
"""The most local territory of a person's mandates ends their IRI."""

Row = tuple[str, str | None, str, str, str]  # slug, birth, territory `level:code`, family, given


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


def identify(rows: Iterable[Row], epci_of: Mapping[str, str]) -> Persons:
    """Decide who is who; `epci_of` gives the grouping of a commune, to know that two territories are nested.

    Same name and same birth date are one person. A row without a birth date joins the one person of that name
    whose mandates lie in the same or a nested territory; where several could be meant it stays apart, to review.
    """
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[row[0]].append(row)
    review: list[tuple[str, str]] = []
    out: list[tuple[str | None, ...]] = []
    taken: dict[str, int] = defaultdict(int)
    for name in sorted(named):
        for group in _groups(named[name], epci_of, review):
            iri = _iri(group, taken, review)
            family, given = group[-1][3], group[-1][4]
            out += [(row[0], row[1], row[2], iri, family, given) for row in group]
    names = (*KEY, "personne", "personne_nom", "personne_prenom")
    table = pl.DataFrame(out, schema=dict.fromkeys(names, pl.String), orient="row")
    return Persons(table.unique(maintain_order=True), tuple(review))


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


def _iri(group: list[Row], taken: dict[str, int], review: list[tuple[str, str]]) -> str:
    """Return the slug of a person; namesakes of one territory get an ordinal and are listed for review."""
    local = min((row[2] for row in group), key=lambda t: (RANKS.get(t.partition(":")[0], 9), t))
    name = f"{group[0][0]}-{local.partition(':')[2]}".lower()
    taken[name] += 1
    if taken[name] == 1:
        return name
    review.append((name, "homonymes dans un même territoire : distingués par leur date de naissance"))
    return f"{name}-{taken[name]}"
