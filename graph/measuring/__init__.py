"""The network of a graph, measured with networkx, and written for the tools of network analysts."""
