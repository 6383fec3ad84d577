"""The release bundle: what is written, with what is said of it, whole or not at all."""
