"""The one error of the package: an IRI, a reference or a vocabulary file that cannot be used."""


class OntologyError(ValueError):
    """A part of an IRI or a reference is not legal; `str()` is one clear line in French."""

    def __init__(self, problem: str, *, name: str | None = None, value: str | None = None) -> None:
        """Keep the pattern or prefix (`name`) and the offending `value` apart from the sentence."""
        self.problem, self.name, self.value = problem, name, value
        place = " ".join(part for part in (name, None if value is None else f"« {value} »") if part)
        super().__init__(f"{place} : {problem}" if place else problem)
