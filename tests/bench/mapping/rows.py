"""The rows of the bench: a mayors' file of the published layout, fictitious people, the same bytes for a given size."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl

from loaders.terms import IRI, TermType

EDITION: Final = "https://w3id.org/maillage/id/source/rne-maires/banc.csv"
HEADER: Final = (
    "Code du département;Libellé du département;Code de la collectivité à statut particulier;"
    "Libellé de la collectivité à statut particulier;Code de la commune;Libellé de la commune;Nom de l'élu;"
    "Prénom de l'élu;Code sexe;Date de naissance;Code de la catégorie socio-professionnelle;"
    "Libellé de la catégorie socio-professionnelle;Date de début du mandat;Date de début de la fonction"
)
_DATE: Final = TermType(datatype="http://www.w3.org/2001/XMLSchema#date", form="part")
VARIABLES: Final = {
    "personne": TermType(form="part"),
    "commune": TermType(form="part"),
    "nom": TermType(),
    "prenom": TermType(),
    "debut": _DATE,
    "debut_fonction": _DATE,
    "preuve": IRI,
}
_SYLLABLES: Final = (
    "ba",
    "cé",
    "dou",
    "fi",
    "gran",
    "hau",
    "jo",
    "lé",
    "mar",
    "noël",
    "pui",
    "que",
    "rive",
    "sau",
    "thi",
)


def write(path: Path, count: int) -> None:
    """Write a file of `count` rows as the ministry publishes it: semicolons, dd/mm/yyyy, a third of the dates empty."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{HEADER}\n")
        stream.writelines(_rows(random.Random(62), count))


def _rows(dice: random.Random, count: int) -> Iterator[str]:
    def word(parts: int) -> str:
        return "".join(dice.choice(_SYLLABLES) for _ in range(parts))

    for index in range(count):
        commune, department = index % 34_900, f"{index % 95 + 1:02}"
        born = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1940, 2000)}"
        since = f"{dice.randint(23, 28)}/05/2020" if index % 3 else ""
        people = f"{word(4).upper()} D'{word(2).upper()};{word(2).title()}-{word(2).title()};{'MF'[index % 2]};{born}"
        place = f"{department};Département {department};;;{commune:05};L'{word(3).title()}"
        yield f"{place};{people};74;Ancien cadre;{dice.randint(18, 22)}/05/2020;{since}\n"


def cleaned(path: Path) -> pl.LazyFrame:
    """Return the columns of the mapping from a published file: ISO dates, a slug, the IRI of the row."""
    column = {name: pl.col(header) for name, header in _headers().items()}
    name = pl.concat_str(column["prenom"], column["nom"], column["commune"], separator="-")
    slug = name.str.to_lowercase().str.normalize("NFD").str.replace_all(r"\p{M}", "").str.replace_all("[^a-z0-9]+", "-")
    row = (pl.col("row") + 1).cast(pl.String)
    return (
        pl.scan_csv(path, separator=";", infer_schema=False, row_index_name="row")
        .select(
            slug.alias("personne"),
            *(column[each].alias(each) for each in ("commune", "nom", "prenom")),
            *(_iso(column[each]).alias(each) for each in ("debut", "debut_fonction")),
            pl.concat_str(pl.lit(f"{EDITION}#row="), row).alias("preuve"),
        )
    )  # fmt: skip


def _headers() -> dict[str, str]:
    return {
        "commune": "Code de la commune",
        "nom": "Nom de l'élu",
        "prenom": "Prénom de l'élu",
        "debut": "Date de début du mandat",
        "debut_fonction": "Date de début de la fonction",
    }


def _iso(cell: pl.Expr) -> pl.Expr:
    return cell.str.to_date("%d/%m/%Y", strict=False).cast(pl.String)
