"""Five questions over the real files of Nord and Pas-de-Calais; every expected value was counted in those files.

How each was counted is said beside it, with plain tools (awk, sort) on the published rows, never through Maillage.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.chosen import chosen
from graph.complete import complete
from graph.store import create
from loaders.edition import editions
from loaders.run import gathered, mapped, ready
from queries import bound, questions
from tests.queries.ground import BASE, VOCABULARY, rows

FILES = (
    *("cog/v_commune_2026_dep59_62.csv", "cog/v_mvt_commune_2026_dep59_62.csv", "decp/v1_2019_aife_dep59_62.json"),
    *("decp/v1_2019_e-marchespublics_dep59_62.json", "decp/v1_2019_marches-publics.info_dep59_62.json"),
    *("decp/v1_2019_pes_dep59_62.json", "epci/epcicom2025_dep59_62_reserialise.csv"),
    "financements/dgcl_dotations_investissement_2019_dep59_62_reserialise.csv",
    "financements/politique_ville_adulte-relais_2023_dep59_62.json",
    *("programmes/pvd_carte-interactive_20200122.csv", "qpv/anct_centroide-4326_qpv_2024.geojson"),
    *("qpv/anct_contrats_de_ville_2015_geom_cv_ctr.json", "rne/2022-12-17_3-rne-cd_dep59_62.csv"),
    "rne/2022-03_rne-maires_copie_tierce_latin1_dep59_62.csv",
)
SOURCES = (
    *("communes", "departements", "mouvements", "epcicom", "epci-successions", "decp-contrats", "dotations-anct-2019"),
    *("politique-ville-adulte-relais", "anct-pvd", "qpv-communes", "contrats-de-ville", "rne-departementaux"),
    *("rne-maires", "dispositifs", "dossiers"),
)


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Read, map and complete these files as a build does, without its validation."""
    data, work = tmp_path_factory.mktemp("officiel"), tmp_path_factory.mktemp("triplets")
    for name in FILES:
        (data / Path(name).name).symlink_to(samples / name)
    found, _ = editions(chosen(SOURCES), data)
    good, bad = ready(found, work, lambda _: None)
    assert not bad
    known = gathered(good)
    done = [mapped(one, known, work, str(rank)) for rank, one in enumerate(good)]
    assert not [one.error for one in done if one.error]
    made = create(work / "graphe", {f"urn:x:{rank}": one.files for rank, one in enumerate(done)})
    for path in VOCABULARY:
        made.load(path=str(path), format=ox.RdfFormat.TURTLE)
    complete(made)
    return made


def ask(store: ox.Store, name: str, *columns: str, **given: ox.NamedNode | ox.Literal) -> list[tuple[str, ...]]:
    """Return some columns of an answer as text, IRIs by their last part, rows in the order of the question, once."""
    question = questions()[name]
    places = [question.columns.index(column) for column in columns]
    text = bound(question, {key: [value] for key, value in given.items()})
    return list(dict.fromkeys(tuple(told(row[place]) for place in places) for row in rows(store, text)))


def told(term: object) -> str:
    """Return a text as it is, an IRI by its last part."""
    return term.value.rpartition("/")[2] if isinstance(term, ox.NamedNode) else getattr(term, "value", "")


