"""Pictures: a declared projection of the graph, laid out and carried into one HTML page that opens offline."""
