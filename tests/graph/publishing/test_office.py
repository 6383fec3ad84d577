"""The sheets of a bundle in LibreOffice itself, in a French locale: what a person would see and add up."""

from pathlib import Path

import pytest

from graph.publishing.wanted import Published
from tests.graph.office import OFFICE, opened
from tests.graph.publishing.lot import published

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) absent")


def test_a_sheet_opens_with_accents_leading_zeros_and_amounts_right(tmp_path: Path) -> None:
    lot = published(tmp_path).path
    cells = opened(lot / "excel" / "flux-financier.csv", tmp_path)
    head = {one.value: number for number, one in enumerate(cells[0])}
    school, park = cells[1], cells[2]
    assert school[head["libellé"]] == ("string", "'=École « Jean » ; l'ardoise", "")
    assert park[head["montant"]] == ("float", "300", "")
    assert school[head["montant"]][:2] == ("string", "1200000,5 | 7,25")
    assert school[head["début"]][:2] == ("string", "2021-09-01")
    assert school[head["remarque"]].value.startswith("deux\nlignes")
    town = opened(lot / "excel" / "commune.csv", tmp_path)
    named = dict(zip([one.value for one in town[0]], town[1], strict=False))
    assert named["code officiel"] == ("string", "01004", 'of:="01004"')


def test_an_amount_with_cents_adds_up(tmp_path: Path) -> None:
    facts = (
        '<document/rapport.txt> { <flux/f> a mlg:FluxFinancier ; rdfs:label "Fête"@fr ; schema:amount 1234567.89 . }'
    )
    lot = published(tmp_path, facts).path
    cells = opened(lot / "excel" / "flux-financier.csv", tmp_path)
    assert ("float", "1234567.89", "") in cells[1]
    assert ("string", "Fête", "") in cells[1]


def test_the_communes_of_the_embedded_graph_keep_their_codes_and_their_names(
    embedded: Published, tmp_path: Path
) -> None:
    """No code has become a number, and what runs is only what keeps a code as it is."""
    head, *rows = opened(embedded.path / "excel" / "commune.csv", tmp_path)
    names = [one.value for one in head]
    code, label = names.index("code officiel"), names.index("libellé")
    found = {row[label].value: row[code] for row in rows if len(row) > code}
    assert found["Béthune"][:2] == ("string", "62119")
    assert {one.kind for one in found.values()} == {"string"}
    assert all(one.formula in {"", f'of:="{one.value}"'} for one in found.values())
