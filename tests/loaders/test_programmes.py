"""The traps of the lists of programmes and of contracts, on real files where they are, and on rows of true facts."""

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, XSD

from loaders.clean import count
from loaders.edition import Edition, edition
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import MLG
from tests.loaders.mapped import SOURCES, about, mapped, sample, text, typed

ACCEPTED = {  # file -> source, rows of it; one row of PVD is a joke: « Trifouilly-les-Oies », 999999
    "anct_bud_bassin_minier_2019.topojson": ("anct-bud", 1),
    "anct_descriptions_zonages_2019.csv": ("anct-descriptions-2019", 13),
    "anct_fabriques_prospectives_hdf.geojson": ("anct-fabriques", 5),
    "anct_grille_centralite_dep59_62.csv": ("anct-grilles", 1534),
    "anct_grille_densite_dep59_62.csv": ("anct-grilles", 1534),
    "anct_grille_ruralite_dep59_62.csv": ("anct-grilles", 1534),
    "anct_tec_hdf.geojson": ("anct-territoires-engagement", 5),
    "anct_territoires_industrie_hdf.geojson": ("anct-territoires-industrie", 5),
    "anct_zonages_2019_acv_cv_cte_bud_cpier.csv": ("anct-zonages-2019", 757),
    "pvd_carte-interactive_Feuille1_200_premieres.csv": ("anct-pvd", 200),
}
OBSERVED = URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
CABBALR, HENIN_CARVIN, LENS_LIEVIN = "200072460", "246200299", "246200364"
TI = '{"type": "FeatureCollection", "features": [{"properties": %s, "geometry": null}]}'
BETHUNE_BRUAY = {
    "id_ti": "ti-3204",
    "lib_ti": "Béthune-Bruay",
    "lib_groupement": "CA de Béthune-Bruay, Artois-Lys Romane, CA d'Hénin-Carvin, CA de Lens - Liévin",
    "siren_groupement": "200072460, 246200299, 246200364",
}


def real(samples: Path, name: str) -> Edition:
    return edition(SOURCES[ACCEPTED[name][0]], samples / "programmes" / name)


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_row_of_a_real_file_is_read_and_none_is_set_aside(samples: Path, tmp_path: Path, name: str) -> None:
    counts = count(prepare(real(samples, name), tmp_path))
    assert (counts.read, counts.rejected, counts.cells) == (ACCEPTED[name][1], 0, 0)


def programme(slug: str) -> str:
    return str(mint("programme", slug))


# ---------------------------------------------------------------- Petites villes de demain

PVD = "id_pvd,insee_com,lib_com,nom_maire,mel_mairie,site_mairie,regroupement,pop,date_signature\n"


def test_the_only_row_of_the_towns_that_is_refused_is_the_imaginary_one(samples: Path, tmp_path: Path) -> None:
    path = samples / "programmes" / "pvd_carte-interactive_20200122.csv"
    found = prepare(edition(SOURCES["anct-pvd"], path), tmp_path)
    assert (count(found).read, count(found).accepted) == (1607, 1606)
    assert found.rejects.select("ligne", "valeur").unique().collect().rows() == [("1516", "999999")]


def test_neither_the_mayor_nor_the_address_of_the_town_hall_is_read(tmp_path: Path) -> None:
    row = "pvd-1,62516,Lillers,Camille EXEMPLE,mairie@exemple.fr,https://exemple.fr,NA,9931,\n"
    written = text(tmp_path, typed(tmp_path, "anct_pvd__2020", PVD + row))
    assert "Lillers" in written
    assert not [word for word in ("EXEMPLE", "exemple.fr", "9931", '"NA"') if word in written]


