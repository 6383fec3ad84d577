"""Short names of IRIs, `commune:62119`, for people to read and to type back."""

from ontology.iris import PREFIXES


def curie(iri: str) -> str:
    """Return the IRI with the prefix of the longest of our namespaces that starts it; else the IRI itself."""
    fits = [(len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    return f"{max(fits)[1]}:{iri[max(fits)[0] :]}" if fits else iri


def expand(text: str) -> str:
    """Return the IRI that a short name stands for; anything else is returned as it is."""
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else text
