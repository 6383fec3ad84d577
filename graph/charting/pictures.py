"""A view of the catalogue as one page: the picture that its header asks for, a network unless it says otherwise."""

from collections.abc import Callable, Mapping
from typing import Final

from rdflib import Graph

from graph.asking.answers import Answer
from graph.charting.atlas import atlas
from graph.charting.chronology import chronology
from graph.charting.plate import Plate, render
from graph.drawing import view
from graph.reading import add
from queries import Question

CHARTS: Final[Mapping[str, Callable[..., Plate]]] = {"carte": atlas, "chronologie": chronology}
"""What draws each picture that is not a network."""


def drawn(answer: Answer, question: Question, *, most: int | None = None) -> str:
    """Return the HTML of a question tagged `view`; `most` bounds what is drawn."""
    if question.picture not in CHARTS:
        return view.render(view.theme_of(answer, question, most=most))
    return render(chart(answer, question, most=most))


def chart(answer: Answer, question: Question, *, most: int | None = None) -> Plate:
    """Return the map or the timeline of a question that asks for one; an answer that was cut says so."""
    graph = Graph(bind_namespaces="none")
    add(graph, answer.triples, question.name)
    notes = (f"réponse coupée : {answer.size}",) if answer.truncated else ()
    return CHARTS[question.picture](graph, question.summary, about=question.description, notes=notes, most=most)
