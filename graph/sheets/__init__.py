"""The sheet of one thing: what the graph knows of a commune, a body, a programme, a project or a person, on paper."""
