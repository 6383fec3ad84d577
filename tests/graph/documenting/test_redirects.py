"""Where every IRI leads: the rules that w3id.org would run, played on each pattern, and in Apache when it is there."""

import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph.documenting.page import ontology
from graph.documenting.redirects import PLACEHOLDER, examples, htaccess, rules
from graph.errors import GraphError
from ontology.files import vocabulary
from ontology.iris import BASE, PATTERNS
from ontology.terms import MLG

ROOT = Path(__file__).parents[3]
FILE = ROOT / ".github/w3id/.htaccess"
SITE = "https://donnees.example.org/lot"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
EXAMPLES = sorted(examples().items())


@dataclass
class Rewriter:
    """As much of mod_rewrite as our rules use: conditions on a header or a variable, E=, R=, L and NE."""

    text: str
    environment: dict[str, str] = field(default_factory=dict)

    def answer(self, path: str, accept: str) -> tuple[int, str]:
        """Return the status and the address that a request gets; 404 when no rule is for it."""
        self.environment, waiting = {}, []
        for line in self.text.splitlines():
            word, *rest = line.split(" ")
            if word == "RewriteCond":
                waiting.append((rest[0], line.split(" ", 2)[2]))
            elif word == "RewriteRule":
                held, waiting = all(self._holds(test, what, accept) for test, what in waiting), []
                found = re.search(rest[0], path) if held else None
                if found and (done := self._apply(found, rest[1], rest[2].strip("[]").split(","))):
                    return done
        return 404, ""

    def _holds(self, test: str, what: str, accept: str) -> bool:
        value = accept if test == "%{HTTP_ACCEPT}" else self._filled(test)
        if what.startswith("="):
            return value == what[1:]
        pattern, _, flags = what.rpartition(" [")
        return re.search(pattern, value, re.IGNORECASE if "NC" in flags else 0) is not None

    def _apply(self, found: re.Match[str], target: str, flags: list[str]) -> tuple[int, str] | None:
        for flag in flags:
            if flag.startswith("E="):
                name, _, value = flag[2:].partition(":")
                self.environment[name] = value
        status = next((int(flag[2:]) for flag in flags if flag.startswith("R=")), None)
        if status is None:
            return None
        return status, re.sub(r"\$(\d)", lambda one: found[int(one[1])], self._filled(target))

    def _filled(self, text: str) -> str:
        return re.sub(r"%\{ENV:(\w+)\}", lambda one: self.environment.get(one[1], ""), text)


@pytest.fixture(scope="module")
def w3id() -> Rewriter:
    return Rewriter(htaccess(SITE))


@pytest.mark.parametrize("path", [path for _, path in EXAMPLES])
def test_every_pattern_leads_somewhere_for_a_person_and_for_a_machine(w3id: Rewriter, path: str) -> None:
    status, page = w3id.answer(path, BROWSER)
    assert status == 303  # a commune is not a document
    assert re.fullmatch(rf"{SITE}/(index|ontologie)\.html(#[\w.~-]+)?", page)

    status, data = w3id.answer(path, "text/turtle")
    assert status == 303
    assert re.fullmatch(rf"{SITE}/[\w/-]+\.ttl", data)


def test_no_two_rules_are_for_one_address() -> None:
    paths = [rule.path for rule in rules()]
    listed = [path for _, path in EXAMPLES] + ["", "def", "formes", "deductions", "id/stade-flux", "id/indicateur"]

    assert len(set(paths)) == len(paths)
    for path in listed:
        assert len([one for one in paths if re.fullmatch(one, path)]) == 1, path


@pytest.mark.parametrize(
    ("path", "accept", "target"),
    [
        ("", BROWSER, "index.html"),
        ("", "text/turtle", "catalogue-strict.ttl"),
        ("def", BROWSER, "ontologie.html"),
        ("def", "text/turtle", "ontologie/ontologie.ttl"),
        ("def", RDFLIB, "ontologie/ontologie.ttl"),
        ("def", "application/rdf+xml, application/xml; q=0.7, */*; q=0.09", "ontologie/ontologie.ttl"),  # Protégé
        ("def/0.1.0", "text/turtle", "ontologie/ontologie.ttl"),
        ("formes", "text/turtle", "ontologie/formes.ttl"),
        ("formes", BROWSER, "ontologie.html"),
        ("id/stade-flux", BROWSER, "ontologie.html#liste-stade-flux"),
        ("id/stade-flux/vote", BROWSER, "ontologie.html#stade-flux-vote"),
        ("id/stade-flux/vote", "text/turtle", "ontologie/nomenclatures.ttl"),
        ("id/territoire/commune/62119", BROWSER, "index.html"),
        ("id/territoire/commune/62119", "*/*", "index.html"),
        ("id/territoire/commune/62119", "", "index.html"),
        ("id/territoire/commune/62119", "text/turtle", "graphe.ttl"),
        ("id/territoire/commune/62119", "application/n-triples", "graphe.nt"),
        ("id/territoire/commune/62119", "application/ld+json, text/turtle;q=0.5", "graphe.jsonld"),
        ("id/territoire/commune/62119", "text/turtle, text/html;q=0.5", "graphe.ttl"),
        ("id/territoire/commune/62119", "text/html, text/turtle;q=0.5", "index.html"),
        ("id/personne/exemple-camille-62119", BROWSER, "index.html"),  # no page of a person, by choice
        ("id/document/lillers.txt", "text/turtle", "graphe.ttl"),
        ("id/jeu/maillage", "text/turtle", "catalogue-strict.ttl"),
        ("id/jeu/maillage/graphe.ttl", "text/turtle", "catalogue-strict.ttl"),
        ("id/construction/maillage/2026.11.21-0f0f0f0f", "text/turtle", "provenance.ttl"),
    ],
)
def test_a_person_gets_a_page_and_a_machine_the_rdf_it_names_first(
    w3id: Rewriter, path: str, accept: str, target: str
) -> None:
    assert w3id.answer(path, accept) == (303, f"{SITE}/{target}")


