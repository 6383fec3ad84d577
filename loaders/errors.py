"""The one error of the package: what is wrong with a source, said so that a data person can act."""


class SourceError(ValueError):
    """A source, its declaration or its file cannot be used; `str()` is one clear line in French."""

    def __init__(
        self,
        source: str,
        problem: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        remedy: str | None = None,
        header: tuple[str, ...] = (),
    ) -> None:
        """Keep each part apart, so that reports and tests need not parse the sentence.

        `header` is that of a file which could be opened, when it is its columns that are wrong.
        """
        self.source, self.problem, self.remedy = source, problem, remedy
        self.file, self.line, self.column, self.value, self.header = file, line, column, value, header
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = [
            self.file,
            None if self.line is None else f"ligne {self.line}",
            None if self.column is None else f"colonne {self.column}",
            None if self.value is None else f"« {self.value} »",
        ]
        where = ", ".join(part for part in place if part)
        sentence = f"{self.source} : {where} : {self.problem}" if where else f"{self.source} : {self.problem}"
        return f"{sentence} ; {self.remedy}" if self.remedy else sentence
