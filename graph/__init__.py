"""Everything that takes or gives a whole graph, and the edges of the program: build, validate, ask, draw, export."""