@pytest.mark.parametrize("number", ["", "NA"])
def test_a_town_without_a_number_is_named_by_its_commune_until_the_list_numbers_it(tmp_path: Path, number: str) -> None:
    old = typed(tmp_path, "anct_pvd__2020", f"{PVD}{number},62516,Lillers,,,,NA,,\n")
    assert set(mapped(tmp_path, old).subjects(RDF.type, MLG.ContratTerritorial)) == {
        mint("programme", "pvd-commune-62516")
    }
    new = typed(tmp_path, "anct_pvd__2022", f"{PVD}pvd-32-62-9,62516,Lillers,,,,NA,,\n")
    assert set(mapped(tmp_path, old, new).subjects(RDF.type, MLG.ContratTerritorial)) == {
        mint("programme", "pvd-32-62-9")
    }


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2021-03-12", Literal("2021-03-12", datatype=XSD.date)),
        ("12/03/2021", Literal("2021-03-12", datatype=XSD.date)),
        ("01/2021", Literal("2021-01", datatype=XSD.gYearMonth)),
        ("NA", None),
    ],
)
def test_a_month_of_signature_is_not_made_a_day(tmp_path: Path, cell: str, expected: Literal | None) -> None:
    graph = mapped(tmp_path, typed(tmp_path, "anct_pvd__2022", f"{PVD}pvd-1,62516,Lillers,,,,NA,,{cell}\n"))
    assert graph.value(mint("programme", "pvd-1"), MLG.dateSignature) == expected


def test_the_towns_of_one_agreement_share_it(tmp_path: Path) -> None:
    rows = "pvd-1,62516,Lillers,,,,NA,,\npvd-1,62048,Auchel,,,,NA,,\n"
    graph = mapped(tmp_path, typed(tmp_path, "anct_pvd__2022", PVD + rows))
    assert about(graph, programme("pvd-1"), MLG.perimetre) == ["62048", "62516"]


# ---------------------------------------------------------------- contracts and their authorities


def contracts(samples: Path, tmp_path: Path) -> Graph:
    path = samples / "qpv" / "anct_contrats_de_ville_2015_geom_cv_ctr.json"
    listed = edition(SOURCES["contrats-de-ville"], path)
    assert (count(prepare(listed, tmp_path)).accepted, count(prepare(listed, tmp_path)).cells) == (434, 0)
    return mapped(tmp_path, listed, sample("epci-successions", "embarque.csv"))


def test_a_contract_of_a_dissolved_authority_is_that_of_its_successor(samples: Path, tmp_path: Path) -> None:
    graph = contracts(samples, tmp_path)
    for code, before, now in (("cv221", "200044055", CABBALR), ("cv192", "245900410", "200093201")):
        contract = programme(f"contrat-de-ville-{code}")
        assert about(graph, contract, MLG.perimetre) == [now]
        assert about(graph, contract, MLG.porteurOrigine) == [before]
    alive = programme("contrat-de-ville-cv043")  # dissolved in 2016, but no public act of it has been read
    assert about(graph, alive, MLG.perimetre) == ["241300276"]
    assert about(graph, alive, MLG.porteurOrigine) == []


def test_a_contract_over_two_departments_keeps_both_its_figures(samples: Path, tmp_path: Path) -> None:
    graph = contracts(samples, tmp_path)
    figures = graph.subjects(MLG.sujet, mint("programme", "contrat-de-ville-cv043"))
    assert sorted(int(str(graph.value(one, OBSERVED))) for one in figures) == [1916, 21147]


def test_a_commune_that_signed_alone_is_a_commune(samples: Path, tmp_path: Path) -> None:
    graph = contracts(samples, tmp_path)
    assert about(graph, programme("contrat-de-ville-cv373"), MLG.perimetre) == ["97117"]  # Le Moule


