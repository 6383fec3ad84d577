"""Figures of the home territory, read by hand in the real files: each says the line that holds it."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SDO, Graph

from loaders.edition import edition
from loaders.load import prepare
from ontology.iris import mint
from ontology.terms import IGEO, MLG, SDMX_MEASURE
from tests.loaders.mapped import SOURCES, mapped

QUARTERS = "qpv/anct_centroide-4326_qpv_2024.geojson"
CONTRACTS = "qpv/anct_contrats_de_ville_2015_geom_cv_ctr.json"
POSTS = "financements/politique_ville_adulte-relais_2023_dep59_62.json"
BOUGHT = "decp/v1_2019_aife_dep59_62.json"
GRANTS = "financements/dgcl_dotations_investissement_2019_dep59_62_reserialise.csv"
INVALID = "financements/scdl_datasubvention_exemple_invalide_erreurs_cellules.csv"
BETHUNE, SERINYA = mint("organisation_siren", "216209106"), mint("organisation_siren", "751005190")


def read(samples: Path, tmp_path: Path, source: str, file: str) -> Graph:
    return mapped(tmp_path, edition(SOURCES[source], samples / file))


@pytest.fixture(scope="module")
def bought(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return read(samples, tmp_path_factory.mktemp("decp"), "decp-contrats", BOUGHT)


@pytest.mark.parametrize(
    ("commune", "quarters"),
    [
        ("62119", {("QN06208M", "Quartier Du Mont Liébaut"), ("QN06209M", "Quartier 3 ilôts")}),  # line 422
        ("62413", {("QN06223M", "Cité Bellevue")}),  # line 443
        ("62516", {("QN06255M", "Ville Centre")}),  # line 451
        ("59339", set()),  # Leers is on no line
    ],
)
def test_the_quarters_of_a_commune_are_those_of_its_line(
    samples: Path, tmp_path: Path, commune: str, quarters: set[tuple[str, str]]
) -> None:
    graph = read(samples, tmp_path, "qpv-communes", QUARTERS)
    found = graph.subjects(IGEO.territoireCommunAvec, mint("commune", commune))
    assert {(str(one).rpartition("/")[2], str(graph.value(one, RDFS.label))) for one in found} == quarters


@pytest.mark.parametrize(("code", "people"), [("cv192", 207382), ("cv219", 53545), ("cv221", 30332)])
def test_a_contract_covers_the_people_its_line_says(samples: Path, tmp_path: Path, code: str, people: int) -> None:
    """Lines 196 (MEL), 223 (Lens-Liévin) and 225 (Béthune-Bruay)."""
    graph = read(samples, tmp_path, "contrats-de-ville", CONTRACTS)
    [figure] = graph.subjects(MLG.sujet, mint("programme", f"contrat-de-ville-{code}"))
    assert int(str(graph.value(figure, SDMX_MEASURE.obsValue))) == people


def test_the_agglomeration_employs_four_of_the_ten_mediators_of_its_contract(samples: Path, tmp_path: Path) -> None:
    """Lines 9, 10, 99 and 100 are the agglomeration's; 42, 70, 110, 132, 141 and 148 are others'; 22 555,73 € each."""
    graph = read(samples, tmp_path, "politique-ville-adulte-relais", POSTS)
    posts = set(graph.subjects(MLG.programme, mint("programme", "contrat-de-ville-cv221")))
    hers = posts & set(graph.subjects(MLG.beneficiaire, mint("organisation_siren", "200072460")))
    assert (len(posts), len(hers)) == (10, 4)
    assert {str(graph.value(post, SDO.amount)) for post in posts} == {"22555.73"}


@pytest.mark.parametrize(
    ("holder", "amount", "qualifier"),
    [
        ("513363408", "47468", "exact"),  # line 2, Citévert
        ("751005190", "398650", "exact"),  # line 169, Serinya
        ("323706499", "180000", "plafond"),  # line 35, Majuscule: a framework agreement
    ],
)
def test_what_bethune_buys_is_what_its_line_says(bought: Graph, holder: str, amount: str, qualifier: str) -> None:
    hers = set(bought.subjects(MLG.financeur, BETHUNE))
    [flow] = hers & set(bought.subjects(MLG.beneficiaire, mint("organisation_siren", holder)))
    assert str(bought.value(flow, SDO.amount)) == amount
    assert bought.value(flow, MLG.qualificatif) == mint("qualificatif", qualifier)


def test_bethune_has_thirteen_contracts_on_that_platform(bought: Graph) -> None:
    """`grep -c 21620910600014` says 13 lines, each of its own number."""
    flows = set(bought.subjects(MLG.financeur, BETHUNE)) & set(bought.subjects(RDF.type, MLG.FluxFinancier))
    assert len({bought.value(flow, MLG.marche) for flow in flows}) == 13


def test_two_files_that_do_not_know_each_other_say_the_same_sum(samples: Path, tmp_path: Path, bought: Graph) -> None:
    """The fibre of Béthune: what the State helps costs what the commune buys (line 148 of one file, 169 of the other).

    The grant is half of it, 199 325 €; the three sums stay three things.
    """
    helped = read(samples, tmp_path, "dotations-anct-2019", GRANTS)
    [cost] = helped.subjects(MLG.sujet, mint("projet", "di19-com07704"))
    [contract] = set(bought.subjects(MLG.financeur, BETHUNE)) & set(bought.subjects(MLG.beneficiaire, SERINYA))
    assert str(helped.value(cost, SDMX_MEASURE.obsValue)) == str(bought.value(contract, SDO.amount)) == "398650"


def test_the_wrong_cells_of_the_invalid_example_are_found_at_their_lines(samples: Path, tmp_path: Path) -> None:
    """Three percentages, three RNA numbers, three SIRET; `05/12/2016` and `100000,1` can be read, and are."""
    found = prepare(edition(SOURCES["subventions"], samples / INVALID), tmp_path).rejects.collect()
    assert sorted(found.select("ligne", "colonne", "valeur").rows(), key=lambda row: (row[1], int(row[0]))) == [
        ("6", "idBeneficiaire", "32402138500000.0"),
        ("8", "idBeneficiaire", "67895644300011"),
        ("27", "idBeneficiaire", "47972170000000"),
        ("2", "pourcentageSubvention", "100"),
        ("3", "pourcentageSubvention", "80"),
        ("4", "pourcentageSubvention", "80"),
        ("5", "rnaBeneficiaire", "W3222"),
        ("12", "rnaBeneficiaire", "W12455"),
        ("30", "rnaBeneficiaire", "W1234567"),
    ]
