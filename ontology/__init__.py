"""The bottom of the house: terms, IRIs, code lists, shapes and alignments; it imports nothing of ours."""

from ontology.errors import OntologyError
from ontology.files import alignments, shapes, turtle_files, vocabulary
from ontology.iris import BASE, mint
from ontology.terms import MLG

__all__ = ["BASE", "MLG", "OntologyError", "alignments", "mint", "shapes", "turtle_files", "vocabulary"]
