"""What validation finds: one finding a defect, said in two languages, with the place in the source that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.term import Node

from graph.places import in_order, place
from ontology.iris import BASE

FORMES: Final = Namespace(BASE + "formes#")
UNKNOWN_TERM: Final = FORMES.TermeInconnu
UNKNOWN_IN_SHAPE: Final = FORMES.TermeInconnuDeForme
ILL_FORMED: Final = FORMES.LitteralMalForme
NO_TARGET: Final = FORMES.FormeSansCible
NOTHING_CHECKED: Final = FORMES.RienVerifie
NOTHING_READ: Final = FORMES.FichierSansTriplet
NOT_FOLLOWED: Final = FORMES.ImportNonSuivi
CHECK: Final = FORMES.Controle
CHECK_STOPPED: Final = FORMES.ControleInterrompu

QUERY_MESSAGE: Final = FORMES.messageDeRequete
"""Between an engine and the words of a report: the message that a SPARQL constraint itself gives a result."""


class Severity(StrEnum):
    """How serious a finding is, the words of `--fail-on`; the order of definition is the order of gravity."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One defect: where (`focus`, `path`, `value`), which rule, in words, and the lines of the sources behind it.

    `remedy` is the end of the French message that says what to do, when the shape has one; `description` says in French
    what is right; `role` is who corrects it, when that is not whoever holds the source; `proofs` are the IRIs of the
    places that the node was derived from, in the order of the files.
    """

    shape: URIRef | None
    component: URIRef
    severity: Severity
    focus: Node
    path: str | None = None
    value: Node | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    remedy: str = ""
    title: str = ""
    description: str = ""
    role: str = ""
    label: str | None = None
    proofs: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the places in words: « rne-maires/2019-01-09.txt, ligne 12 »."""
        return tuple(in_order(map(place, self.proofs)))

    @property
    def message(self) -> str:
        """Return the sentence in French."""
        return self.messages["fr"]

    @property
    def key(self) -> tuple[int, str, str, str, str, str, str]:
        """Return what findings are sorted by: gravity, rule, node, value."""
        shape, path, value = str(self.shape or ""), self.path or "", str(self.value or "")
        return (self.severity.rank, shape, path, str(self.component), str(self.focus), value, self.message)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many nodes of the data a shape had to look at, those of the ontology apart; in words, which nodes.

    `optional` is the reason for which the shape may look at none, empty when it may not.
    """

    shape: str
    title: str
    target: str
    focus: int
    definitions: int = 0
    optional: str = ""

    @property
    def seen(self) -> int:
        """Return how many nodes the shape looked at, those of the ontology included."""
        return self.focus + self.definitions

    @property
    def idle(self) -> bool:
        """Return whether the shape had nothing at all to look at."""
        return not self.seen


@dataclass(frozen=True, kw_only=True)
class Ran:
    """A check across records that was run: what it looks for, in French, and how many times it found it."""

    name: str
    title: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Validation:
    """The outcome of a validation: sorted findings, what each shape looked at, and the standard report as a graph."""

    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    triples: int
    report: Graph
    checks: tuple[Ran, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def checked(self) -> int:
        """Return how many times a shape looked at a node; 0 means that nothing was checked."""
        return sum(one.focus for one in self.coverage)

    @property
    def conforms(self) -> bool:
        """Return whether there is no violation; warnings and notes are published with the data."""
        return not self.count(Severity.VIOLATION)
