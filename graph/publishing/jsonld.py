"""JSON-LD that people want to read: one object a subject, French keys, short addresses, types told once."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any, Final

import polars as pl
from rdflib import RDF, RDFS, SKOS, XSD

from graph.publishing.census import Census
from graph.publishing.keys import Key, key
from graph.publishing.shelves import Shelves
from graph.publishing.slots import IRI, TYPE, bare, kind
from ontology.iris import BASE

HOME: Final = f"{BASE}id/"
# What is left of an address of ours once the home is taken off, where nothing in it can be taken for something else.
_NEAR: Final = rf"^<{HOME}([a-z][a-z-]*(?:/[^/:?<>\"{{}}|\\^`]+)*)>$"
_DOTS: Final = r"/\.{1,2}(?:/|#|>)"
_INTEGER: Final = rf'^"(0|-?[1-9][0-9]{{0,14}})"\^\^<{XSD.integer}>$'
_BOOLEAN: Final = rf'^"(true|false)"\^\^<{XSD.boolean}>$'
_NATIVE: Final = frozenset({f"^^<{XSD.integer}>", f"^^<{XSD.boolean}>"})
_ESCAPE: Final = re.compile(r"\\(U([0-9A-Fa-f]{8})|.)")
_FIRST: Final = {TYPE: 0, f"<{RDFS.label}>": 1, f"<{SKOS.prefLabel}>": 2}


def context(census: Census, known: Mapping[str, Key]) -> dict[str, Any]:
    """Return the context of a release: our home, and each class and property it uses, with what its values are."""
    classes = {key(iri, known).name: iri for iri in census.classes}
    terms: dict[str, Any] = {}
    for iri in census.properties:
        if iri != str(RDF.type):
            said = _coercion(census.kinds[iri])
            terms[key(iri, known).name] = {"@id": iri, **said} if said else iri
    named = [*sorted(classes.items()), *sorted(terms.items(), key=lambda one: one[0])]
    ours = {name: said for name, said in named if ":" not in name}
    return {"@version": 1.1, "@base": HOME, "id": "@id", "type": "@type", "xsd": str(XSD), **ours}


def as_text(made: Mapping[str, Any]) -> str:
    """Return a context as JSON, one term a line."""
    lines = (f"  {json.dumps(name)}: {json.dumps(said, ensure_ascii=False)}" for name, said in made.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def jsonld(shelves: Shelves, stream: IO[bytes], census: Census, known: Mapping[str, Key]) -> int:
    """Write the union of the graphs, the context first and inside; return how many triples."""
    stream.write(f'{{\n"@context": {as_text(context(census, known))},\n"@graph": ['.encode())
    count, comma = 0, False
    for rows in shelves.union():
        text = _objects(rows, census, known)
        stream.write((text if comma else text.removeprefix(",")).encode())
        count, comma = count + len(rows), comma or bool(text)
    stream.write(b"\n]\n}\n")
    return count


def _coercion(kinds: Mapping[str, int]) -> dict[str, str]:
    """Return what a value is when it does not say: the most frequent kind; numbers and booleans need no word."""
    most = max(sorted(kinds), key=lambda one: kinds[one])
    if most == IRI:
        return {"@type": "@id"}
    if most.startswith("@"):
        return {"@language": most[1:]}
    return {"@type": _type(most)} if most and most not in _NATIVE else {}


def _type(kind_: str) -> str:
    return bare(kind_.removeprefix("^^")).replace(str(XSD), "xsd:")


def _objects(triples: pl.DataFrame, census: Census, known: Mapping[str, Key]) -> str:
    """Return the objects of the subjects of one slice, each after a comma."""
    rank = pl.col("p").replace_strict(_FIRST, default=len(_FIRST), return_dtype=pl.UInt8).alias("rank")
    rows = triples.with_columns(rank, kind=kind(pl.col("o"))).sort("s", "rank", "p", "o")
    names = {one: "type" if one == TYPE else key(bare(one), known).name for one in rows["p"].unique()}
    told = {one: "" if ":" in name else _expected(census.kinds[bare(one)]) for one, name in names.items()}
    classes = {one: key(bare(one), known).name for one in rows.filter(pl.col("p") == TYPE)["o"].unique()}
    shown = rows.with_columns(
        name=pl.col("p").replace_strict(names, return_dtype=pl.String),
        told=pl.col("p").replace_strict(told, return_dtype=pl.String),
        class_name=pl.col("o").replace_strict(classes, default=None, return_dtype=pl.String),
        body=_body(pl.col("o")),
    )
    return shown.select(_laid().str.join("")).item() or ""


def _laid() -> pl.Expr:
    """Lay values out: what one writes depends on what the values beside it share with it."""
    new_subject, new_name = _new("s"), _new("s") | _new("p")
    ends, turns = (flag.shift(-1, fill_value=True) for flag in (new_subject, new_name))
    many = ~(new_name & turns)
    subject = pl.concat_str(pl.lit(',\n{\n  "id": "'), _address("s"), pl.lit('"'))
    opening = pl.when(new_subject).then(subject).otherwise(pl.lit(""))
    bracket = pl.when(many).then(pl.lit("[")).otherwise(pl.lit(""))
    name = pl.concat_str(pl.lit(',\n  "'), "name", pl.lit('": '), bracket)
    naming = pl.when(new_name).then(name).otherwise(pl.lit(", "))
    closing = pl.when(many & turns).then(pl.lit("]")).otherwise(pl.lit(""))
    return pl.concat_str(opening, naming, _value(), closing, pl.when(ends).then(pl.lit("\n}")).otherwise(pl.lit("")))


def _value() -> pl.Expr:
    """Write a value: short when it is what the context says, else with its own type or language."""
    typed = (pl.col("p") == TYPE) & pl.col("class_name").is_not_null()
    address = pl.concat_str(pl.lit('"'), _address("o"), pl.lit('"'))
    native = pl.coalesce(pl.col("o").str.extract(_INTEGER, 1), pl.col("o").str.extract(_BOOLEAN, 1))
    text = pl.concat_str(pl.lit('"'), "body", pl.lit('"'))
    tag = pl.col("kind").str.slice(1)
    datatype = pl.col("kind").str.slice(3).str.strip_suffix(">").str.replace(f"^{XSD}", "xsd:")
    return (
        pl.when(typed).then(pl.concat_str(pl.lit('"'), "class_name", pl.lit('"')))
        .when((pl.col("kind") == IRI) & (pl.col("told") == IRI)).then(address)
        .when(pl.col("kind") == IRI).then(pl.concat_str(pl.lit('{"id": '), address, pl.lit("}")))
        .when((pl.col("told") == "") & native.is_not_null()).then(native)
        .when(pl.col("kind") == pl.col("told")).then(text)
        .when(pl.col("kind") == "").then(pl.concat_str(pl.lit('{"@value": '), text, pl.lit("}")))
        .when(pl.col("kind").str.starts_with("@"))
        .then(pl.concat_str(pl.lit('{"@value": '), text, pl.lit(', "@language": "'), tag, pl.lit('"}')))
        .otherwise(pl.concat_str(pl.lit('{"@value": '), text, pl.lit(', "@type": "'), datatype, pl.lit('"}')))
    )  # fmt: skip


def _expected(kinds: Mapping[str, int]) -> str:
    """Return the kind a value is taken for when it does not say."""
    most = max(sorted(kinds), key=lambda one: kinds[one])
    return "" if most in _NATIVE else most


def _address(name: str) -> pl.Expr:
    """Return an IRI without brackets, from our home when that is safe."""
    whole = pl.col(name).str.strip_prefix("<").str.strip_suffix(">")
    near = pl.col(name).str.extract(_NEAR, 1)
    return pl.when(pl.col(name).str.contains(_DOTS)).then(whole).otherwise(pl.coalesce(near, whole))


def _body(term: pl.Expr) -> pl.Expr:
    """Return the text of a literal as JSON writes it: N-Triples escapes are JSON's, but for those of eight digits."""
    inside = term.str.strip_prefix('"').str.replace(r'"[^"]*$', "")
    wide = inside.str.contains(r"\\U", literal=False)
    return pl.when(wide).then(inside.map_elements(_narrowed, return_dtype=pl.String)).otherwise(inside)


def _narrowed(text: str) -> str:
    return _ESCAPE.sub(lambda found: json.dumps(chr(int(found[2], 16)))[1:-1] if found[2] else found[0], text)


def _new(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(name).shift())
