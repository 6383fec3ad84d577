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
    AncienneIntercommunalite: URIRef
    CatastropheNaturelle: URIRef
    ChiffreCle: URIRef
    Circonscription: URIRef
    CiteMiniere: URIRef
    Collectivite: URIRef
    ContratTerritorial: URIRef
    Deliberation: URIRef
    Document: URIRef
    Edition: URIRef
    EtablissementPublicTerritorial: URIRef
    Equipement: URIRef
    ExpositionRisque: URIRef
    FluxFinancier: URIRef
    Fonction: URIRef
    Mandat: URIRef
    MandatElectif: URIRef
    Marche: URIRef
    MouvementCommune: URIRef
    Programme: URIRef
    Projet: URIRef
    QuartierPrioritaire: URIRef
    ServiceEtat: URIRef
    Source: URIRef
    SuccessionIntercommunalite: URIRef

    # territories
    codePostal: URIRef
    codeQPV: URIRef
    communeApres: URIRef
    communeAvant: URIRef
    dateEffet: URIRef
    epciApres: URIRef
    epciAvant: URIRef
    modeFinancement: URIRef
    natureJuridique: URIRef
    typeMouvement: URIRef

    # bodies and mandates
    categorieJuridique: URIRef
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
    dateApprobation: URIRef
    dateLabellisation: URIRef
    datePrescription: URIRef
    dateSignature: URIRef
    echelon: URIRef
    etatProcedure: URIRef
    equipement: URIRef
    lieu: URIRef
    maitreOuvrage: URIRef
    natureEquipement: URIRef
    natureProprietaire: URIRef
    partenaire: URIRef
    participant: URIRef
    perimetre: URIRef
    pilote: URIRef
    porteurOrigine: URIRef
    programme: URIRef
    qualitePosition: URIRef
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

    # risks
    dateArrete: URIRef
    dateJournalOfficiel: URIRef
    risque: URIRef

    # contracts and deliberations
    abstentions: URIRef
    codeCPV: URIRef
    codeMatiere: URIRef
    dureeMois: URIRef
    marche: URIRef
    matiere: URIRef
    procedure: URIRef
    referenceDecision: URIRef
    votesContre: URIRef
    votesPour: URIRef

    # dates, files
    derniereEdition: URIRef
    precisionDebut: URIRef
    precisionFin: URIRef
    sha256: URIRef
