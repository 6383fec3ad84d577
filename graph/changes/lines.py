"""What is read of N-Triples lines without parsing them: subjects, and the values of one property."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rdflib import URIRef


def iris(lines: Iterable[bytes], term: URIRef) -> Iterator[str]:
    """Yield the IRIs a block gives to a property."""
    word = f"> <{term}> <".encode()
    for line in lines:
        _, found, value = line.partition(word)
        if found:
            yield value[: value.index(b">")].decode()


def has(lines: Iterable[bytes], term: URIRef) -> bool:
    """Tell whether a block gives any value to a property."""
    word = f"> <{term}> ".encode()
    return any(word in line for line in lines)


def blocks(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Yield the subjects of a sorted file that are wanted, each with its lines."""
    prefix, kept = b"", list[bytes]()
    with path.open("rb") as lines:
        for line in lines:
            if prefix and line.startswith(prefix):
                if kept:
                    kept.append(line)
                continue
            if kept:
                yield prefix[1:-2].decode(), tuple(kept)
            prefix = line[: line.index(b" ") + 1]
            kept = [line] if wanted(prefix[1:-2].decode()) else []
    if kept:
        yield prefix[1:-2].decode(), tuple(kept)
