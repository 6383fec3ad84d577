"""The page of the ontology: every term of the Turtle is in it, in both languages, with its links; nothing fetched."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic

import pyoxigraph as ox
import pytest
from markupsafe import escape
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from graph.documenting.diagram import diagram
from graph.documenting.examples import Examples
from graph.documenting.linked import OTHERS, groups
from graph.documenting.names import anchor
from graph.documenting.page import Ontology, ontology, page
from graph.documenting.published import FILES, PAGE, joined, write
from graph.documenting.terms import chapters
from graph.errors import GraphError
from ontology.files import alignments, shapes, turtle_files, vocabulary
from ontology.iris import BASE, PREFIXES
from queries import checks, questions
from tests.graph.browser import EXECUTABLE, browser
from tests.graph.seeds import printed

DATA = f"""
@prefix id: <{BASE}id/> .
@prefix mlg: <{BASE}def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .

<{BASE}id/flux/a> a mlg:FluxFinancier ; rdfs:label "Le plus pauvre"@fr ; schema:amount 1.0 .
<{BASE}id/flux/b> a mlg:FluxFinancier ; rdfs:label "<b>Piscine</b> & jardin"@fr ; schema:amount 400000.00 ;
  mlg:stade <{BASE}id/stade-flux/vote> ; mlg:financeur <{BASE}id/collectivite/commune/62516> ;
  prov:wasDerivedFrom <{BASE}id/document/lillers.txt#char=10,20> .
<{BASE}id/stade-flux/vote> skos:prefLabel "voté"@fr .
<{BASE}id/collectivite/commune/62516> a mlg:Collectivite ; rdfs:label "Commune de Lillers"@fr .
<{BASE}id/personne/exemple-camille-62516> a foaf:Person ; foaf:familyName "Exemple" .
<{BASE}id/mandat/m> a mlg:MandatElectif ; org:member <{BASE}id/personne/exemple-camille-62516> .
<{BASE}id/projet/p> a mlg:Projet ; skos:note "porté par Camille Exemple"@fr .
"""


class Read(HTMLParser):
    """What a page holds: its identifiers, its links, its tags, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.fixture(scope="module")
def told() -> Ontology:
    return ontology()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.load(DATA.encode(), ox.RdfFormat.TURTLE)
    return made


@pytest.fixture(scope="module")
def text(store: ox.Store) -> str:
    return page(store)


@pytest.fixture(scope="module")
def read(text: str) -> Read:
    return Read(text)


#################################################################  Everything is in it


def declared() -> list[URIRef]:
    known = vocabulary()
    kinds = (OWL.Class, RDFS.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    return sorted({URIRef(str(one)) for kind in kinds for one in known.subjects(RDF.type, kind)})


def test_every_term_of_the_turtle_has_its_anchor_and_ours_is_the_local_name(read: Read) -> None:
    terms = declared()

    assert len(terms) > 150
    assert {anchor(str(term)) for term in terms} <= set(read.ids)
    ours = [term for term in terms if term.startswith(f"{BASE}def#")]
    assert all(anchor(str(term)) == term.rpartition("#")[2] for term in ours)  # def#Mandat opens the page at Mandat
    assert {"Mandat", "FluxFinancier", "stade", "org-Role"} <= set(read.ids)


def test_every_list_and_every_term_of_a_list_has_its_anchor(read: Read) -> None:
    known = vocabulary()
    lists = set(known.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(known.subjects(SKOS.inScheme))

    assert len(lists) >= 13
    assert {anchor(str(one)) for one in lists | concepts} <= set(read.ids)
    assert {"liste-stade-flux", "stade-flux-vote", "liste-qualificatif", "qualificatif"} <= set(read.ids)


def test_every_shape_that_says_something_has_its_anchor(read: Read) -> None:
    rules = shapes()
    targeted = {
        rule
        for shape in rules.subjects(RDF.type, SH.NodeShape)
        if any((shape, target, None) in rules for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf))
        for rule in (shape, *rules.objects(shape, SH.property))
        if (rule, SH.description, None) in rules
    }
    assert len(targeted) > 150
    assert {str(rule).rpartition("#")[2] for rule in targeted} <= set(read.ids)


def test_every_definition_is_there_in_both_languages(text: str) -> None:
    known = vocabulary()
    said = [
        one
        for term in declared()
        for predicate in (SKOS.definition, SKOS.scopeNote)
        for one in known.objects(term, predicate)
        if isinstance(one, Literal)
    ]

    assert {one.language for one in said} == {"fr", "en"}
    assert [str(one) for one in said if f'<span lang="{one.language}">{escape(one)}</span>' not in text] == []


def test_no_identifier_stands_twice_and_no_link_inside_the_page_is_dead(read: Read) -> None:
    assert [name for name, count in Counter(read.ids).items() if count > 1] == []
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)


