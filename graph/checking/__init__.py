"""Checking a file before anything is built: what it is, how it would be read, what drifted, what would be lost."""
