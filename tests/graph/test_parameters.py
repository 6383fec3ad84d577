"""What people type is understood, or refused with the nearest names: never guessed between two."""

import pyoxigraph as ox
import pytest

from graph.asking.lookup import find, folded
from graph.asking.parameters import resolve, term
from graph.errors import GraphError
from queries import Parameter, questions
from tests.queries.ground import BASE, fill

BETHUNE = f"{BASE}id/territoire/commune/62119"
CABBALR = f"{BASE}id/collectivite/epci/200072460"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return fill(ox.Store())


def parameter(type_: str) -> Parameter:
    return Parameter(name="essai", variable="_essai", type=type_, required=True, label="un essai", example="x")


@pytest.mark.parametrize(
    ("name", "typed", "iri"),
    [
        ("commune", "béthune", BETHUNE),
        ("commune", "BETHUNE", BETHUNE),
        ("commune", "  Bethune ", BETHUNE),
        ("commune", "62119", BETHUNE),
        ("commune", "216209106", BETHUNE),
        ("commune", "216 209 106", BETHUNE),
        ("commune", "commune:62119", BETHUNE),
        ("commune", BETHUNE, BETHUNE),
        ("commune", "hesdin la foret", f"{BASE}id/territoire/commune/62447"),
        ("commune", "62743", f"{BASE}id/territoire/commune/62447"),
        ("commune", "Sainte-Austreberthe", f"{BASE}id/territoire/commune/62447"),
        ("epci", "200072460", f"{BASE}id/territoire/epci/200072460"),
        ("epci", "béthune-bruay", f"{BASE}id/territoire/epci/200072460"),
        ("epci", "CABBALR", f"{BASE}id/territoire/epci/200072460"),
        ("organisme", "Béthune", f"{BASE}id/collectivite/commune/62119"),
        ("organisme", "62119", f"{BASE}id/collectivite/commune/62119"),
        ("organisme", "200072460", CABBALR),
        ("autre_organisme", "cabbalr", CABBALR),
        ("financeur", "préfet du pas de calais", f"{BASE}id/organisation/prefecture-62"),
        ("programme", "erbm", f"{BASE}id/programme/erbm"),
        ("programme", "engagements quartiers 2030", f"{BASE}id/programme/contrat-ville-2030"),
        ("programme", "petit-cycle-eau", f"{BASE}id/programme/petit-cycle-eau"),
        ("personne", "olivier gacquerre", f"{BASE}id/personne/gacquerre-olivier-62119"),
        ("personne", "Gacquerre", f"{BASE}id/personne/gacquerre-olivier-62119"),
        ("projet", "restauration du beffroi", f"{BASE}id/projet/bethune-beffroi"),
        ("equipement", "beffroi de bethune", f"{BASE}id/equipement/beffroi-bethune"),
        ("stade", "vote", f"{BASE}id/stade-flux/vote"),
        ("stade", "dépense déclarée", f"{BASE}id/stade-flux/depense-declaree"),
        ("nature", "Subvention", f"{BASE}id/nature-flux/subvention"),
        ("indicateur", "taux de pauvrete", f"{BASE}id/indicateur/taux-pauvrete"),
        ("noeud", "flux:bethune-beffroi", f"{BASE}id/flux/bethune-beffroi"),
        ("noeud", "62119", BETHUNE),
        ("departement", "62", f"{BASE}id/territoire/departement/62"),
        ("departement", "nord", f"{BASE}id/territoire/departement/59"),
    ],
)
def test_a_name_a_code_a_siren_a_short_name_or_an_iri_all_work(
    store: ox.Store, name: str, typed: str, iri: str
) -> None:
    question = Parameter(name=name, variable=f"_{name}_iri", type="iri", required=True, label="x", example="x")
    assert term(question, typed, store) == ox.NamedNode(iri)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("commune", "béthone", "Béthune (commune:62119)"),
        ("commune", "62999", "62999"),
        ("commune", "Lilers", "Lillers (commune:62516)"),
        ("programme", "ERBN", "ERBM (programme:erbm)"),
        ("epci", "62119x", "un nom, un code officiel"),
    ],
)
def test_an_unknown_name_proposes_the_nearest(store: ox.Store, name: str, typed: str, said: str) -> None:
    with pytest.raises(GraphError) as caught:
        find(store, name, typed)
    assert f"--{name} « {typed} » n'est pas dans le graphe" in str(caught.value)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_two_nodes_of_one_name_are_listed_and_none_is_chosen(store: ox.Store) -> None:
    with pytest.raises(GraphError) as caught:
        find(store, "equipement", "médiathèque")
    assert "désigne 2 nœuds" in str(caught.value)
    assert "Médiathèque Elie Wiesel (equipement:mediatheque-wiesel)" in str(caught.value)
    assert "Médiathèque de Lillers (equipement:mediatheque-lillers)" in str(caught.value)


def test_a_parameter_only_takes_nodes_of_its_kind(store: ox.Store) -> None:
    for typed in ("Restauration du Beffroi", "vote", "Hauts-de-France"):
        with pytest.raises(GraphError):
            find(store, "commune", typed)


@pytest.mark.parametrize(
    ("type_", "typed", "lexical"),
    [
        ("integer", "2020", "2020"),
        ("integer", "1 300 000", "1300000"),
        ("integer", "-5", "-5"),
        ("decimal", "1 500,50", "1500.50"),
        ("decimal", "1e3", "1000"),
        ("date", "2020-06-28", "2020-06-28"),
        ("date", "28/06/2020", "2020-06-28"),
        ("fr", "  cadre   de vie", "cadre de vie"),
        ("", "62743", "62743"),
    ],
)
def test_numbers_and_dates_are_read_as_they_are_written_in_france(
    store: ox.Store, type_: str, typed: str, lexical: str
) -> None:
    read = term(parameter(type_), typed, store)
    assert isinstance(read, ox.Literal)
    assert read.value == lexical
    assert read.language == ("fr" if type_ == "fr" else None)
    expected = {"": "string", "fr": "langString"}.get(type_, type_)
    assert read.datatype.value.endswith(f"#{expected}")


@pytest.mark.parametrize(
    ("type_", "typed"),
    [("integer", "12,5"), ("integer", "deux"), ("decimal", "NaN"), ("date", "31/02/2020"), ("date", "2020"), ("", " ")],
)
def test_what_is_not_understood_says_what_is_expected(store: ox.Store, type_: str, typed: str) -> None:
    with pytest.raises(GraphError, match="attendu") as caught:
        term(parameter(type_), typed, store)
    assert caught.value.kind == "usage"


@pytest.mark.parametrize("name", [name for name, question in questions().items() if question.parameters])
def test_the_example_of_each_parameter_is_understood(store: ox.Store, name: str) -> None:
    question = questions()[name]
    given = {parameter.name: [parameter.example] for parameter in question.parameters}
    assert resolve(question, given, store).keys() == given.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Béthune", "bethune"),
        ("Saint-Venant", "saint venant"),
        ("St Venant", "saint venant"),
        ("Annœullin", "annoeullin"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("« L’Agglo 100 % »", "l agglo 100"),
        ("!!!", ""),
    ],
)
def test_names_are_compared_without_accents_case_or_punctuation(text: str, expected: str) -> None:
    assert folded(text) == expected
