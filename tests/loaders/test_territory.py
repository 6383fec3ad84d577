"""The traps of the official files of territories, on the real files where they are, and on their samples elsewhere."""

from pathlib import Path

import pytest
from rdflib import RDF, URIRef

from loaders.clean import count
from loaders.edition import Edition, edition
from loaders.load import prepare
from loaders.table import read
from ontology.iris import mint
from ontology.terms import IGEO, MLG
from tests.loaders.mapped import SOURCES, about, mapped, sample, typed
from tests.loaders.test_newest import MOVES, TABLE
from tests.loaders.test_table_hostile import row, workbook

# the movements that the samples of communes take part in
BERMERIES = MOVES + "32,2025-01-01,COM,59070,Bermeries,COM,59006,L'Orée de Mormal\n"
ACCEPTED = {  # file -> source, rows of it
    "cog/donnees_communes_populations_2020_dep59_62_entete_2023.csv": ("populations", 1538),
    "cog/v_arrondissement_2024.csv": ("arrondissements", 333),
    "cog/etalab_departements_2025.json": ("departements-etalab", 109),
    "cog/etalab_regions_2025.json": ("regions-etalab", 26),
    "epci/insee_ept_au_01-01-2025.xlsx": ("ept", 34_875),
    "epci/banatic_insee_siren_2024.xlsx": ("banatic", 34_935),
    "laposte/laposte_hexasmal_2020_dep59_62.csv": ("codes-postaux", 1598),
    "laposte/laposte_hexasmal_2020_cas_particuliers.csv": ("codes-postaux", 450),
    "bpe/bpe_extrait_loire_hauteloire_2000_premieres.csv": ("bpe-equipements", 2000),
    "bpe/typequ_libelles_observes.csv": ("bpe-types", 219),
}


def real(samples: Path, name: str) -> Edition:
    return edition(SOURCES[ACCEPTED[name][0]], samples / name)


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_row_of_a_real_file_is_read_and_none_is_set_aside(samples: Path, tmp_path: Path, name: str) -> None:
    counts = count(prepare(real(samples, name), tmp_path))
    assert (counts.read, counts.rejected, counts.cells) == (ACCEPTED[name][1], 0, 0)


def test_the_extract_of_a_user_is_not_dated_by_its_number_of_rows(samples: Path) -> None:
    assert real(samples, "bpe/bpe_extrait_loire_hauteloire_2000_premieres.csv").published is None


def test_the_population_of_a_commune_is_that_of_its_row(samples: Path, tmp_path: Path) -> None:
    name = "cog/donnees_communes_populations_2020_dep59_62_entete_2023.csv"
    graph = mapped(tmp_path, real(samples, name))
    figure = URIRef("https://w3id.org/maillage/id/chiffre/population-municipale-de-reference/62119/2020")
    [value] = graph.objects(figure, URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue"))
    assert int(str(value)) == 24_983


def test_the_figures_of_a_merged_commune_keep_the_code_that_was_published(tmp_path: Path) -> None:
    rows = "REG;DEP;COM;PMUN;PCAP;PTOT\n32;59;59070;376;3;379\n32;59;59006;213;8;221\n"
    graph = mapped(tmp_path, typed(tmp_path, "populations__2020", rows), typed(tmp_path, "mouvements__2026", BERMERIES))
    today = mint("commune", "59006")
    published = {str(one).rsplit("/", 2)[1] for one in graph.subjects(MLG.sujet, today)}
    assert published == {"59070", "59006"}
    marked = {str(graph.value(one, MLG.codeCommuneOrigine)) for one in graph.subjects(MLG.codeCommuneOrigine)}
    assert marked == {"59070"}


def test_the_communes_without_a_public_establishment_have_none(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "epci/insee_ept_au_01-01-2025.xlsx"))
    inside = set(graph.subjects(IGEO.subdivisionDe, None))
    assert len(inside) == 129  # the 131 of the metropolis but Paris, which is its own establishment
    assert len(set(graph.subjects(RDF.type, MLG.EtablissementPublicTerritorial))) == 11
    assert mint("commune", "75056") not in inside
    assert "ZZZZZZZZZ" not in graph.serialize(format="nt")


def test_the_collectivities_overseas_are_neither_departments_nor_regions(samples: Path, tmp_path: Path) -> None:
    files = ("cog/etalab_departements_2025.json", "cog/etalab_regions_2025.json")
    graph = mapped(tmp_path, *(real(samples, name) for name in files))
    assert len(set(graph.subjects(RDF.type, IGEO.Departement))) == 101
    assert len(set(graph.subjects(RDF.type, IGEO.Region))) == 18


