"""Random mappings over random rows: the compiled triples are those of rdflib, whatever the cells hold."""

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from rdflib import XSD

from loaders.errors import SourceError
from loaders.terms import IRI, TermType
from tests.loaders.mapping_engines import Row, by_rdflib, compiled, write

VARIABLES = {
    "ref": TermType(form="reference"),
    "place": IRI,
    "vrai": TermType(datatype=str(XSD.boolean), form="part"),
    **{name: TermType() for name in ("texte", "autre")},
    **{name: TermType(form="part") for name in ("code", "slug")},
    **{name: TermType(datatype=str(XSD.integer), form="part") for name in ("n", "m")},
    **{name: TermType(datatype=str(XSD.decimal), form="part") for name in ("montant", "prix")},
    **{name: TermType(datatype=str(XSD.date), form="part") for name in ("jour", "fin")},
}
NASTY = st.sampled_from(
    [*"\"\\\n\r\t\x00\x0b\x1f\x7f\x85\u2028\u2029\ufeff\u00a0éßŒÀ'<>{}$^-./aAbB 12", "ς", "Σ", "𝒜", "\u0301"]
)
# İ and ı are left to test_compiler.py: to Python they are an i whatever its case, which Unicode says of no language
# but Turkish.
CELLS = st.one_of(
    st.text(NASTY, max_size=6), st.text(st.characters(codec="utf-8", exclude_characters="İı"), max_size=4)
)
PARTS = st.text("aB1.-_~", max_size=4)
DATES = st.dates().map(str)
DECIMALS = st.decimals(min_value=-10000, max_value=10000, places=2).map(lambda number: f"{number:f}")
INTEGERS = st.integers(min_value=-10000, max_value=10000).map(str)
ROWS = st.fixed_dictionaries(
    {
        **{name: st.none() | CELLS for name in ("texte", "autre")},
        **{name: st.none() | PARTS for name in ("code", "slug")},
        **{name: st.none() | INTEGERS for name in ("n", "m")},
        **{name: st.none() | DECIMALS for name in ("montant", "prix")},
        **{name: st.none() | DATES for name in ("jour", "fin")},
        "ref": st.none() | st.sampled_from(["commune:62119", "epci:200072460", "organisation:ccas", "qpv:QN06208M"]),
        "place": st.none() | st.sampled_from(["http://example.org/f.csv#row=1", "http://example.org/é"]),
        "vrai": st.none() | st.sampled_from(["true", "false", "1", "0"]),
    }
)


def quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


