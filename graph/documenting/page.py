"""The page of the ontology: every term with its definition, links, rules, example and questions; one offline file."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, VANN, Graph, URIRef

from graph.documenting.constraints import Constraint, constraints
from graph.documenting.diagram import diagram
from graph.documenting.examples import Examples
from graph.documenting.lists import Scheme, schemes
from graph.documenting.names import anchor, short
from graph.documenting.terms import REUSED, Term, chapters, terms
from graph.documenting.usage import uses
from graph.documenting.words import Words, words
from graph.templating import asset, templates
from ontology.files import alignments, shapes, vocabulary
from ontology.iris import BASE

SEVERITIES: Final[Mapping[str, Words]] = {
    "violation": Words("bloque la publication", "blocks publication"),
    "warning": Words("avertissement", "warning"),
    "info": Words("remarque", "remark"),
}
_DEF: Final = URIRef(f"{BASE}def")


@dataclass(frozen=True)
class Ontology:
    """All that the page says, read once: terms by chapter, lists, rules, and where each IRI stands in the page."""

    vocabulary: Graph
    terms: Sequence[Term]
    schemes: Sequence[Scheme]
    rules: Sequence[Constraint]

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """Return the anchor of every IRI that the page describes."""
        listed = [concept.iri for scheme in self.schemes for concept in scheme.concepts]
        known = [*(term.iri for term in self.terms), *(scheme.iri for scheme in self.schemes), *listed]
        return {iri: anchor(iri) for iri in known}

    @cached_property
    def labels(self) -> Mapping[str, Words]:
        """Return what each term and list is called."""
        return {**{term.iri: term.label for term in self.terms}, **{one.iri: one.title for one in self.schemes}}

    def of(self, chapter: str) -> list[Term]:
        """Return the terms of one chapter."""
        return [term for term in self.terms if term.theme == chapter]

    def header(self, *predicates: URIRef) -> Words:
        """Return what the header of the ontology says."""
        return words(self.vocabulary, _DEF, *predicates) or Words("", "")

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Return, by rule, the first place of the page that writes it: there it has its anchor, elsewhere a link.

        A shape that has the name of a class has the anchor of the class.
        """
        taken = set(self.anchors.values())
        first = {rule.iri: "" for rule in self.rules if anchor(rule.iri) in taken}
        for term in self.terms:
            for rule in term.constraints:
                first.setdefault(rule.iri, term.iri)
        return first


def ontology() -> Ontology:
    """Read the Turtle of the package, the shapes and the questions."""
    known, links = vocabulary(), alignments()
    rules = constraints(shapes())
    return Ontology(known, terms(known, links, rules, uses()), schemes(known, links), rules)


def page(
    store: ox.Store | None = None,
    hidden: Container[str] = (),
    unsaid: Iterable[str] = (),
    files: Sequence[str] = (),
) -> str:
    """Return the page as HTML; examples come from `store`, lead to nothing `hidden` and say no name `unsaid`.

    `files` are the paths, from the page, of the Turtle that it tells; without them it names none. The same ontology,
    questions and store give the same bytes; the page asks nothing of anybody.
    """
    told = ontology()
    examples = Examples(store, hidden, unsaid) if store is not None else None
    template = templates().get_template("ontologie/page.html.j2")
    return template.render(
        style=asset("ontologie/page.css"),
        ontology=told,
        chapters=chapters(),
        reused=REUSED,
        diagram=diagram(told.terms),
        example=lambda term: examples and (examples.of_class if term.is_class else examples.of_property)(term.iri),
        short=short,
        anchor=anchor,
        severities=SEVERITIES,
        places=told.places,
        rest=[rule for rule in told.rules if rule.iri not in told.places],
        files=files,
        title=told.header(DCTERMS.title),
        description=told.header(DCTERMS.description),
        facts=_facts(told),
    )


def _facts(told: Ontology) -> list[tuple[Words, str]]:
    """Return what the head of the page lists: address, version, date, prefix, licence."""
    value = {name: str(told.vocabulary.value(_DEF, name) or "") for name in (OWL.versionInfo, DCTERMS.issued)}
    return [
        (Words("Adresse", "Address"), str(_DEF)),
        (Words("Préfixe", "Prefix"), f"{told.vocabulary.value(_DEF, VANN.preferredNamespacePrefix)}: <{_DEF}#>"),
        (Words("Version", "Version"), f"{value[OWL.versionInfo]} ({value[DCTERMS.issued]})"),
        (Words("Licence", "Licence"), "CC BY 4.0"),
    ]
