"""Where every IRI of ours leads: the table of `ontology/iris.py` turned into rules for w3id.org, so it cannot drift."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final, NamedTuple

from rdflib import OWL, URIRef

from graph.documenting.names import anchor
from graph.errors import GraphError
from ontology.files import shapes, vocabulary
from ontology.iris import BASE, PATTERNS

PLACEHOLDER: Final = "https://example.org/maillage"
"""Where the bundle is, in the file that the repository holds: nobody has published it yet."""

DOWNLOADS: Final = "telechargement"
"""The folder of the base under which every file of the bundle has a permanent address."""

_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/-]+")
_PART: Final = "([A-Za-z0-9._~-]+)"
_FORMS: Final = {
    "ttl": r"text/turtle|application/x-turtle|text/n3|application/rdf\+xml|application/trig",
    "nt": "application/n-triples|text/plain",
    "jsonld": r"application/ld\+json|application/json",
    "html": r"text/html|application/xhtml\+xml",
}
"""Extension of what is given -> media types that ask for it; the first one that a client names is the one it gets."""

_PROVENANCE: Final = frozenset({"construction", "logiciel"})
_CATALOGUE: Final = frozenset({"catalogue", "jeu", "distribution"})


class Lead(NamedTuple):
    """Where an address leads, relative to the bundle: for a person, and for a machine by extension or for any."""

    html: str
    rdf: str


class Rule(NamedTuple):
    """One family of addresses: what it is called, the regular expression of the path, and where it leads."""

    name: str
    path: str
    lead: Lead


def rules() -> tuple[Rule, ...]:
    """Return a rule for the ontology, the shapes, every list, and every pattern of IRI; no two match one address."""
    found = [*_documents(), *_lists(), *_patterns()]
    return tuple({rule.path: rule for rule in reversed(found)}.values())[::-1]


def htaccess(site: str = PLACEHOLDER) -> str:
    """Return the `.htaccess` of the folder `maillage` at w3id.org, for a bundle at `site`, an http or https address."""
    if not _ADDRESS.fullmatch(site):
        remedy = "exemple : https://donnees.exemple.fr/maillage"
        raise GraphError(f"{site} : ce n'est pas l'adresse d'un dossier", kind="usage", remedy=remedy)
    lines = [*_HEAD, f"RewriteRule ^ - [E=SITE:{site.rstrip('/')},E=FORME:html]"]
    lines += [line for form in ("ttl", "nt", "jsonld") for line in _asked(form)]
    lines += ["", "# Every file of the bundle.", f"RewriteRule ^{DOWNLOADS}/(.*)$ %{{ENV:SITE}}/$1 [R=302,L]"]
    for rule in rules():
        lines += ["", f"# {rule.name}", *_written(rule)]
    return "\n".join(lines) + "\n"


_HEAD: Final = (
    "# https://w3id.org/maillage/: see README.md for who keeps it. Written by `maillage docs --redirects`, from the",
    "# table of IRIs of the software: do not edit by hand.",
    "#",
    "# A person gets a page, a machine the RDF that it asks for (Turtle, N-Triples, JSON-LD): the first media type of",
    "# its Accept header that we have. 303, because a commune is not a document (https://www.w3.org/TR/cooluris/).",
    "",
    "Options +FollowSymLinks -MultiViews",
    "<IfModule mod_headers.c>",
    "  Header always set Access-Control-Allow-Origin *",
    "  Header always merge Vary Accept",
    "</IfModule>",
    "RewriteEngine on",
    "",
    "# Where the bundle is published: the one line to change when it moves.",
)


def _asked(form: str) -> Iterator[str]:
    """Yield the lines that see whether a form is named before the others."""
    others = "|".join(types for name, types in _FORMS.items() if name != form)
    yield f"RewriteCond %{{HTTP_ACCEPT}} ^(?:(?!{others}).)*(?:{_FORMS[form]}) [NC]"
    yield f"RewriteRule ^ - [E=FORME:{form}]"


def _written(rule: Rule) -> Iterator[str]:
    """Yield the lines of a rule: the page first, then the RDF."""
    yield "RewriteCond %{ENV:FORME} =html"
    yield f"RewriteRule ^{rule.path}$ %{{ENV:SITE}}/{rule.lead.html} [R=303,L,NE]"
    target = rule.lead.rdf if "." in rule.lead.rdf else f"{rule.lead.rdf}.%{{ENV:FORME}}"
    yield f"RewriteRule ^{rule.path}$ %{{ENV:SITE}}/{target} [R=303,L,NE]"


def _documents() -> Iterator[Rule]:
    """Yield the base, the ontology and the shapes; of their versions, the current one only."""
    yield Rule("the project", "", Lead("index.html", "catalogue-strict.ttl"))
    for name, graph, file in (("def", vocabulary(), "ontologie"), ("formes", shapes(), "formes")):
        version = str(graph.value(URIRef(BASE + name), OWL.versionIRI) or "").removeprefix(f"{BASE}{name}/")
        path = f"{name}(?:/{re.escape(version)})?/?" if version else f"{name}/?"
        yield Rule(f"{BASE}{name}#…", path, Lead("ontologie.html", f"ontologie/{file}.ttl"))
    yield Rule("what is deduced from several sources", "deductions", Lead("index.html", "graphe"))


def _lists() -> Iterator[Rule]:
    """Yield the code lists, each under the address that its terms share."""
    for name, template in PATTERNS.items():
        if _fields(template) == ["notation"] or name == "indicateur":
            path = template.rpartition("/")[0]
            page = f"ontologie.html#{anchor(BASE + path)}"
            yield Rule(f"the list {name}", path, Lead(page, "ontologie/nomenclatures.ttl"))


def _patterns() -> Iterator[Rule]:
    """Yield a rule a pattern of our own; patterns that write the same addresses share one."""
    names: dict[str, list[str]] = {}
    for name, template in PATTERNS.items():
        if "://" not in template:
            names.setdefault(re.sub(r"\{\w+\}", "{}", template), []).append(name)
    for same in names.values():
        template = PATTERNS[same[0]]
        parts = [re.escape(text) + (_PART if field else "") for text, field, _, _ in Formatter().parse(template)]
        yield Rule(f"{', '.join(same)}: {template}", "".join(parts), _lead(same[0], template))


def _lead(name: str, template: str) -> Lead:
    """Return where a pattern leads; a person has no page of their own, by choice: the page is that of the data."""
    if _fields(template) == ["notation"]:
        listed = template.partition("/{")[0].removeprefix("id/")
        return Lead(f"ontologie.html#{listed}-$1", "ontologie/nomenclatures.ttl")
    if name in _CATALOGUE:
        return Lead("index.html", "catalogue-strict.ttl")
    return Lead("index.html", "provenance.ttl" if name in _PROVENANCE else "graphe")


def _fields(template: str) -> list[str]:
    return [field for _, field, _, _ in Formatter().parse(template) if field]


def examples() -> Mapping[str, str]:
    """Return a path that each pattern writes, for tests and for the people who check a deployment."""
    return {
        name: template.format(**{field: f"{field}-1.2_3" for field in _fields(template)})
        for name, template in PATTERNS.items()
        if "://" not in template
    }
