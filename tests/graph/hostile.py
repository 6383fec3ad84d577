"""Texts that try to become code, and graphs that hold them in every field a page shows."""

import html
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

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
    "animation": f"<svg><animate onbegin={MARK} attributeName=x dur=1s>",
}
DISGUISES: Final[dict[str, Callable[[str], str]]] = {
    "plain": str,
    "case": str.swapcase,
    "right-to-left": "\u202e{}\u202c".format,
    "isolated": "\u2066{}\u2069\u061c".format,
    "zero-width": lambda text: "\u200b".join(text[:200]),
    "joined": "\ufeff{}\u2060\u00ad".format,
    "controls": "\x01\x1b[31m{}\x7f".format,
    "entities": html.escape,
    "percent": quote,
    "far": f"{'x' * 10_000} {{}}".format,
}
LABELS: Final = tuple(dict.fromkeys(disguise(text) for disguise in DISGUISES.values() for text in PAYLOADS.values()))
"""More than a hundred and eighty different names: each payload under each disguise."""

FORMULAS: Final = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c calc'!A1", '=HYPERLINK("http://example.org";"x")', "＝1+1", "－1",
    "＋1", "＠A1", '=WEBSERVICE("http://example.org")', '=DDE("soffice";"x";"A1")', "%0A=1+1", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
BREAKERS: Final = (
    *("", " ", ";", ",", "|", "\t", "\r", "\n", "\r\n", '"', '""', "'", "\\", "\\n", "a|b", "a\rb", "a\n\nb", "a\tb"),
    *("# titre", "- liste", "1. liste", "> cité", "```", "~~~", "[a](javascript:x)", "<http://example.org>"),
    *("![a](http://example.org/x.png)", "null", "true", "NaN", "[bold]x[/bold]", "\x1b[2J\x1b[31m", "\x07", "\x7f"),
    *("\x9b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffd", "\U0001f1eb", "e\u0301", "\u0085", "\u2028"),
    *("{% raw %}", "${7*7}", "<![CDATA[", "&#0;", "&amp;", "%s%n", "$(id)", "`id`", "../../etc/passwd"),
)
SEPARATORS: Final = ("\t", "\r", "\n", ";", ",", '"', " ", "\u00a0", "\u2028", "x\r", "x\n", 'x";', 'x",')
"""What may end a cell or a line before its time: a formula after one of them would begin another cell."""


def labels() -> tuple[str, ...]:
    """Return more than two hundred texts: each payload, each breaker, and each formula behind each separator."""
    split = [separator + formula for separator in SEPARATORS for formula in FORMULAS]
    return tuple(dict.fromkeys([*PAYLOADS.values(), *FORMULAS, *BREAKERS, *split]))


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


def crowd() -> Graph:
    """Return Béthune with one project for each hostile label, its name and its note."""
    made = Graph(bind_namespaces="none")
    made.add((BETHUNE, RDF.type, IGEO.Commune))
    made.add((BETHUNE, RDFS.label, Literal("Béthune", lang="fr")))
    for number, text in enumerate(LABELS):
        project = mint("projet", f"p{number:03}")
        for predicate, value in (
            (RDF.type, MLG.Projet),
            (RDFS.label, Literal(text, lang="fr")),
            (SKOS.note, Literal(text, lang="fr")),
            (DCT.spatial, BETHUNE),
            (URIRef(PREFIXES["schema"] + "startDate"), Literal(f"{2000 + number % 20}-01-01", datatype=XSD.date)),
        ):
            made.add((project, predicate, value))
    return made


PROV: Final = URIRef(PREFIXES["prov"])
