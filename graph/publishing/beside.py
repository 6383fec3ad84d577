"""What goes with the data in a bundle: a notice to read first, one on personal data, and the list of the files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rdflib import FOAF

from graph.errors import GraphError
from graph.publishing.catalogue import publication
from graph.publishing.licences import licence_of
from graph.publishing.parts import Part
from graph.publishing.release import Cited, Release, Written
from graph.templating import templates
from graph.wording import count, number
from ontology.terms import MLG

NOTICES: Final = ("LISEZMOI.md", "DONNEES-PERSONNELLES.md")
MANIFEST: Final = "datapackage.json"
_UNSTATED: Final = "non précisée : ses faits sont cités, son texte n’est pas recopié"
_PERSON: Final = str(FOAF.Person)
_MANDATES: Final = (str(MLG.MandatElectif), str(MLG.Mandat))


def write_notices(folder: Path, release: Release, files: Iterable[Written], parts: Sequence[Part]) -> None:
    """Write both notices in French, from facts alone."""
    paths = [one.path for one in files]
    known = {one.iri: licence_of(one).name if one.licence else _UNSTATED for one in release.editions}
    facts = {
        "release": release,
        "licence": licence_of_release(parts),
        "places": any(path.endswith(".geojson") for path in paths),
        "themes": any(path.startswith("themes/") for path in paths),
        "catalogues": [path.name for path in sorted(folder.glob("catalogue*.ttl"))],
        "split": [one for one in parts if one.prefix],
        "names": known,
        "changed": "changements.md" in paths,
        "people": release.classes.get(_PERSON, 0),
        "mandates": sum(release.classes.get(one, 0) for one in _MANDATES),
        "sources": _naming(parts, release.editions),
        "contact": publication(release.out).contact,
    }
    environment = templates().overlay(autoescape=False)  # Markdown: `texte` keeps a title from being markup
    environment.filters |= {"texte": _plain, "nombre": number, "compte": count, "code": lambda name: f"`{name}`"}
    for name in NOTICES:
        text = environment.get_template(f"lot/{name}.j2").render(facts)
        (folder / name).write_bytes(text.encode())


def write_manifest(folder: Path, release: Release, files: Sequence[Written]) -> None:
    """Write the list of the files as a Data Package, with their counts: what `maillage verify` checks them against."""
    made = {
        "profile": "data-package",
        "name": release.name,
        "title": release.title,
        "version": release.version,
        "triples": release.triples,
        "licenses": [{"path": iri} for iri in sorted({one.licence for one in files})],
        "resources": [_resource(one) for one in files],
    }
    (folder / MANIFEST).write_bytes((json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode())


def version(previous: Path) -> str:
    """Return the version of a bundle, as its list of files tells it."""
    path = previous / MANIFEST
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{previous} : ce n'est pas un lot de Maillage ({MANIFEST} absent ou illisible)"
        raise GraphError(message, kind="unreadable", remedy="donnez à --previous le dossier d'un lot") from error


def licence_of_release(parts: Sequence[Part]) -> str:
    """Return the name of the licence of the main part."""
    return parts[0].licence.name if parts else ""


def _naming(parts: Sequence[Part], editions: Iterable[Cited]) -> list[Cited]:
    """Return the editions that name people."""
    naming = {iri for part in parts for iri in part.census.naming}
    return [one for one in editions if one.iri in naming]


def _resource(file: Written) -> Mapping[str, Any]:
    counted = {"statements": file.statements, "rows": file.rows, "theme": file.theme}
    return {
        "name": "".join(one if one.isalnum() or one in "._-" else "-" for one in file.path.lower()),
        "path": file.path,
        "title": file.title,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "licenses": [{"path": file.licence}],
        **{name: value for name, value in counted.items() if value is not None},
        **({"conformsTo": list(file.conforms_to)} if file.conforms_to else {}),
    }


def _plain(text: str) -> str:
    """Return a text that Markdown leaves as it is, on one line."""
    line = " ".join(text.split()).replace("\\", "\\\\").replace("<", "&lt;")
    for mark in "|*_`[]":
        line = line.replace(mark, f"\\{mark}")
    return line