def test_a_siren_that_a_workbook_holds_as_a_number_is_read(samples: Path, tmp_path: Path) -> None:
    table = read(SOURCES["banatic"], samples / "epci/banatic_insee_siren_2024.xlsx", tmp_path)
    lengths = table.frame.collect()["siren_membre"].str.len_chars().unique().to_list()
    assert lengths == [9]


HEAD = row(1, "Reg_com", "dep_com", "siren", "insee", "nom_com", "ptot_2024", "pmun_2024", "pcap_2024")
BETHUNE = row(2, "32", "62", "<c><v>216209106</v></c>", "62119", "Béthune", "<c><v>25303</v></c>", "<c/>", "<c/>")
EMPTY = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 9))


def test_the_empty_rows_that_end_a_sheet_are_not_rows(tmp_path: Path) -> None:
    path = tmp_path / "insee_siren_2024.xlsx"
    path.write_bytes(workbook(HEAD + BETHUNE + EMPTY))
    counts = count(prepare(edition(SOURCES["banatic"], path), tmp_path))
    assert (counts.read, counts.rejected) == (1, 0)


def test_the_extent_that_a_sheet_announces_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "insee_siren_2024.xlsx"
    path.write_bytes(workbook(HEAD + BETHUNE, extent="A1:XFD1048576"))
    table = read(SOURCES["banatic"], path, tmp_path)
    assert table.frame.collect().select("insee", "siren_membre").rows() == [("62119", "216209106")]


def test_a_commune_has_all_its_postal_codes(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "laposte/laposte_hexasmal_2020_dep59_62.csv"))
    codes = about(graph, str(mint("commune", "59350")), MLG.codePostal)
    assert codes == ["59000", "59160", "59260", "59777", "59800"]


def test_paris_overseas_and_corsica_have_their_postal_codes(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "laposte/laposte_hexasmal_2020_cas_particuliers.csv"))
    assert about(graph, str(mint("arrondissement_municipal", "75116")), MLG.codePostal) == ["75016", "75116"]
    assert {"75016", "75116"} <= set(about(graph, str(mint("commune", "75056")), MLG.codePostal))
    assert about(graph, str(mint("commune", "2A001")), MLG.codePostal) == ["20167"]
    assert about(graph, str(mint("commune", "98713")), MLG.codePostal) == ["98761", "98762", "98785"]


def test_the_postal_code_of_a_merged_commune_goes_to_the_new_one_but_not_its_point(tmp_path: Path) -> None:
    rows = (
        "Code_commune_INSEE;Nom_commune;Code_postal;Ligne_5;Libellé_d_acheminement;coordonnees_gps\n"
        "59070;BERMERIES;59570;;BERMERIES;50.2847571566,3.74905320173\n"
    )
    postal = typed(tmp_path, "codes_postaux__2020", rows)
    graph = mapped(tmp_path, postal, typed(tmp_path, "mouvements__2026", BERMERIES))
    assert about(graph, str(mint("commune", "59006")), MLG.codePostal) == ["59570"]
    assert "POINT" not in graph.serialize(format="nt")


def test_the_siren_of_a_delegated_commune_goes_to_nobody(tmp_path: Path) -> None:
    table = typed(tmp_path, "banatic__2024", TABLE + "32;59;215900705;59070;Bermeries;381;378;3\n")
    graph = mapped(tmp_path, table, typed(tmp_path, "mouvements__2026", BERMERIES))
    assert not set(graph.subject_objects(MLG.siren))


PRIVATE = {  # what the hand-made samples hold of persons, under names that nobody bears
    ("bpe-equipements", "sample-2025.csv"): ("UN NOM DE PERSONNE", "84386691400016", "[ND]"),
    ("bpe-equipements", "sample-sans-annee.csv"): ("84386691400016",),
    ("data-es", "sample-2026.csv"): ("UNTEL",),
    ("sirene-unites-legales", "sample-2026.csv"): ("CAMILLE", "EXEMPLE", "[ND]", "999999972", "999999980", "999999998"),
    ("annuaire", "sample-2026.json"): ("valeur", "tel:", "mailto:", "affectation"),
}


@pytest.mark.parametrize("which", PRIVATE, ids="/".join)
def test_nothing_of_a_natural_person_is_written(tmp_path: Path, which: tuple[str, str]) -> None:
    one = sample(*which)
    published = one.path.read_text(encoding="utf-8-sig")
    written = mapped(tmp_path, one).serialize(format="nt")
    assert written
    for word in PRIVATE[which]:
        assert word not in written
    assert any(word in published for word in PRIVATE[which])
