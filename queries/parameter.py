"""The parameters of a question, named as grlc and BASIL name them: `?_commune_iri`, `?__annee_integer`."""

from dataclasses import dataclass
from typing import Final

TYPES: Final = ("iri", "integer", "decimal", "date", "fr")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter: `name` is its option on the command line, `type` one of TYPES, or "" for text."""

    name: str
    variable: str
    type: str
    required: bool
    label: str
    example: str


def names(variable: str) -> tuple[str, str, bool]:
    """Split a variable into name, type, and required or not: `__annee_integer` is annee, integer, False."""
    required = not variable.startswith("__")
    bare = variable.lstrip("_")
    stem, _, suffix = bare.rpartition("_")
    return (stem, suffix, required) if stem and suffix in TYPES else (bare, "", required)


def parameter(variable: str, declared: str) -> Parameter:
    """Read « label | example », as the header declares it, into the parameter of a variable."""
    name, type_, required = names(variable)
    label, _, example = (part.strip() for part in declared.partition("|"))
    return Parameter(name=name, variable=variable, type=type_, required=required, label=label, example=example)
