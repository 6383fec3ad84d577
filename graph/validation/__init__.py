"""What the shapes say of a graph, told in two languages with source lines, and what a green verdict would hide."""
