"""The rules of SHACL and ours: what each says when it is broken, in two languages, and what a data steward does."""

import re
from collections.abc import Mapping
from typing import Final

from rdflib import URIRef

# rule -> (French, English, what to do); {path} {value} {limit} are filled in
RULES: Final[Mapping[str, tuple[str, str, str]]] = {
    "minCount": (
        "Il manque une valeur pour {path} : {limit} au moins.",
        "A value of {path} is missing: at least {limit}.",
        "Complétez la cellule dans le fichier source, à la ligne citée, puis relancez « maillage build ».",
    ),
    "maxCount": (
        "Il y a trop de valeurs pour {path} : {limit} au plus.",
        "There are too many values of {path}: at most {limit}.",
        "Deux lignes se contredisent : comparez les lignes citées et corrigez celle qui est fausse.",
    ),
    "datatype": (
        "« {value} » n'est pas du type {limit} attendu pour {path}.",
        "“{value}” is not of the type {limit} that {path} expects.",
        "Corrigez l'écriture de la valeur dans le fichier source (date, nombre, code).",
    ),
    "class": (
        "« {value} », donné pour {path}, n'est pas de la classe {limit} dans le graphe.",
        "“{value}”, given for {path}, is not of class {limit} in the graph.",
        "Vérifiez le code cité ; s'il est juste, chargez aussi la source qui décrit cet objet.",
    ),
    "nodeKind": (
        "« {value} » n'est pas du genre de nœud attendu pour {path} ({limit}).",
        "“{value}” is not the kind of node that {path} expects ({limit}).",
        "Un texte se trouve où un identifiant est attendu, ou l'inverse : corrigez la correspondance de la source.",
    ),
    "pattern": (
        "« {value} » n'a pas la forme attendue pour {path} ({limit}).",
        "“{value}” does not have the form that {path} expects ({limit}).",
        "Corrigez le code dans le fichier source : longueur, zéros de tête, lettres.",
    ),
    "in": (
        "« {value} » n'est pas dans la liste admise pour {path} ({limit}).",
        "“{value}” is not in the list that {path} allows ({limit}).",
        "Employez une valeur de la liste, ou demandez son ajout au vocabulaire.",
    ),
    "hasValue": (
        "La valeur {limit} manque pour {path}.",
        "The value {limit} of {path} is missing.",
        "Complétez la valeur attendue dans le fichier source.",
    ),
    "lessThan": (
        "« {value} » ({path}) ne précède pas {limit}.",
        "“{value}” ({path}) is not before {limit}.",
        "Les deux dates ou valeurs sont inversées ou fausses : corrigez la ligne citée.",
    ),
    "lessThanOrEquals": (
        "« {value} » ({path}) vient après {limit}.",
        "“{value}” ({path}) is after {limit}.",
        "Les deux dates ou valeurs sont inversées ou fausses : corrigez la ligne citée.",
    ),
    "closed": (
        "La propriété {path} n'est pas admise ici (valeur « {value} »).",
        "The property {path} is not allowed here (value “{value}”).",
        "Retirez cette propriété de la correspondance : elle ne doit pas être publiée.",
    ),
    "uniqueLang": (
        "Il y a plusieurs textes de {path} dans la même langue.",
        "There are several texts of {path} in the same language.",
        "Gardez un seul libellé par langue ; mettez les autres en libellés secondaires.",
    ),
    "or": (
        "Aucune des conditions admises n'est remplie.",
        "None of the allowed conditions is met.",
        "Lisez la description de la règle et complétez l'une des formes admises.",
    ),
    "termeInconnu": (
        "",
        "",
        "Corrigez la faute de frappe, ou déclarez le terme : dans l'ontologie, ou un fichier donné par --ontology.",
    ),
    "litteralMalForme": ("", "", "Corrigez l'écriture de la valeur dans le fichier source."),
    "termeInconnuDeForme": (
        "",
        "",
        "Corrigez la forme, ou déclarez le terme : --ontology FICHIER, ou mlgsh:facultative sur la forme ou le terme.",
    ),
    "formeSansCible": (
        "",
        "",
        "Chargez la source qui décrit ces objets, corrigez la cible, ou déclarez la forme mlgsh:facultative.",
    ),
    "fichierSansTriplet": ("", "", "Vérifiez que c'est le bon fichier : il se lit, mais ne dit rien."),
    "importNonSuivi": ("", "", "Téléchargez ce qui est importé, et donnez-le avec les autres fichiers."),
    "controleInterrompu": ("", "", "Validez un territoire à la fois : ce contrôle n'a pas tout vu."),
    "rienVerifie": (
        "",
        "",
        "Ces données ne parlent de rien que ces formes connaissent : vérifiez les classes et les formes.",
    ),
}
OTHER: Final = (
    "« {value} » ({path}) ne respecte pas la règle {rule} ({limit}).",
    "“{value}” ({path}) does not respect the rule {rule} ({limit}).",
    "Lisez la description de la règle et corrigez la ligne citée.",
)
"""What a rule without a sentence of its own says."""


def rule(component: URIRef) -> str:
    """Return the short name of a rule: `sh:MinCountConstraintComponent` is `minCount`."""
    name = re.split(r"[/#]", str(component))[-1].removesuffix("ConstraintComponent")
    return name[:1].lower() + name[1:]


def advice(component: URIRef) -> str:
    """Return what a data steward does about a broken rule, in French."""
    return RULES.get(rule(component), OTHER)[2]