def test_a_file_of_the_bundle_has_a_permanent_address(w3id: Rewriter) -> None:
    assert w3id.answer("telechargement/csv/flux-financier.csv", "*/*") == (302, f"{SITE}/csv/flux-financier.csv")


@pytest.mark.parametrize(
    "path",
    ["id", "id/", "id/rien/x", "id/personne/a/b", "id/territoire/commune/", "def/0.0.1", "define", "xdef", "../def"],
)
def test_an_address_that_is_not_ours_is_not_found(w3id: Rewriter, path: str) -> None:
    assert w3id.answer(path, BROWSER)[0] == 404


def test_where_a_list_or_a_term_of_a_list_leads_is_in_the_page(w3id: Rewriter) -> None:
    anchors = set(ontology().anchors.values())
    listed = {str(one) for one in vocabulary().subjects() if str(one).startswith(f"{BASE}id/")}

    found = {one: w3id.answer(one.removeprefix(BASE), BROWSER)[1].rpartition("#")[2] for one in listed}
    assert len(found) > 100
    assert {one: place for one, place in found.items() if place not in anchors and "#" in place} == {}
    assert found[f"{BASE}id/stade-flux/vote"] == "stade-flux-vote"


def test_a_hash_iri_keeps_its_fragment_because_the_rule_adds_none(w3id: Rewriter) -> None:
    assert str(MLG.Mandat) == f"{BASE}def#Mandat"
    assert "#" not in w3id.answer("def", BROWSER)[1]  # the browser then adds #Mandat itself


def test_the_file_of_the_repository_is_the_one_the_table_writes(record: bool) -> None:  # noqa: FBT001  # the fixture of --record
    if record:
        FILE.write_text(htaccess(), encoding="utf-8")

    assert FILE.read_text(encoding="utf-8") == htaccess(), "maillage docs --redirects, or pytest --record"
    assert PLACEHOLDER in htaccess()


@pytest.mark.parametrize(
    "site", ["", "example.org", "ftp://x/y", "https://x/$1", "https://x/ [P]", "https://x/%{ENV:A}", "https://x/\n"]
)
def test_an_address_that_would_change_the_rules_is_refused(site: str) -> None:
    with pytest.raises(GraphError, match="l'adresse d'un dossier"):
        htaccess(site)


#################################################################  The real thing

APACHE = shutil.which("apache2") or shutil.which("/usr/sbin/apache2")
MODULES = Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerRoot {root}
PidFile {root}/pid
Listen 127.0.0.1:{port}
ServerName localhost
ErrorLog {root}/errors.log
DocumentRoot {root}/www
{modules}
<Directory {root}/www>
AllowOverride All
Options +FollowSymLinks
Require all granted
</Directory>
"""


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def apache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if APACHE is None or not MODULES.is_dir():
        pytest.skip("Apache n'est pas installé")
    root, port = tmp_path_factory.mktemp("apache"), 18_473
    folder = root / "www/maillage"
    folder.mkdir(parents=True)
    for path in (root, root / "www", folder):
        path.chmod(0o755)
    (folder / ".htaccess").write_text(htaccess(SITE), encoding="utf-8")
    names = ("mpm_event", "rewrite", "headers", "authz_core")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names)
    configuration = root / "httpd.conf"
    configuration.write_text(CONFIGURATION.format(root=root, port=port, modules=modules), encoding="utf-8")
    server = subprocess.Popen([APACHE, "-f", str(configuration), "-DFOREGROUND"], stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/maillage/"
        for _ in range(50):
            try:
                _get(f"{address}def", "*/*")
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.skip("Apache n'a pas démarré ici")
        yield address
    finally:
        server.terminate()
        server.wait()


def _get(address: str, accept: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Accept": accept})
    try:
        urllib.request.build_opener(Stay).open(request, timeout=5)
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location", "")
    return 200, ""


def test_apache_answers_what_the_rules_say(apache: str, w3id: Rewriter) -> None:
    paths = [*(path for _, path in EXAMPLES), "", "def", "formes", "id/stade-flux", "id/rien/x"]
    for path in paths:
        for accept in (BROWSER, RDFLIB, "text/turtle", "application/ld+json", "*/*", "text/html;q=.5, text/turtle"):
            assert _get(apache + path, accept) == w3id.answer(path, accept), (path, accept)


def test_every_pattern_of_the_table_is_played() -> None:
    assert {name for name, _ in EXAMPLES} == {name for name, template in PATTERNS.items() if "://" not in template}
