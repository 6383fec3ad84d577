"""What `maillage doctor` says of a machine: versions, encoding, disk, sources; it changes and fetches nothing."""

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final, Literal, NamedTuple

from packaging.requirements import Requirement

from graph.errors import GraphError
from graph.store import NAME, open_store
from graph.wording import count
from loaders.declaration import declared
from loaders.edition import editions
from loaders.errors import SourceError

OLDEST: Final = (3, 11)
_ROOM: Final = 2_000_000_000
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Fact(NamedTuple):
    """One thing that was looked at: `ok`, `attention` (works, with a limit) or `erreur`, and a French sentence."""

    level: Literal["ok", "attention", "erreur"]
    text: str


def facts(out: Path) -> list[Fact]:
    """Return everything worth knowing before a build into `out`, always in the same order."""
    found = [_python(), *_packages(), _encoding(), _writable(out), _room(out), _graph(out)]
    return [*found, *_sources(), _browser(), Fact("ok", "réseau : non nécessaire, rien n'est lu ni envoyé au dehors")]


def _python() -> Fact:
    words = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST:
        return Fact("erreur", f"{words} : il faut Python {OLDEST[0]}.{OLDEST[1]} au moins")
    return Fact("ok", words)


def _packages() -> Iterator[Fact]:
    """Yield each dependency, against the range that the tests cover."""
    try:
        declared_ranges = [Requirement(line) for line in requires("maillage") or ()]
    except PackageNotFoundError:
        yield Fact("attention", "maillage n'est pas installé ici : versions des dépendances non vérifiées")
        return
    for one in declared_ranges:
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            yield _package(one)


def _package(wanted: Requirement) -> Fact:
    try:
        present = version(wanted.name)
    except PackageNotFoundError:
        return Fact("erreur", f"{wanted.name} : absent ; réinstallez maillage")
    if wanted.specifier.contains(present, prereleases=True):
        return Fact("ok", f"{wanted.name} {present}")
    return Fact("attention", f"{wanted.name} {present} : hors des versions essayées ({wanted.specifier})")


def _encoding() -> Fact:
    encoding = (sys.stdout.encoding or "inconnu").lower()
    if encoding.replace("-", "") == "utf8":
        return Fact("ok", "terminal en UTF-8 ; fichiers écrits en UTF-8")
    return Fact("attention", f"terminal en {encoding} : accents abîmés à l'écran ; les fichiers sont en UTF-8")


def _writable(out: Path) -> Fact:
    folder = _existing(out)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Fact("ok", f"dossier de sortie : {out}, accessible en écriture")
    except OSError as error:
        return Fact("erreur", f"dossier de sortie : {out}, écriture impossible ({error.strerror or error})")


def _room(out: Path) -> Fact:
    free = shutil.disk_usage(_existing(out)).free
    words = f"place libre sur le disque : {free / 1e9:.1f} Go".replace(".", ",")
    if free < _ROOM:
        return Fact("attention", f"{words} ; les fichiers nationaux en demandent {_ROOM // 10**9}")
    return Fact("ok", words)


def _existing(path: Path) -> Path:
    """Return the nearest folder that exists: `out` is made by the first build."""
    return next((one for one in (path, *path.resolve().parents) if one.is_dir()), Path.cwd())


def _graph(out: Path) -> Fact:
    if not (out / NAME).is_dir():
        return Fact("attention", f"graphe : aucun dans {out} ; lancez maillage build")
    try:
        size = len(open_store(out))
    except (GraphError, RuntimeError) as error:  # Oxigraph tells a damaged file by a RuntimeError
        return Fact("erreur", f"graphe : {error}")
    return Fact("ok", f"graphe : {count(size, 'triplet', 'triplets')} dans {out}")


def _sources() -> Iterator[Fact]:
    try:
        sources = declared()
        embedded, _ = editions(sources)
    except SourceError as error:
        yield Fact("erreur", f"sources : {error}")
        return
    for one in embedded:
        if not one.path.is_file():
            yield Fact("erreur", f"source {one.source.name} : fichier embarqué absent ({one.path.name})")
    known = count(len(sources), "source déclarée", "sources déclarées")
    yield Fact("ok", f"{known}, {count(len(embedded), 'fichier embarqué', 'fichiers embarqués')}")


def _browser() -> Fact:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return Fact("attention", "Chromium : absent, les tests des pages seront sautés ; l'usage n'en a pas besoin")
    return Fact("ok", f"Chromium : {found}, pour les tests des pages")
