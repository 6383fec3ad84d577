"""What the store says of a node, in French: its class, its name, and its facts under the ontology's own labels."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode, Store
from rdflib import DCTERMS, FOAF, ORG, PROV, QB, RDF, RDFS, SDO, SKOS, XSD, Namespace

from graph.asking.formats.cells import visible
from graph.curies import curie
from graph.wording import day, euros, number, period, qualified
from ontology.iris import PREFIXES

_MLG: Final = Namespace(PREFIXES["mlg"])
_IGEO: Final = Namespace(PREFIXES["igeo"])
_VALUE: Final = Namespace(PREFIXES["sdmx-measure"]).obsValue
_NAMES: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title, FOAF.name, _IGEO.nom)
_FIRST: Final = (
    *(SDO.amount, _VALUE, _MLG.valeurTexte, _MLG.stade, _MLG.nature, _MLG.periodicite, ORG.member),
    *(_MLG.libelleFonction, ORG.organization, _MLG.financeur, _MLG.libelleFinanceur, _MLG.beneficiaire),
    *(_MLG.libelleBeneficiaire, _MLG.objet, _MLG.sujet, _MLG.programme, _MLG.statut),
)
_SILENT: Final = frozenset(
    {
        *(RDF.type, RDFS.label, PROV.wasDerivedFrom, SKOS.exactMatch, SKOS.note, QB.dataSet, SDO.currency),
        *(SDO.startDate, SDO.endDate, _MLG.precisionDebut, _MLG.precisionFin, _MLG.uniteTexte, _MLG.qualificatif),
        *(FOAF.givenName, FOAF.familyName, _IGEO.nom, Namespace(PREFIXES["sdmx-dimension"]).refArea),
    }
)
_SHOWN: Final = 6
_EXACT: Final = "exact"


def kind(store: Store, node: NamedNode) -> str:
    """Return the names of the classes of a node, those that another of its classes already implies left out."""
    classes = set(_nodes(store, node, RDF.type))
    implied = {parent for one in classes for parent in _nodes(store, one, RDFS.subClassOf)}
    return ", ".join(sorted(name(store, one) for one in classes - implied))


def name(store: Store, node: NamedNode) -> str:
    """Return the French name of a node; of a mandate, whose it is and which; else its short IRI."""
    for term in _NAMES:
        found = sorted(_literals(store, node, term), key=lambda one: (one.language != "fr", one.value))
        if found:
            return visible(found[0].value)
    if members := _nodes(store, node, ORG.member):
        titles = [one.value for one in _literals(store, node, _MLG.libelleFonction)]
        titles = titles or [name(store, one) for one in _nodes(store, node, ORG.role)]
        return ", ".join([name(store, members[0]), *map(visible, sorted(titles)[:1])])
    return curie(node.value)


def facts(store: Store, node: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield what is said of a node: a label and its values, the amount and its stage first, the remark last."""
    terms = {quad.predicate for quad in store.quads_for_pattern(node, None, None)}
    first = {str(term): rank for rank, term in enumerate(_FIRST)}
    told = [term for term in terms if term.value not in {str(one) for one in _SILENT}]
    labelled = sorted((first.get(term.value, len(first)), name(store, term), term.value) for term in told)
    for _, label, term in labelled:
        yield label, values(store, node, term)
    if span := period(_end(store, node, "Debut"), _end(store, node, "Fin")):
        yield "période", span
    if notes := _literals(store, node, SKOS.note):
        yield "remarque", " ; ".join(sorted(visible(one.value) for one in notes))


def values(store: Store, node: NamedNode, term: str) -> str:
    """Return the values of a property in words, the French ones where there are several languages; empty if none."""
    found = [quad.object for quad in store.quads_for_pattern(node, NamedNode(term), None)]
    french = [one for one in found if isinstance(one, Literal) and one.language == "fr"]
    words = sorted({_said(store, node, term, one) for one in french or found if isinstance(one, NamedNode | Literal)})
    more = f" … ({len(words)} en tout)" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + more


def _said(store: Store, node: NamedNode, term: str, value: NamedNode | Literal) -> str:
    if isinstance(value, NamedNode):
        return name(store, value)
    if term not in {str(SDO.amount), str(_VALUE)}:
        return _literal(value)
    units = sorted(one.value for one in _literals(store, node, _MLG.uniteTexte))
    figure = _decimal(value)
    if figure is None:
        return visible(value.value)
    if term == str(SDO.amount) or units == ["EUR"]:
        return _qualified(store, node, euros(figure))
    return _qualified(store, node, " ".join([number(figure), *map(visible, units)]))


def _qualified(store: Store, node: NamedNode, figure: str) -> str:
    """Put « environ » before a figure, « (exact) » after one that is told to be so."""
    words = {one.value.rpartition("/")[2] for one in _nodes(store, node, _MLG.qualificatif)}
    exact = " (exact)" if words == {_EXACT} else ""
    return qualified(figure, next(iter(sorted(words)), "")) + exact


def _literal(value: Literal) -> str:
    figure = _decimal(value) if value.datatype.value in {str(XSD.decimal), str(XSD.integer)} else None
    if figure is not None:
        return number(figure)
    try:
        return day(date.fromisoformat(value.value)) if value.datatype.value == str(XSD.date) else visible(value.value)
    except ValueError:
        return visible(value.value)


def _decimal(value: Literal) -> Decimal | None:
    try:
        figure = Decimal(value.value)
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None


def _end(store: Store, node: NamedNode, side: str) -> str:
    dates = sorted(one.value for one in _literals(store, node, SDO.startDate if side == "Debut" else SDO.endDate))
    precision = sorted(one.value for one in _literals(store, node, _MLG[f"precision{side}"]))
    try:
        return day(date.fromisoformat(dates[0][:10]), *precision[:1]) if dates else ""
    except ValueError:
        return dates[0]


def _nodes(store: Store, node: NamedNode, term: str) -> list[NamedNode]:
    found = {quad.object for quad in store.quads_for_pattern(node, NamedNode(str(term)), None)}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=lambda one: one.value)


def _literals(store: Store, node: NamedNode, term: str) -> list[Literal]:
    found = {quad.object for quad in store.quads_for_pattern(node, NamedNode(str(term)), None)}
    return [one for one in found if isinstance(one, Literal)]
