"""What holds an anonymous node of a shapes graph: what a reader can find in the file."""

from rdflib import BNode, Graph
from rdflib.term import Node


def holder(node: Node, shapes: Graph) -> Node:
    """Return a shape with a name, else the first with a name that leads to it, else the last node on the way."""
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = min(shapes.subjects(None, node), key=str, default=node)
    return node
