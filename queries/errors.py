"""The one error of the package: what is wrong with a question file, said so that its author can act."""


class QueryError(ValueError):
    """A question file or one of its parameters cannot be used; `str()` is one clear line in French."""

    def __init__(
        self,
        question: str,
        problem: str,
        *,
        file: str | None = None,
        line: int | None = None,
        remedy: str | None = None,
    ) -> None:
        """Keep each part apart, so that tests and pages need not parse the sentence."""
        self.question, self.problem, self.remedy = question, problem, remedy
        self.file, self.line = file, line
        place = ", ".join(part for part in (file, None if line is None else f"ligne {line}") if part)
        sentence = f"{question} ({place}) : {problem}" if place else f"{question} : {problem}"
        super().__init__(f"{sentence} ; {remedy}" if remedy else sentence)
