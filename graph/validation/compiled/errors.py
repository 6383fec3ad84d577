"""What the compiler does not compile: one class, with the reason in French."""


class DeclinedError(ValueError):
    """A shape that this engine leaves to pySHACL; `reason` ends the line that says so."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)
