# ruff: noqa: N815  # terms are spelt as in the Turtle
"""The terms of the vocabulary, where a misspelt one raises, and the namespaces that rdflib does not ship."""

from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from ontology.iris import BASE, PREFIXES

IGEO: Final = Namespace(PREFIXES["igeo"])
M8G: Final = Namespace(PREFIXES["m8g"])
A4G: Final = Namespace(PREFIXES["a4g"])
SDMX_DIMENSION: Final = Namespace(PREFIXES["sdmx-dimension"])
SDMX_MEASURE: Final = Namespace(PREFIXES["sdmx-measure"])
MLGSH: Final = Namespace(PREFIXES["mlgsh"])


class MLG(DefinedNamespace):
    """Every term of `ontology/*.ttl`, held equal to them by a test; an unknown term raises AttributeError."""

    _fail = True
    _NS = Namespace(f"{BASE}def#")

    # classes
    AncienneCommune: URIRef
    ChiffreCle: URIRef
    Circonscription: URIRef
    Collectivite: URIRef
    ContratTerritorial: URIRef
    Document: URIRef
    Edition: URIRef
    Equipement: URIRef
    FluxFinancier: URIRef
    Fonction: URIRef
    Mandat: URIRef
    MandatElectif: URIRef
    MouvementCommune: URIRef
    Programme: URIRef
    Projet: URIRef
    QuartierPrioritaire: URIRef
    ServiceEtat: URIRef
    Source: URIRef

    # territories
    codeQPV: URIRef
    communeApres: URIRef
    communeAvant: URIRef
    dateEffet: URIRef
    modeFinancement: URIRef
    natureJuridique: URIRef
    typeMouvement: URIRef

    # bodies and mandates
    circonscription: URIRef
    codeCommuneOrigine: URIRef
    communeRattachement: URIRef
    constateLe: URIRef
    libelleFonction: URIRef
    rang: URIRef
    rna: URIRef
    sigle: URIRef
    siren: URIRef
    siret: URIRef
    situation: URIRef

    # equipment, programmes, projects
    annee: URIRef
    echelon: URIRef
    equipement: URIRef
    lieu: URIRef
    maitreOuvrage: URIRef
    natureEquipement: URIRef
    partenaire: URIRef
    participant: URIRef
    perimetre: URIRef
    pilote: URIRef
    programme: URIRef
    signataire: URIRef
    statut: URIRef
    statutEquipement: URIRef
    theme: URIRef
    typeProgramme: URIRef

    # flows and figures
    beneficiaire: URIRef
    dateDecision: URIRef
    financeur: URIRef
    indicateur: URIRef
    libelleBeneficiaire: URIRef
    libelleFinanceur: URIRef
    nature: URIRef
    objet: URIRef
    periodicite: URIRef
    qualificatif: URIRef
    recouvre: URIRef
    stade: URIRef
    sujet: URIRef
    uniteTexte: URIRef
    valeurTexte: URIRef

    # dates, files
    derniereEdition: URIRef
    precisionDebut: URIRef
    precisionFin: URIRef
    sha256: URIRef