def test_a_term_says_its_links_its_rules_and_its_questions(told: Ontology) -> None:
    [stade] = [term for term in told.terms if term.short == "mlg:stade"]
    [flux] = [term for term in told.terms if term.short == "mlg:FluxFinancier"]

    assert stade.domain == (f"{BASE}def#FluxFinancier",)
    assert [rule.iri for rule in stade.constraints] == [f"{BASE}formes#FluxFinancier-stade"]
    assert "flux-par-stade" in {question.name for question in stade.questions}
    assert "parts-superieures-au-tout" in {question.name for question in stade.questions}  # a check
    assert stade.fields is not None
    assert "IATI" in stade.fields.fr
    assert "https://schema.org/MonetaryGrant" in {one.iri for one in flux.alignments}
    slots = {slot.iri: slot for slot in flux.slots}
    assert slots[f"{BASE}def#stade"].expected == (f"{BASE}id/stade-flux",)
    assert slots[f"{BASE}def#stade"].cardinality == "1"
    assert slots["https://schema.org/amount"].cardinality == "0..1"


def test_every_question_that_names_a_term_of_ours_is_under_that_term(told: Ontology) -> None:
    for question in (*questions().values(), *checks().values()):
        named = set(re.findall(r"\bmlg:(\w+)", re.sub(r"#[^\n]*", "", question.text.partition("SELECT")[2])))
        for name in named:
            [term] = [one for one in told.terms if one.short == f"mlg:{name}"]
            assert question.name in {one.name for one in term.questions}


def test_the_alignments_are_all_told(told: Ontology) -> None:
    links = alignments()
    described = {term.iri: {one.iri for one in term.alignments} for term in told.terms}
    described |= {one.iri: {link.iri for link in one.alignments} for scheme in told.schemes for one in scheme.concepts}

    for subject, _, other in links:
        if isinstance(other, URIRef):
            assert str(other) in described[str(subject)], subject


def test_each_file_of_the_ontology_is_a_chapter_with_a_title() -> None:
    files = {path.stem for path in turtle_files("ontology")}
    assert set(chapters()) == files
    assert all(title.fr != title.en for title in chapters().values()), "themes.toml lacks a chapter"


#################################################################  Examples


def test_an_example_is_the_node_that_says_most_with_its_evidence_and_labels(text: str) -> None:
    assert "&lt;b&gt;Piscine&lt;/b&gt; &amp; jardin" in text
    assert "mlg:stade stade-flux:vote ;  # voté" in text
    assert "mlg:financeur collectivite-commune:62516 ;  # Commune de Lillers" in text
    assert f"prov:wasDerivedFrom &lt;{BASE}id/document/lillers.txt#char=10,20&gt; ." in text
    assert "Le plus pauvre" not in text


def test_an_example_is_turtle(store: ox.Store) -> None:
    block = Examples(store).of_class(f"{BASE}def#FluxFinancier")

    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    graph = Graph(bind_namespaces="none").parse(data=f"{head}{block}", format="turtle")
    assert len(graph) == 6
    assert set(graph.subjects()) == {URIRef(f"{BASE}id/flux/b")}


def test_nobody_who_was_removed_is_in_an_example(store: ox.Store, text: str) -> None:
    person = f"{BASE}id/personne/exemple-camille-62516"
    assert "exemple-camille" in text

    hidden = page(store, {person, f"{BASE}id/mandat/m"}, {"camille exemple"})

    assert "exemple-camille" not in hidden
    assert "Camille Exemple" not in hidden


def test_without_a_graph_the_page_has_everything_but_examples() -> None:
    alone = page()
    assert "<pre" not in alone
    assert 'id="FluxFinancier"' in alone


#################################################################  The picture


def test_every_class_of_ours_stands_in_the_picture_and_none_is_left_over(told: Ontology) -> None:
    drawn = groups(told.terms)
    here = [term.iri for group in drawn for term in group.classes]
    ours = {term.iri for term in told.terms if term.is_class and term.iri.startswith(BASE)}

    assert ours <= set(here)
    assert max(Counter(here).values()) == 1
    assert OTHERS not in {group.name for group in drawn}, "diagram.toml: give the new classes a group"


def test_the_picture_draws_who_pays_whom(told: Ontology) -> None:
    links = {group.name: group.links for group in groups(told.terms)}

    assert links["flux"]["organisme"] == (f"{BASE}def#beneficiaire", f"{BASE}def#financeur")
    assert "http://www.w3.org/ns/org#member" in links["mandat"]["personne"]
    drawn = diagram(told.terms)
    assert '<a href="#financeur"><text class="lien"' in drawn


