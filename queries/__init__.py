"""Questions: SPARQL files that say in French what they ask, and the checks whose rows are violations."""

from queries.binding import bound
from queries.errors import QueryError
from queries.parameter import Parameter
from queries.question import Question, checks, parse, questions, read

__all__ = ["Parameter", "QueryError", "Question", "bound", "checks", "parse", "questions", "read"]
