"""From a fact back to its document, its place there, and the sentence."""