@pytest.mark.skipif(EXECUTABLE is None, reason="Chromium n'est pas installé")
def test_in_a_browser_nothing_is_asked_nothing_overflows_and_the_language_changes(text: str, tmp_path: Path) -> None:
    target = tmp_path / PAGE
    target.write_text(text, encoding="utf-8")
    shown = "getComputedStyle(document.querySelector('#Mandat .definition [lang={}]')).display !== 'none'"
    with browser() as tab:
        tab.size(1300, 900)
        tab.open(target, "document.readyState === 'complete'")
        assert tab.value(shown.format("fr"))
        assert not tab.value(shown.format("en"))
        assert tab.value(OVERLAPS) == []
        tab.value("document.getElementById('en').click()")
        assert tab.value(shown.format("en"))
        assert not tab.value(shown.format("fr"))
        assert tab.value(OVERLAPS) == []
        tab.value("document.getElementById('deux').click()")
        assert tab.value(shown.format("en"))
        assert tab.value(shown.format("fr"))
        before = monotonic()
        tab.size(390, 800, phone=True)
        assert tab.value("document.documentElement.scrollWidth") <= 390
        assert monotonic() - before < 8  # with :has() it took half a minute
        assert tab.requests == [target.resolve().as_uri()]
        assert tab.errors == []


# Pairs of texts of the picture that touch, and texts that leave their box; hidden ones (the other language) are out.
OVERLAPS = """(() => {
  const seen = [...document.querySelectorAll('.schema text')].map(node => [node.textContent, node.getBBox()])
    .filter(([, box]) => box.width);
  const met = [];
  seen.forEach(([name, a], i) => seen.slice(i + 1).forEach(([other, b]) => {
    if (a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height - 3 && b.y + 3 < a.y + a.height - 3)
      met.push(name + ' / ' + other);
  }));
  const boxes = [...document.querySelectorAll('.schema rect')].map(node => node.getBBox());
  const inside = [...document.querySelectorAll('.schema .classe, .schema .titre, .schema .note')].filter(node => {
    const a = node.getBBox();
    return a.width && !boxes.some(b => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width + 1
      && a.y + a.height <= b.y + b.height + 1);
  }).map(node => 'out: ' + node.textContent);
  return [...met, ...inside];
})()"""


#################################################################  The page itself


def test_the_page_fetches_nothing_and_runs_nothing(text: str, read: Read) -> None:
    assert "default-src 'none'" in text
    assert not {"script", "link", "img", "iframe", "object", "form"} & read.tags.keys()
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert "url(" not in re.sub(r'marker-end="url\(#pointe\)"', "", text)


def test_headings_follow_one_another_and_a_reader_may_skip_to_the_content(text: str, read: Read) -> None:
    assert read.levels[0] == 1
    assert read.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(read.levels, read.levels[1:], strict=False))
    assert '<a class="saut" href="#contenu">' in text
    assert '<html lang="fr">' in text


def test_three_hash_seeds_give_the_same_page() -> None:
    program = (
        "import hashlib; from graph.documenting.page import page; print(hashlib.sha256(page().encode()).hexdigest())"
    )
    assert len(set(printed(program))) == 1


#################################################################  Beside the data


def test_the_files_of_the_bundle_say_what_the_package_says(tmp_path: Path, store: ox.Store) -> None:
    drafts = write(tmp_path, store)
    whole = Graph(bind_namespaces="none")
    for name in ("ontologie/ontologie.ttl", "ontologie/nomenclatures.ttl"):
        whole.parse(tmp_path / name, format="turtle")

    assert {draft.path for draft in drafts} == {*FILES, PAGE}
    assert set(whole) == set(vocabulary())
    assert set(Graph().parse(tmp_path / "ontologie/alignements.ttl")) == set(alignments())
    rules = Graph().parse(tmp_path / "ontologie/formes.ttl")
    assert len(rules) == len(shapes())
    assert all(draft.licence == "https://creativecommons.org/licenses/by/4.0/" for draft in drafts)
    links = {link for link in Read((tmp_path / PAGE).read_text(encoding="utf-8")).links if link in FILES}
    assert links == set(FILES)
    assert all((tmp_path / link).is_file() for link in links)


def test_a_joined_file_declares_each_prefix_once_and_keeps_the_comments() -> None:
    text = joined(turtle_files("shapes"))

    prefixes = re.findall(r"^@prefix (\S+)", text, re.MULTILINE)
    assert prefixes == sorted(set(prefixes))
    assert text.count("@base") == 1
    assert "#################################################################  Never counted twice" in text


def test_two_files_that_disagree_on_a_prefix_are_not_joined(tmp_path: Path) -> None:
    for name, space in (("a", "http://a/"), ("b", "http://b/")):
        (tmp_path / f"{name}.ttl").write_text(f"@prefix x: <{space}> .\nx:a x:b x:c .\n", encoding="utf-8")

    with pytest.raises(GraphError, match=r"b\.ttl.*x:"):
        joined((tmp_path / "a.ttl", tmp_path / "b.ttl"))
