"""Words that only bodies use in their names, and the marks of a person, to tell an association from a sole trader.

A trade is in neither list: « menuiserie », « conseil », « assurances » or « auto-école » stand beside a person's name.
"""

from typing import Final

BODY_WORDS: Final = (
    # legal forms
    *("sa", "sas", "sasu", "sarl", "eurl", "sci", "scic", "scop", "snc", "sem", "seml", "spl", "gie", "geie", "selarl"),
    *(
        "selas",
        "gaec",
        "earl",
        "scea",
        "sasp",
        "epcc",
        "gip",
        "société",
        "sté",
        "compagnie",
        "cie",
        "holding",
        "groupe",
    ),
    # public bodies
    *("commune", "mairie", "ville de", "ville d", "métropole", "communauté", "agglomération", "département", "région"),
    *("préfecture", "ministère", "ccas", "cias", "syndicat", "sivom", "sivu", "siaep", "sdis", "chu", "ehpad", "esat"),
    *("crous", "caf", "cpam", "urssaf", "mdph", "université", "collège", "lycée", "hôpital", "hospitalier", "musée"),
    *("conservatoire", "médiathèque", "bibliothèque", "théâtre", "opéra", "orchestre", "office public", "hlm", "opac"),
    *("office de tourisme", "mission locale", "établissement public", "groupe scolaire", "école de", "école d"),
    *("école nationale", "école maternelle", "école primaire", "école élémentaire", "institut national", "centre de"),
    *(
        "institut universitaire",
        "centre social",
        "centre hospitalier",
        "centre culturel",
        "centre communal",
        "centre d",
    ),
    *("centre intercommunal", "conseil départemental", "conseil régional", "conseil citoyen", "régie de", "chambre de"),
    # associations and their like
    *(
        "association",
        "associations",
        "asso",
        "assoc",
        "ass",
        "amicale",
        "amis",
        "club",
        "cercle",
        "union",
        "fédération",
    ),
    *("ligue", "comité", "collectif", "confédération", "coopérative", "mutuelle", "fondation", "fonds", "croix rouge"),
    *("secours", "restos", "restaurants du coeur", "scouts", "harmonie", "fanfare", "chorale", "festival", "foyer"),
    *("maison de", "maison des", "maison d", "résidence", "crèche", "groupement", "réseau", "mouvement", "jeunesse"),
    *("banque alimentaire", "observatoire", "pôle", "chantier d insertion", "laboratoire", "laboratoires"),
    *("sporting", "sportif", "sportive", "sportifs", "omnisports", "football", "handball", "hand ball", "basket"),
    *("volley", "rugby", "olympique", "entente", "racing", "nautique", "as", "us", "fc"),
)
"""As they are written, accents included; matched as whole words, with or without their accents."""

PERSON_MARKS: Final = (
    *("mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "ei", "eirl", "autoentrepreneur", "épouse"),
    *("auto entrepreneur", "micro entrepreneur", "micro entreprise", "entrepreneur individuel", "veuve", "consorts"),
    *("entreprise individuelle", "indivision"),
)
"""What says that a name is a person's, whatever stands beside it; an EIRL is a person."""
