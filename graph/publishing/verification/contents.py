"""The list of a bundle against what is there: nothing missing, nothing altered, nothing that nobody declares."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from graph.errors import GraphError
from graph.publishing import sums
from graph.publishing.beside import MANIFEST, NOTICES
from graph.publishing.catalogue import ProfileName, landing
from graph.publishing.drafts import digest
from graph.publishing.release import Written
from graph.publishing.rereading.judging import Problem

CATALOGUES: Final[Mapping[str, ProfileName]] = {"catalogue-strict.ttl": "strict", "catalogue-portail.ttl": "portail"}
COUNTS: Final = "void.ttl"
_TOLD: Final = frozenset({MANIFEST, *NOTICES, *CATALOGUES, COUNTS, "provenance.ttl", landing.NAME})
_CONTEXT: Final = "contexte.jsonld"


def altered(folder: Path) -> Iterator[Problem]:
    """Yield each file that is missing, is not the one that was published, or was added since."""
    listed = sums.read(folder)
    present = set(sums.paths(folder))
    for path, expected in sorted(listed.items()):
        if path not in present:
            yield Problem(path, "absent, alors que la liste des empreintes le nomme")
        elif digest(folder / path) != expected:
            yield Problem(path, "altéré : son empreinte n'est pas celle qui a été publiée")
    for path in sorted(present - listed.keys()):
        yield Problem(path, "en trop : la liste des empreintes ne le nomme pas")


def manifest(folder: Path) -> tuple[Mapping[str, Any], tuple[Written, ...]]:
    """Return the list of the files of a bundle, raw and read; one that is missing or broken is `unreadable`."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return raw, tuple(_written(one) for one in raw["resources"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} : liste des fichiers illisible ({error!r})"
        raise GraphError(message, kind="unreadable", remedy="publiez de nouveau le lot") from error


def undeclared(folder: Path, files: tuple[Written, ...]) -> Iterator[Problem]:
    """Yield what the list of the files says and the folder does not, and the other way round."""
    known = {one.path: one for one in files}
    present = set(sums.paths(folder))
    for path, file in sorted(known.items()):
        if path not in present:
            yield Problem(path, f"absent, alors que {MANIFEST} le nomme")
        elif (size := (folder / path).stat().st_size) != file.size:
            yield Problem(path, f"{size} octets, {file.size} annoncés")
        elif digest(folder / path) != file.sha256:
            yield Problem(path, f"son empreinte n'est pas celle de {MANIFEST}")
    for path in sorted(present - known.keys() - _TOLD):
        if Path(path).name != _CONTEXT:
            yield Problem(path, f"{MANIFEST} ne le nomme pas")


def _written(raw: Mapping[str, Any]) -> Written:
    return Written(
        path=raw["path"],
        media_type=raw["mediatype"],
        title=raw["title"],
        size=raw["bytes"],
        sha256=raw["hash"].removeprefix("sha256:"),
        licence=raw["licenses"][0]["path"],
        statements=raw.get("statements"),
        rows=raw.get("rows"),
        conforms_to=tuple(raw.get("conformsTo", ())),
        theme=raw.get("theme"),
    )
