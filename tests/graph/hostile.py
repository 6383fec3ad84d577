"""Texts that try to become code, and a graph that holds them in every field a page shows."""

from typing import Final

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from ontology.iris import BASE, PREFIXES, mint
from tests.graph.drawing import BETHUNE, DCT, IGEO, MLG

MARK: Final = "document.documentElement.dataset.pwned=1"
PAYLOADS: Final = {
    "script": f"</script><script>{MARK}</script>",
    "image": f"</script><img src=x onerror={MARK}>",
    "attribute": f'" onmouseover="{MARK}" x="',
    "apostrophe": f"' onfocus='{MARK}' autofocus='",
    "address": f"javascript:{MARK}",
    "link": f'<a href="javascript:{MARK}" id=piege>href</a>',
    "comment": f"<!--<script>{MARK}</script>",
    "template": "{{ 7*7 }}${7*7}{% raw %}",
    "line-separator": f"\u2028\u2029</script><svg onload={MARK}>",
    "prototype": "__proto__",
    "constructor": "constructor",
    "entity": f"&lt;img src=x onerror={MARK}&gt;",
    "cdata": f"]]><script>{MARK}</script>",
    "style": f"</style><style>@import '//example.org/x.css'</style><script>{MARK}</script>",
    "frame": f'<iframe srcdoc="<script>parent.{MARK}</script>">',
    "network": '<img src="http://example.org/pixel.png"><link rel=stylesheet href=http://example.org/x.css>',
    "direction": "\u202egnp.exe\u202c \u200b\u200b",
    "formula": '=HYPERLINK("http://example.org";"x")',
    "long": "É" * 10_000,
}


def graph() -> Graph:
    """Return Béthune with one project, one equipment and one flow for each payload, found in every field."""
    made = Graph(bind_namespaces="none")
    made.add((BETHUNE, RDF.type, IGEO.Commune))
    for number, text in enumerate(PAYLOADS.values()):
        words = Literal(text, lang="fr")
        project, flow, figure = (mint(kind, f"p{number}") for kind in ("projet", "flux", "chiffre"))
        concept, file = URIRef(f"{BASE}id/stade-flux/p{number}"), mint("document", f"p{number}.txt")
        made.add((BETHUNE, RDFS.label, words))
        for triple in (
            (project, RDF.type, MLG.Projet),
            (project, RDFS.label, words),
            (project, SKOS.altLabel, words),
            (project, SKOS.note, words),
            (project, IGEO.codeINSEE, Literal(text)),
            (project, DCT.spatial, BETHUNE),
            (project, PROV + "wasDerivedFrom", URIRef(f"{file}#char=1,{number + 2}")),
            (file, DCT.title, words),
            (flow, RDF.type, MLG.FluxFinancier),
            (flow, RDFS.label, words),
            (flow, MLG.libelleFinanceur, Literal(text)),
            (flow, MLG.objet, project),
            (flow, URIRef(PREFIXES["schema"] + "amount"), Literal(1000 + number)),
            (flow, MLG.stade, concept),
            (concept, SKOS.prefLabel, words),
            (figure, RDF.type, MLG.ChiffreCle),
            (figure, MLG.sujet, BETHUNE),
            (figure, RDFS.label, words),
            (figure, MLG.valeurTexte, words),
            (figure, MLG.uniteTexte, Literal(text)),
        ):
            made.add(triple)
    return made


PROV: Final = URIRef(PREFIXES["prov"])