def iri(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/{path}")


def test_grants_in_communes_with_a_quarter_that_also_buy(store: ox.Store) -> None:
    """QPV 2024 + DETR/DSIL 2019 + DECP 2019 + epcicom 2025 + the report of the agglomeration.

    25 of the 151 projects of communes with a QPV are in the 18 that are also buyers; contracts are the distinct numbers
    of a buyer's SIREN in the four files, quarters the distinct codes of a commune in the centroids.
    """
    columns = ("commune_iri", "nombre_de_quartiers", "nombre_de_marches")
    assert sorted(ask(store, "projets-aides-en-quartier-prioritaire", *columns)) == [
        *(("59009", "3", "52"), ("59183", "3", "20"), ("59220", "1", "5"), ("59291", "2", "7"), ("59328", "1", "42")),
        *(("59350", "5", "1"), ("59378", "1", "5"), ("59392", "5", "32"), ("59410", "1", "55"), ("59512", "3", "37")),
        *(("59616", "2", "18"), ("62119", "2", "13"), ("62160", "4", "3"), ("62186", "1", "3"), ("62193", "2", "1")),
        *(("62215", "1", "11"), ("62413", "1", "58"), ("62498", "5", "1")),
    ]
    assert len(ask(store, "projets-aides-en-quartier-prioritaire", "projet_iri", "montant")) == 25


def test_the_grant_of_bethune_with_the_president_of_its_agglomeration(store: ox.Store) -> None:
    """Row di19_com07704: 199,325 €, DSIL; the president is named by the report of the agglomeration."""
    columns = ("commune", "projet_iri", "montant", "stade", "epci", "president")
    there = iri("territoire/epci/200072460")
    assert ask(store, "projets-aides-en-quartier-prioritaire", *columns, territoire=there) == [
        ("Béthune", "di19-com07704", "199325", "engagé", "CA de Béthune-Bruay, Artois-Lys Romane", "Olivier Gacquerre")
    ]


def test_small_towns_of_tomorrow_and_what_the_state_gives_an_inhabitant(store: ox.Store) -> None:
    """PVD 2020 + DETR/DSIL 2019 + epcicom 2025: sum of montant_sub by id_terr, over pmun_2025, for the 23 towns."""
    columns = ("commune_iri", "nombre_de_flux", "total", "population", "euros_par_habitant")
    found = {row[0]: row[1:] for row in ask(store, "petites-villes-aidees", *columns)}
    assert len(found) == 23
    assert found["62516"] == ("3", "23974.51", "10200", "2.35")  # 6 213.88 + 5 720.63 + 12 040
    assert found["59331"] == ("1", "442715", "3414", "129.68")
    assert found["62588"] == ("3", "123888.25", "1902", "65.14")
    assert found["62268"] == ("4", "144982.76", "4827", "30.04")
    assert found["59136"] == ("1", "13520", "6846", "1.97")
    assert sorted(found)[:6] == ["59015", "59036", "59037", "59136", "59139", "59153"]


def test_mayors_of_a_commune_with_a_quarter_who_sit_in_the_department(store: ox.Store) -> None:
    """Mayors of 2022-03 + departmental councillors of 2022-12-17 + QPV: same name, given name and birth date."""
    assert sorted(code for (code,) in ask(store, "maires-et-departement-en-quartier-prioritaire", "commune_iri")) == [
        *("59014", "59033", "59131", "59139", "59163", "59249", "59295", "59314", "59383", "59560", "59599", "59606"),
        *("62014", "62040", "62065", "62108", "62178", "62186", "62188", "62194", "62318", "62413", "62427", "62464"),
        *("62510", "62516", "62523", "62643", "62667", "62724", "62907"),
    ]


def test_posts_of_mediators_for_a_thousand_inhabitants_of_the_quarters(store: ox.Store) -> None:
    """Adultes-relais 2023 (posts by code_cv) + contrats de ville 2015 (pop) + successions and epcicom (today's)."""
    columns = ("contrat_iri", "nombre_de_postes", "population", "postes_pour_1000_habitants", "epci_iri")
    year = ox.Literal("2023", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    found = ask(store, "adultes-relais-par-contrat", *columns, annee=year)
    assert len(found) == 24
    assert {
        ("contrat-de-ville-cv192", "270", "207382", "1.3", "200093201"),  # published under 245900410, dissolved
        ("contrat-de-ville-cv221", "10", "30332", "0.33", "200072460"),  # published under 200044055, dissolved
        ("contrat-de-ville-cv222", "56", "14930", "3.75", "246200729"),
        ("contrat-de-ville-cv226", "3", "973", "3.08", "200069029"),
        ("contrat-de-ville-cv415", "5", "9571", "0.52", ""),  # Saint-Martin: no department in the file
    } <= set(found)


def test_bodies_that_are_granted_employ_and_buy(store: ox.Store) -> None:
    """DETR/DSIL 2019 + adultes-relais 2023 + DECP 2019, by SIREN (epcicom gives that of a commune)."""
    columns = ("organisme_iri", "nombre_de_dotations", "nombre_de_postes", "nombre_de_marches")
    assert sorted(ask(store, "organismes-aides-et-acheteurs", *columns)) == [
        *(("200033579", "1", "1", "10"), ("200043396", "1", "3", "15"), ("59009", "3", "1", "52")),
        *(("59183", "1", "1", "20"), ("59350", "1", "8", "1"), ("59392", "1", "3", "32"), ("59512", "2", "19", "37")),
        *(("62160", "1", "4", "3"), ("62193", "4", "2", "1"), ("62215", "1", "4", "11")),
    ]
