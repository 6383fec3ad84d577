"""Offices of elected people: from the labels of the RNE to our list of functions, and the rank they carry."""

from typing import Final

import polars as pl

from loaders.kinds.kind import XSD, Cleaned, Kind, folded, translated
from loaders.source import Column

OTHER: Final = "autre-fonction"
_VICE: Final = r"\bvice presidente?\b"
_WITHIN: Final = r"\b(?:presidente?|membre) (?:de |du |d |de la |de l )(?:une )?(?:commission|groupe|comite|bureau)\b"
_DELEGATE: Final = r"^conseillere? (?:\S+ )?deleguee?\b"

# First match wins, on a folded label (« 1er vice-président » -> « 1er vice president »). The vice-president of a
# commission presides over nothing but the commission: `_WITHIN` stands first wherever a body has commissions.
LABELS: Final = {
    "commune": (
        (r"^maire deleguee?\b", "maire-delegue"),
        (r"\badjointe?\b.*\barrondissement\b", "adjoint-maire-arrondissement"),
        (r"\badjointe?\b", "adjoint-au-maire"),
        (r"^maire d arrondissement", "maire-arrondissement"),
        (r"^maire(?: d[eu]s? .*| d .*)?$", "maire"),
        (_DELEGATE, "conseiller-municipal-delegue"),
        (r"^conseillere? municipale?\b", "conseiller-municipal"),
    ),
    "arrondissement": (
        (r"\badjointe?\b", "adjoint-maire-arrondissement"),
        (r"^maire\b", "maire-arrondissement"),
        (r"^conseillere?\b", "conseiller-arrondissement"),
    ),
    "epci": (
        (_WITHIN, OTHER),
        (_VICE, "vice-president-epci"),
        (r"^presidente?(?: du conseil\b.*| de (?:la|l) .*)?$", "president-epci"),
        (_DELEGATE, "conseiller-communautaire-delegue"),
        (r"^(?:conseillere?|deleguee?) (?:communautaire|metropolitaine?)\b", "conseiller-communautaire"),
    ),
    "departement": (
        (_WITHIN, OTHER),
        (_VICE, "vice-president-conseil-departemental"),
        (r"^presidente?(?: du conseil (?:departemental|general)\b.*| de la collectivite\b.*)?$",
         "president-conseil-departemental"),
        (r"^conseillere? (?:departementale?|generale?)\b", "conseiller-departemental"),
    ),
    "region": (
        (_WITHIN, OTHER),
        (_VICE, "vice-president-conseil-regional"),
        (r"^presidente?(?: du conseil regional\b.*)?$", "president-conseil-regional"),
        (r"^conseillere? regionale?\b", "conseiller-regional"),
    ),
    "assemblee": (
        (_WITHIN, OTHER),
        (r"\b(?:organe|conseil) executif\b", OTHER),
        (_VICE, "vice-president-assemblee"),
        (r"^presidente?(?: de l assemblee\b.*)?$", "president-assemblee"),
        (r"^(?:membre de l assemblee|conseillere?)\b", "membre-assemblee"),
    ),
}  # fmt: skip

_UNITS: Final = ("", "un", "deux", "trois", "quatr", "cinqu", "six", "sept", "huit", "neuv")
_TEENS: Final = ("dix", "onz", "douz", "treiz", "quatorz", "quinz", "seiz", "dix sept", "dix huit", "dix neuv")
ORDINALS: Final = (
    {"premier": "1", "premiere": "1", "second": "2", "seconde": "2", "vingtieme": "20", "vingt et unieme": "21"}
    | {f"{stem}ieme": str(rank) for rank, stem in enumerate(_UNITS) if rank > 1}
    | {f"{stem}ieme": str(10 + rank) for rank, stem in enumerate(_TEENS)}
    | {f"vingt {stem}ieme": str(20 + rank) for rank, stem in enumerate(_UNITS) if rank > 1}
)


def _office(cell: pl.Expr, column: Column) -> Cleaned:
    """Name the office in the body `organe`; a label nobody knows is `autre-fonction`, never lost nor guessed."""
    label = folded(cell)
    value = pl.lit(OTHER)
    for pattern, notation in reversed(LABELS[str(column.options["organe"])]):
        value = pl.when(label.str.contains(pattern)).then(pl.lit(notation)).otherwise(value)
    return Cleaned(pl.when(label.is_not_null()).then(value), pl.lit(None, pl.String))


def _rank(cell: pl.Expr, _: Column) -> Cleaned:
    """Read the rank in front of « 3ème adjoint » or « Second vice-président »; most labels have none."""
    label = folded(cell)
    figure = label.str.extract(r"^0*([1-9][0-9]?) ?(?:er|ere|re|e|eme|ieme|nd|nde|o|°)?(?: |$)")
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))
    word = translated(label.str.extract(rf"^({words})\b"), ORDINALS, pl.lit(None, pl.String))
    return Cleaned(pl.coalesce(figure, word), pl.lit(None, pl.String))


OFFICES: Final = (
    Kind(
        "fonction",
        _office,
        "fonction élective, d'après son libellé",
        lenient=True,
        needs=frozenset({"organe"}),
        options={"organe": LABELS.__contains__},
    ),
    Kind("rang", _rank, "rang annoncé par le libellé d'une fonction", datatype=f"{XSD}integer", lenient=True),
)
