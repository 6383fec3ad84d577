"""What several sources state is left to the newest that knows it, each commune by itself, and to its authority."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal

from loaders.errors import SourceError
from ontology.iris import mint
from ontology.terms import IGEO, MLG
from tests.loaders.mapped import SOURCES, mapped, typed

HEADER = "dept;siren;raison_sociale;nature_juridique;mode_financ;insee;siren_membre;nom_membre;dep_com"
ETALAB = (
    '[{"code": "%s", "nom": "%s", "type": "%s", "modeFinancement": "FPU",'
    ' "membres": [{"code": "%s", "siren": "%s", "nom": "%s"}]}]'
)
OSTREVENT = "59;245901152;CA Coeur d'Ostrevent;CA;FPU;59001;215900010;Abancourt;59"  # a CC until 2024
HESDIN = "62;200044030;CC des 7 Vallées;CC;FA;62447;934466814;Hesdin-la-Forêt;62"  # a new body since 2025
BETHUNE = "62;200072460;CA de Béthune-Bruay, Artois-Lys Romane;CA;FPU;62119;216209106;Béthune;62"
TABLE = "Reg_com;dep_com;siren;insee;nom_com;ptot_2024;pmun_2024;pcap_2024\n"
MOVES = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP\n"
    "32,2025-01-01,COM,62461,Huby-Saint-Leu,COM,62447,Hesdin-la-Forêt\n"
)


def graph(tmp_path: Path, **files: str) -> Graph:
    """Map files named `source__date`, all together."""
    return mapped(tmp_path, *(typed(tmp_path, name, content) for name, content in files.items()))


def sirens(found: Graph, code: str) -> list[str]:
    return sorted(str(one) for one in found.objects(mint("collectivite_commune", code), MLG.siren))


def groupings(found: Graph, code: str) -> list[str]:
    above = found.objects(mint("commune", code), IGEO.subdivisionDe)
    return sorted(str(one).rpartition("/")[2] for one in above if "/epci/" in str(one))


def test_the_siren_of_a_commune_is_that_of_the_newest_file_that_knows_it(tmp_path: Path) -> None:
    old = TABLE + "32;62;216204479;62447;Hesdin;2233;2222;11\n53;29;212901557;29155;Ouessant;850;840;10\n"
    found = graph(tmp_path, banatic__2024=old, epcicom__2025=f"{HEADER}\n{HESDIN}\n")
    assert sirens(found, "62447") == ["934466814"]
    assert sirens(found, "29155") == ["212901557"]  # no newer file has it: it has no grouping


def test_the_figures_of_an_older_file_stay_they_bear_their_own_date(tmp_path: Path) -> None:
    old = TABLE + "32;62;216204479;62447;Hesdin;2233;2222;11\n"
    found = graph(tmp_path, banatic__2024=old, epcicom__2025=f"{HEADER}\n{HESDIN}\n")
    figure = mint("observation", "population-totale", "62447", "2024")
    assert (figure, MLG.uniteTexte, Literal("habitants")) in found


def test_a_commune_that_merged_gives_its_siren_to_nobody(tmp_path: Path) -> None:
    old = TABLE + "32;62;216204610;62461;Huby-Saint-Leu;862;855;7\n"
    found = graph(tmp_path, banatic__2024=old, mouvements__2026=MOVES)
    assert not set(found.objects(None, MLG.siren))


def test_an_embedded_extract_does_not_silence_the_rest_of_a_whole_older_file(tmp_path: Path) -> None:
    whole = (
        "CODGEO;LIBGEO;EPCI;LIBEPCI;DEP;REG\n"
        "62119;Béthune;200044055;CA de Béthune Bruay Noeux et Environs;62;32\n"
        "59001;Abancourt;245901152;CC Coeur d'Ostrevent;59;32\n"
    )
    found = graph(tmp_path, epcicom__2025=f"{HEADER}\n{BETHUNE}\n", intercommunalites_composition__2016=whole)
    assert groupings(found, "62119") == ["200072460"]
    assert groupings(found, "59001") == ["245901152"]


def test_of_two_files_of_one_year_the_authority_speaks(tmp_path: Path) -> None:
    copy = ETALAB % ("245901152", "CC Coeur d'Ostrevent", "CC", "59001", "215900010", "Abancourt")
    found = graph(tmp_path, epci_etalab__2025=copy, epcicom__2025=f"{HEADER}\n{OSTREVENT}\n")
    natures = set(found.objects(mint("epci", "245901152"), MLG.natureJuridique))
    assert natures == {mint("nature_juridique", "CA")}


def test_a_day_of_a_year_is_newer_than_the_year(tmp_path: Path) -> None:
    old = f"{HEADER}\n{HESDIN.replace('934466814', '216204479')}\n"
    found = graph(tmp_path, epcicom__2025=old, banatic__2025_03=TABLE + "32;62;934466814;62447;Hesdin-la-Forêt;;;\n")
    assert sirens(found, "62447") == ["934466814"]


def test_a_file_without_a_date_is_the_newest(tmp_path: Path) -> None:
    copy = ETALAB % ("245901152", "CC Coeur d'Ostrevent", "CC", "59001", "215900010", "Abancourt")
    found = graph(tmp_path, epci_etalab__=copy, epcicom__2025=f"{HEADER}\n{OSTREVENT}\n")
    assert set(found.objects(mint("epci", "245901152"), MLG.natureJuridique)) == {mint("nature_juridique", "CC")}


def test_a_dated_source_is_refused_without_the_year_of_its_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"l'année de cette édition n'est pas connue .* banatic___2025\.csv"):
        graph(tmp_path, banatic__=TABLE + "32;62;216209106;62119;Béthune;1;1;0\n")


def test_every_fact_that_two_sources_state_is_about_things_of_one_kind() -> None:
    keys: dict[str, set[str]] = {}
    for source in SOURCES.values():
        for column in source.columns.values():
            if said := column.options.get("newest"):
                keys.setdefault(said["fact"], set()).add(source.columns[said["of"]].kind)
    assert keys
    assert all(len(kinds) == 1 for kinds in keys.values()), keys
