"""The terms of the ontology, each with all that is known of it: definition, links, rules, questions, example."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from graph.documenting.alignments import Alignment, aligned, fields
from graph.documenting.constraints import Constraint
from graph.documenting.names import anchor, parsed, short
from graph.documenting.slots import DOMAINS, RANGES, Slot, slots
from graph.documenting.words import Words, words
from ontology.files import turtle_files
from queries import Question

KINDS: Final[Mapping[URIRef, Words]] = {
    OWL.Class: Words("classe", "class"),
    RDFS.Class: Words("classe", "class"),
    OWL.ObjectProperty: Words("relation", "relation"),
    OWL.DatatypeProperty: Words("attribut", "attribute"),
    RDF.Property: Words("propriété", "property"),
}
REUSED: Final = "reutilises"
_CLASSES: Final = (OWL.Class, RDFS.Class)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A class or a property, ours or reused; `theme` is the file that declares it."""

    iri: str
    kind: Words
    is_class: bool
    theme: str
    label: Words
    definition: Words | None
    defined_by: str | None
    alignments: tuple[Alignment, ...]
    fields: Words | None
    domain: tuple[str, ...]
    range: tuple[str, ...]
    children: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    slots: tuple[Slot, ...]
    questions: tuple[Question, ...]

    @property
    def anchor(self) -> str:
        """Return where it is in the page."""
        return anchor(self.iri)

    @property
    def short(self) -> str:
        """Return its short name, `mlg:Mandat`."""
        return short(self.iri)


def chapters() -> dict[str, Words]:
    """Return the title of each file of the ontology, in the order of the page."""
    told = tomllib.loads(Path(__file__).with_name("themes.toml").read_text(encoding="utf-8"))
    titles = {name: Words(**text) for name, text in told.items()}
    files = {path.stem for path in turtle_files("ontology")}
    new = {name: Words(name.capitalize(), name.capitalize()) for name in sorted(files - titles.keys())}
    return {name: title for name, title in {**titles, **new}.items() if name in files}


def terms(
    vocabulary: Graph, alignments: Graph, rules: Sequence[Constraint], uses: Mapping[str, tuple[Question, ...]]
) -> tuple[Term, ...]:
    """Return every declared term, chapter by chapter: classes first, then properties, each in the order of its file."""
    known = vocabulary + alignments
    found = []
    for path in sorted(turtle_files("ontology"), key=lambda path: list(chapters()).index(path.stem)):
        here = parsed(path)
        text = path.read_text(encoding="utf-8")
        declared = {str(one): kind for kind in KINDS for one in here.subjects(RDF.type, kind)}
        order = sorted(declared, key=lambda iri: (declared[iri] not in _CLASSES, _place(text, iri), iri))
        found += [_term(known, iri, declared[iri], path.stem, rules, uses) for iri in order]
    return tuple(found)


def _place(text: str, iri: str) -> int:
    """Return where a term is declared in its file: the start of the line that opens its block."""
    return text.find(f"\n{short(iri)} a ")


def _term(
    known: Graph,
    iri: str,
    kind: URIRef,
    theme: str,
    rules: Sequence[Constraint],
    uses: Mapping[str, tuple[Question, ...]],
) -> Term:
    node, is_class = URIRef(iri), kind in _CLASSES
    by = known.value(node, RDFS.isDefinedBy)
    below = RDFS.subClassOf if is_class else RDFS.subPropertyOf
    label = words(known, node, RDFS.label)
    return Term(
        iri=iri,
        kind=KINDS[kind],
        is_class=is_class,
        theme=theme,
        label=label or Words(short(iri), short(iri)),
        definition=words(known, node, SKOS.definition, SKOS.scopeNote),
        defined_by=None if theme != REUSED or by is None else str(by),
        alignments=aligned(known, iri),
        fields=fields(known, iri),
        domain=_sorted(one for predicate in DOMAINS for one in known.objects(node, predicate)),
        range=_sorted(one for predicate in RANGES for one in known.objects(node, predicate)),
        children=_sorted(known.subjects(below, node)),
        constraints=tuple(
            one for one in rules if iri in (one.classes if is_class else (*one.properties, *one.targets))
        ),
        slots=slots(known, iri, rules) if is_class else (),
        questions=uses.get(iri, ()),
    )


def _sorted(nodes: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted({str(one) for one in nodes}))
