"""What there is to say between two editions of a graph, ready to be written."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of a thing, in a sentence, and its IRI."""

    text: str
    iri: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """Some changes of one kind: a title that counts them all, sentences on the first ones, how many are not told."""

    title: str
    lines: tuple[Line, ...]
    others: int


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many subjects of a class, or of a source, came, left, changed, or have only another proof."""

    name: str
    iri: str
    added: int
    removed: int
    changed: int
    moved: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Statements removed and added, the headline, sentences by kind, subjects counted by class and by source."""

    removed: int
    added: int
    headline: tuple[str, ...]
    sections: tuple[Section, ...]
    classes: tuple[Count, ...]
    sources: tuple[Count, ...]

    @property
    def same(self) -> bool:
        """Tell whether both editions make the same statements."""
        return not self.removed and not self.added
