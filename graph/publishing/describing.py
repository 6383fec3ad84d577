"""What is said of a bundle beside its data: catalogues, counts, provenance, a page, notices, and the list of files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph.publishing import beside
from graph.publishing.catalogue import ProfileName, catalogue, landing, provenance, void
from graph.publishing.parts import Part
from graph.publishing.release import Release, Written

PROFILES: Final[tuple[ProfileName, ...]] = ("strict", "portail")
"""The two catalogues: for SEMIC's checks and data.europa.eu, and as data.gouv.fr and CKAN import it."""


def describe(
    folder: Path, release: Release, files: Sequence[Written], parts: Sequence[Part], profile: ProfileName | None
) -> None:
    """Write everything that is said of the files of a release; `profile` None is both catalogues."""
    for one in (profile,) if profile else PROFILES:
        (folder / f"catalogue-{one}.ttl").write_bytes(catalogue(release, files, one))
    (folder / "void.ttl").write_bytes(void(release, files))
    (folder / "provenance.ttl").write_bytes(provenance(release))
    beside.write_notices(folder, release, files, parts)
    described = [path.name for path in folder.glob("*.ttl")]
    (folder / landing.NAME).write_bytes(landing.landing(release, files, described))
    beside.write_manifest(folder, release, files)
