"""What a person reads in a cell: short names for IRIs, French numbers, no character that acts on a screen."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import XSD

from graph.asking.answers import Answer, Term
from graph.curies import curie

INTEGERS: Final = frozenset(
    str(XSD[name]) for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
NUMBERS: Final = INTEGERS | {str(XSD.decimal)}
"""Exact datatypes: `xsd:double` and `xsd:float` stay as they are written."""

_GROUPED: Final = 5  # « 2026 » is a year as often as a number: digits are grouped from five on
_NARROW_SPACE: Final = "\u202f"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


_ELIDED: Final = re.compile(r"\b(d|l|qu|jusqu) (?=[aeiouyéà])")
_SPELT: Final = {  # a variable has no accent, the title of a column has: the words of queries/*.rq
    "a": "à", "annee": "année", "beneficiaire": "bénéficiaire", "categorie": "catégorie", "cout": "coût",
    "debut": "début", "debute": "débute", "decision": "décision", "duree": "durée", "echelon": "échelon",
    "ecart": "écart", "element": "élément", "equipement": "équipement", "equipements": "équipements", "etat": "état",
    "evenement": "événement",
    "intitule": "intitulé", "maitre": "maître", "marche": "marché", "periodicite": "périodicité",
    "precedent": "précédent", "president": "président", "procedure": "procédure", "qualite": "qualité",
    "reference": "référence", "resultat": "résultat", "role": "rôle", "signe": "signé", "unite": "unité",
    "editeur": "éditeur", "theme": "thème", "constate": "constaté", "confirme": "confirmé", "insee": "Insee",
    "siren": "SIREN", "siret": "SIRET", "epci": "EPCI", "sha256": "SHA-256",
}  # fmt: skip


def value(term: Term | None) -> str:
    """Return the exact value of a term: whole IRI, lexical form of a literal, nothing when unbound."""
    return "" if term is None else term.value


def number(term: Term | None) -> Decimal | None:
    """Return the exact number of an integer or decimal literal, else None."""
    if isinstance(term, Literal) and term.datatype.value in NUMBERS:
        return Decimal(term.value) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", term.value) else None
    return None


def shown(term: Term | None) -> str:
    """Return what a person reads: `commune:62119`, « 1 300 000,5 », text on one line."""
    if isinstance(term, NamedNode):
        return visible(curie(term.value))
    figure = number(term)
    return visible(value(term)) if figure is None else french(figure)


def french(figure: Decimal) -> str:
    """Return every digit of a number, thousands apart from five digits on, with a decimal comma."""
    whole, _, rest = format(figure, "f").partition(".")
    if len(whole.lstrip("-")) >= _GROUPED:
        whole = f"{int(whole):,}".replace(",", _NARROW_SPACE)
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def visible(text: str) -> str:
    """Return the text on one line, each control, bidirectional or unassigned character shown as « � »."""
    line = " ".join(text.split())
    return "".join("�" if unicodedata.category(letter) in _UNSEEN else letter for letter in line)


def link(term: Term | None) -> str:
    """Return the address a reader may follow, which can only be http or https; else nothing."""
    iri = term.value if isinstance(term, NamedNode) else ""
    return iri if iri.startswith(("https://", "http://")) else ""


def columns(answer: Answer) -> list[int]:
    """Return the columns a person reads: no `commune_iri` where its name is beside it in `commune`."""
    names = answer.variables
    return [i for i, name in enumerate(names) if not (name.endswith("_iri") and name.removesuffix("_iri") in names)]


def heading(variable: str) -> str:
    """Return the title of a column as French writes it: `maitre_d_ouvrage` reads « maître d’ouvrage »."""
    words = " ".join(_SPELT.get(word, word) for word in variable.split("_"))
    return _ELIDED.sub(r"\1’", words)
