"""What was written, read back from the disk: the same statements in every syntax, and nobody's personal data."""