LEAVES = {"cell": CELLS.map(quoted), "safe": PARTS.map(quoted)}
COMPARE, EQUAL = ("=", "!=", "<", ">", "<=", ">="), ("=", "!=")
CHOICES = ("IF({condition}, {%s}, {%s})", "COALESCE({%s}, {%s})")
PATTERNS = [
    *(("a", "b"), ("[^a-z]", "-"), ("(.)b", "b$1"), ("(a)|(b)", "$2$1"), ("a+?", ""), ("\\.", "·"), ("b$", "!")),
    *(("\\d{1,2}", "#"), ("[\\-.]", "_"), ("\\n|\\r|\\t", " "), ("^.", "")),
]
GRAMMAR = {
    "text": [
        *("?texte", "?autre", "?code", "{cell}", "UCASE({text})", "LCASE({text})", "SUBSTR({text}, 2)"),
        *("CONCAT({text}, {text})", "STRBEFORE({text}, {text})", "STRAFTER({text}, {text})", "SUBSTR({text}, 1, 2)"),
        *(f"STR({{{kind}}})" for kind in ("iri", "whole", "decimal", "date", "lang", "truth")),
        *(f"REPLACE({{text}}, {quoted(one)}, {quoted(by)}{flags})" for one, by in PATTERNS for flags in ("", ", 'i'")),
    ],
    "part": [
        *("?code", "?slug", "?jour", "?n", "{safe}", "CONCAT(?slug, {safe})", "STR({date})", "LCASE(?slug)"),
        "IF({condition}, ?code, '')",
    ],
    "iri": [
        *("?place", "ex:A", "<http://example.org/é>", "iri:commune({part})", "iri:reference(?ref)"),
        *("iri:territoire(?ref)", "iri:mandat({part}, {part}, {part}, {part})"),
    ],
    "whole": ["?n", "?m", "0", "7", "STRLEN({text})", "STRLEN({lang})", *(f"({{whole}} {x} {{whole}})" for x in "+-*")],
    "decimal": [
        *("?montant", "?prix", "0.5", "12.25"),
        *(f"({{{one}}} {x} {{{two}}})" for x in "+-*/" for one, two in (("decimal", "number"), ("number", "decimal"))),
    ],
    "date": ["?jour", "?fin", "STRDT(STR(?jour), xsd:date)", "'2020-05-18'^^xsd:date"],
    "lang": ["{cell}@fr", "STRLANG({text}, 'FR')", "CONCAT({lang}, {lang})"],
    "truth": [
        *("?vrai", "true", "BOUND(?texte)", "BOUND(?jour)", "(!{condition})", "({text} IN ({text}, {text}))"),
        *(f"({{condition}} {each} {{condition}})" for each in ("&&", "||")),
        *(f"({{{kind}}} {each} {{{kind}}})" for kind in ("text", "number", "date") for each in COMPARE),
        *(f"({{{kind}}} {each} {{{kind}}})" for kind in ("iri", "lang", "truth") for each in EQUAL),
        *(f"{name}({{text}}, {{text}})" for name in ("CONTAINS", "STRSTARTS", "STRENDS")),
        "({number} NOT IN ({number}, 7))",
    ],
}
GRAMMAR |= {
    kind: [*GRAMMAR[kind], *(each.replace("%s", kind) for each in CHOICES)] for kind in GRAMMAR if kind != "part"
}
GRAMMAR |= {"condition": ["{truth}", "{text}", "{number}"], "number": ["{whole}", "{decimal}"]}
GRAMMAR |= {"any": [f"{{{kind}}}" for kind in ("text", "iri", "whole", "decimal", "date", "lang", "truth")]}


@st.composite
def expressions(draw: st.DrawFn, kind: str, depth: int = 4) -> str:
    """Draw an expression of a type: a production of the grammar, its holes filled by smaller ones."""
    if kind in LEAVES:
        return draw(LEAVES[kind])
    productions = GRAMMAR[kind] if depth > 0 else [each for each in GRAMMAR[kind] if "{" not in each] or GRAMMAR[kind]
    chosen = draw(st.sampled_from(productions))
    return re.sub(r"\{(\w+)\}(?!\d)", lambda hole: draw(expressions(hole[1], depth - 1)), chosen)


@settings(max_examples=60, phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(ROWS, min_size=1, max_size=4),
    values=st.tuples(expressions("text"), expressions("any"), expressions("iri")),
    kept=st.none() | expressions("condition"),
    link=st.sampled_from(["?v0", "'x'"]),
)
def test_compiled_and_reference_triples_are_the_same(
    rows: list[Row], values: tuple[str, str, str], kept: str | None, link: str
) -> None:
    binds = zip(values, ("?v0", "?v1", "?s"), strict=True)
    where = " ".join(f"BIND ({value} AS {name})" for value, name in binds) + f" BIND (CONCAT({link}, ?texte) AS ?v2)"
    template = "?s ex:a ?v0 ; ex:b ?v1 . ex:t ex:c ?s , ?v1 ; ex:d ?texte , ?v2 ; ex:e ?montant"
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), where if kept is None else f"{where} FILTER ({kept})", template)
        try:
            triples = set(compiled(path, rows, VARIABLES))
        except SourceError as error:
            assume(not re.search("ne donne jamais de valeur|ne dépend d.aucune colonne", str(error)))
            raise
        assert triples == set(by_rdflib(path, rows, VARIABLES))
