"""What changed between two editions of a graph: a patch that machines apply, and sentences that people read."""
