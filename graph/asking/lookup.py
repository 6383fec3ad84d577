"""A node of the store from what a person calls it: its IRI, short name, official code, or name."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rdflib import DCTERMS, FOAF, ORG, RDF, SKOS, XSD, Namespace

from graph.curies import curie, expand
from graph.errors import GraphError
from ontology.iris import BASE, PREFIXES
from queries import bound, read
from queries.binding import Values

_MLG: Final = Namespace(PREFIXES["mlg"])
_IGEO: Final = Namespace(PREFIXES["igeo"])
_BODIES: Final = (_MLG.Collectivite, _MLG.ServiceEtat, ORG.FormalOrganization, ORG.Organization)
_PLACES: Final = (
    _IGEO.Commune,
    _IGEO.Intercommunalite,
    _IGEO.Departement,
    _IGEO.Region,
    _MLG.QuartierPrioritaire,
)
CLASSES: Final = {
    "commune": (_IGEO.Commune,),
    "epci": (_IGEO.Intercommunalite,),
    "departement": (_IGEO.Departement,),
    "region": (_IGEO.Region,),
    "territoire": _PLACES,
    "quartier": (_MLG.QuartierPrioritaire,),
    "personne": (FOAF.Person,),
    "programme": (_MLG.Programme, _MLG.ContratTerritorial),
    "projet": (_MLG.Projet,),
    "equipement": (_MLG.Equipement,),
    "flux": (_MLG.FluxFinancier,),
    **dict.fromkeys(("organisme", "financeur", "beneficiaire", "signataire", "partenaire"), _BODIES),
}
"""Last word of a parameter's name -> the classes its node may have; a name found nowhere takes any node."""

SCHEMES: Final = {
    "stade": "stade-flux",
    "nature": "nature-flux",
    "fonction": "fonction",
    "statut": "statut-projet",
    "indicateur": "indicateur",
}
"""Last word of a parameter's name -> the code list its concept belongs to."""

_HERE: Final = Path(__file__).parents[1] / "sparql"
_NEAREST: Final = 5


def find(store: Store, name: str, text: str) -> NamedNode:
    """Return the one node a person means by `text` for the parameter `name`, or propose the nearest."""
    kind = name.rpartition("_")[2]
    if node := _by_iri(store, expand(text)):
        return node
    nodes = _named(store, kind, text)
    if not nodes and (node := _by_iri(store, expand(f"{SCHEMES.get(kind, kind)}:{text}"))):
        return node
    if len(nodes) == 1:
        return nodes[0]
    names = _names(store, kind)
    nodes = _apart(store, nodes or _by_name(names, text))
    if len(nodes) == 1:
        return nodes[0]
    if nodes:
        remedy = f"préciser : {_listed(names, nodes)}"
        raise GraphError(f"--{name} « {text} » désigne {len(nodes)} nœuds", kind="usage", remedy=remedy)
    close = get_close_matches(folded(text), [folded(label) for _, label in names], n=_NEAREST, cutoff=0.5)
    nearest = sorted({node for node, label in names if folded(label) in close}, key=lambda node: node.value)
    remedy = f"les plus proches : {_listed(names, nearest)}" if close else "donner un nom, un code officiel ou un IRI"
    raise GraphError(f"--{name} « {text} » n'est pas dans le graphe", kind="usage", remedy=remedy)


def _apart(store: Store, nodes: Sequence[NamedNode]) -> list[NamedNode]:
    """Leave out the body of a territory that is named too: people mean one place by the two."""
    spatial = NamedNode(str(DCTERMS.spatial))
    places = {node: {quad.object for quad in store.quads_for_pattern(node, spatial, None, None)} for node in nodes}
    return [node for node in nodes if not places[node] & set(nodes)]


def folded(text: str) -> str:
    """Return a name without case, accents, ligatures, punctuation or the abbreviations of « saint »."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def _by_iri(store: Store, iri: str) -> NamedNode | None:
    try:
        node = NamedNode(iri)
    except ValueError:  # not an IRI: a code or a name
        return None
    as_subject = store.quads_for_pattern(node, None, None, None)
    as_object = store.quads_for_pattern(None, None, node, None)
    return node if any(as_subject) or any(as_object) else None


def _named(store: Store, kind: str, text: str) -> list[NamedNode]:
    """Return the nodes that hold a code or a name; else the body, territory or successor of the one that does."""
    spellings = sorted({text, text.replace(" ", ""), text.title(), text.capitalize(), text.upper(), text.lower()})
    literals = [literal for spelling in spellings for literal in _literals(spelling)]
    found = _rows(store, "noeuds-nommes", {"nom": literals, **_among(kind)})
    own = [noeud for noeud, direct in found if direct.value == "true"]
    return own or [noeud for noeud, _ in found]


def _literals(text: str) -> tuple[Literal, ...]:
    return Literal(text), Literal(text, language="fr"), Literal(text, datatype=NamedNode(str(XSD.token)))


def _names(store: Store, kind: str) -> list[tuple[NamedNode, str]]:
    """Return each node of a kind with each of its names: the slow way, one look at every node."""
    return sorted({(noeud, nom.value) for noeud, nom in _rows(store, "noms-des-noeuds", _among(kind))}, key=_order)


def _order(named: tuple[NamedNode, str]) -> tuple[str, str]:
    return named[1], named[0].value


def _among(kind: str) -> Values:
    if kind in SCHEMES:
        return {"lien": [_node(SKOS.inScheme)], "ensemble": [NamedNode(f"{BASE}id/{SCHEMES[kind]}")]}
    return {"lien": [_node(RDF.type)], "ensemble": [_node(class_) for class_ in CLASSES.get(kind, ())]}


def _rows(store: Store, name: str, values: Values) -> list[tuple[Any, ...]]:
    text = bound(read(_HERE / f"{name}.rq"), values)
    rows = store.query(text, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [tuple(row) for row in rows]


def _by_name(names: Sequence[tuple[NamedNode, str]], text: str) -> list[NamedNode]:
    """Return the nodes whose name is the one typed, else those whose name contains it word for word."""
    wanted = folded(text)
    exact = {node for node, name in names if folded(name) == wanted}
    partial = {node for node, name in names if f" {wanted} " in f" {folded(name)} "}
    return sorted(exact or partial, key=lambda node: node.value) if wanted else []


def _listed(names: Sequence[tuple[NamedNode, str]], nodes: Sequence[NamedNode]) -> str:
    labels = dict(reversed(names))
    shown = [f"{labels.get(node, 'sans nom')} ({curie(node.value)})" for node in nodes[:_NEAREST]]
    return ", ".join([*shown, "…"] if len(nodes) > _NEAREST else shown)


def _node(iri: str) -> NamedNode:
    return NamedNode(str(iri))