def test_the_zonings_of_2019_join_the_contracts_of_2015(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "anct_zonages_2019_acv_cv_cte_bud_cpier.csv"))
    assert (None, DCTERMS.isPartOf, mint("programme", "acv")) in graph
    assert about(graph, programme("contrat-de-ville-cv221"), MLG.perimetre) == ["200044055"]  # no act loaded here
    assert about(graph, programme("contrat-de-ville-cv043"), DCTERMS.isPartOf) == ["contrat-de-ville"]
    assert str(graph.value(mint("observation", "communes-du-zonage", "bud-001", "2019"), OBSERVED)) == "159"
    assert "NA" not in {str(one) for one in graph.objects(None, MLG.porteurOrigine)}


def test_a_row_of_a_commune_is_never_made_an_intercommunal_authority(tmp_path: Path) -> None:
    head = "id_crte,lib_crte,siren_groupement,lib_groupement,nature_juridique\n"
    crte = typed(tmp_path, "anct_crte__2022", head + "crte-x,Harnes,216204131,Harnes,COM\n")
    alone = mapped(tmp_path, crte)
    assert about(alone, programme("crte-x"), MLG.perimetre) == []
    table = typed(tmp_path, "epcicom__2025", EPCICOM)
    assert about(mapped(tmp_path, crte, table), programme("crte-x"), MLG.perimetre) == ["62413"]


EPCICOM = (
    "dept;siren;raison_sociale;nature_juridique;mode_financ;insee;siren_membre;nom_membre;dep_com\n"
    "62;246200364;CA de Lens - Liévin;CA;FPU;62413;216204131;Harnes;62\n"
)


def test_the_names_of_groupings_are_never_split_on_their_commas(tmp_path: Path) -> None:
    written = text(tmp_path, typed(tmp_path, "anct_territoires_industrie__2024", TI % json.dumps(BETHUNE_BRUAY)))
    assert "Romane" not in written
    assert sorted({part.partition(">")[0] for part in written.split("/id/territoire/epci/")[1:]}) == [
        CABBALR, HENIN_CARVIN, LENS_LIEVIN,
    ]  # fmt: skip


def test_the_workshops_cite_authorities_by_their_siren(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "anct_fabriques_prospectives_hdf.geojson"))
    around = {str(one).rpartition("/")[2] for one in graph.objects(None, MLG.perimetre)}
    assert CABBALR in around
    assert all(len(siren) == 9 and siren.isdecimal() for siren in around)


def test_the_towns_that_swapped_their_numbers_are_known_by_their_names(tmp_path: Path) -> None:
    old = typed(tmp_path, "anct_cites_educatives__2023", "id_cite,lib_cite\ncite-040,Mamoudzou\n")
    new = typed(tmp_path, "anct_cites_educatives__2025", "id_cite,lib_cite\ncite-040,Bruay-la-Buissière\n")
    named = {str(one).rpartition("/")[2] for one in mapped(tmp_path, old, new).subjects(RDF.type, MLG.Programme)}
    assert named == {"cite-educative-mamoudzou", "cite-educative-bruay-la-buissiere"}


def test_the_quarters_of_a_list_in_words_are_read_by_their_codes(tmp_path: Path) -> None:
    content = (
        'id_cde,lib_cde,liste_geo\ncde-010,Maubeuge,"L\'Epinette (QP059018); Sous-Le Bois, Montplaisir (QP059019)"\n'
    )
    graph = mapped(tmp_path, typed(tmp_path, "anct_cites_emploi__2023", content))
    assert about(graph, programme("cde-010"), MLG.perimetre) == ["QP059018", "QP059019"]
    assert [str(one) for one in graph.objects(mint("qpv", "QP059019"), RDFS.label)] == ["Sous-Le Bois, Montplaisir"]


def test_the_area_of_a_territory_of_commitment_is_a_commune_or_a_grouping(samples: Path, tmp_path: Path) -> None:
    graph = mapped(tmp_path, real(samples, "anct_tec_hdf.geojson"))
    kinds = {str(one).rsplit("/", 2)[1] for one in graph.objects(None, MLG.perimetre)}
    assert kinds <= {"commune", "epci"}
    assert len(set(graph.subjects(MLG.perimetre, None))) == 5
