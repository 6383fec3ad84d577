"""`maillage export -o DOSSIER`: the bundle that a portal imports, whole or not at all, judged on what was written."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.documenting.published import write as write_ontology
from graph.errors import GraphError
from graph.export import refuse_unchecked
from graph.publishing import beside, facts, licences, sums
from graph.publishing.alone import refuse_invalid
from graph.publishing.census import Census, census
from graph.publishing.changed import refuse_unknown, write_changes
from graph.publishing.describing import describe
from graph.publishing.drafts import Draft, weighed
from graph.publishing.keys import keys
from graph.publishing.occupied import refuse_strangers
from graph.publishing.parts import Part, separated, write_syntaxes, write_tables
from graph.publishing.release import Cited, Release, Written
from graph.publishing.removals import Removal, Removed, listed, removed
from graph.publishing.rereading.judging import LINES, problems
from graph.publishing.selection import Selection, select
from graph.publishing.shelves import Shelves, shelve
from graph.publishing.staging import staged
from graph.publishing.tables.geometries import Geometries, geometries
from graph.publishing.tables.labels import labels
from graph.publishing.wanted import Progress, Published, Wanted
from graph.store import open_store
from graph.validation.validate import DEFINITIONS
from ontology.files import vocabulary

_WORK: Final = ".travail"


def publish(out: Path, target: Path, wanted: Wanted, progress: Progress = lambda _: None) -> Published:
    """Write the bundle of a build in place of `target`, or leave `target` as it was.

    A graph that was not validated clean, personal data beyond the allow-list, a licence nobody has read, and a folder
    that is not a bundle are refused.
    """
    if not wanted.allow_violations:
        refuse_unchecked(out)
    refuse_strangers(target)
    if wanted.previous:
        refuse_unknown(wanted.previous)
    store = open_store(out)
    selection = select(store, wanted.only) if wanted.only else None
    asked = listed(out)
    gone = removed(store, asked)
    with staged(target) as folder:
        (folder / _WORK).mkdir()
        made = _Export(store, out, folder, wanted, progress, selection, gone, asked).write()
        shutil.rmtree(folder / _WORK)
        sums.write(folder)
    return Published(path=target, release=made[0], files=made[1], remarks=made[2])


@dataclass(frozen=True)
class _Export:
    """One export under way, in a folder of its own beside the one it will replace."""

    store: ox.Store
    out: Path
    folder: Path
    wanted: Wanted
    progress: Progress
    selection: Selection | None
    gone: Removed
    asked: tuple[Removal, ...]

    def write(self) -> tuple[Release, tuple[Written, ...], tuple[str, ...]]:
        """Do every step; return the facts of the release, its files, and remarks."""
        self.progress("tri des triplets")
        shelves = self._shelves()
        counted = census(shelves)
        cited = facts.editions(self.store, counted.graphs)
        parts = self._parts(shelves, cited)
        places = geometries(shelves, self._work / "formes")
        drafts = self._data(parts, shelves, places)
        data = [weighed(self.folder, one) for one in drafts]
        self._judge(data, parts)
        release = self._release(counted, cited, data, places)
        gone = self.gone
        terms = [weighed(self.folder, one) for one in write_ontology(self.folder, self.store, gone.nodes, gone.names)]
        files = (*data, *terms, *self._changes(release))
        self.progress("catalogue")
        describe(self.folder, release, files, parts, self.wanted.profile)
        return release, files, tuple(self._remarks(shelves))

    @property
    def _work(self) -> Path:
        return self.folder / _WORK

    def _shelves(self) -> Shelves:
        """Sort what is published: facts without the ontology, those of the selection, none of people removed."""
        chosen = self.selection.keep if self.selection else lambda quads: quads
        found = shelve(
            self.store,
            self._work / "tri",
            without=(DEFINITIONS.value,),
            keep=lambda quads: self.gone.keep(chosen(quads)),
            size=self.wanted.slice_size,
        )
        if not any(len(quads) for quads in found):
            raise GraphError("rien à publier : aucun triplet", kind="usage", remedy="essayez un autre --only")
        return found

    def _parts(self, shelves: Shelves, cited: tuple[Cited, ...]) -> list[Part]:
        by_graph = licences.parts(shelves.graphs, cited)
        used = {one.part: one for one in map(licences.licence_of, cited)} | {
            licences.MAIN: licences.known()[licences.OURS]
        }
        return separated(shelves, by_graph, used, self._work)

    def _data(self, parts: list[Part], shelves: Shelves, places: Geometries) -> list[Draft]:
        known = keys(vocabulary())
        named = labels(shelves, vocabulary(), self._work / "noms")
        drafts: list[Draft] = []
        for part in parts:
            drafts += write_syntaxes(part, self.folder, known, self.progress)
            self.progress(f"{part.prefix}csv, excel, parquet, geojson")
            drafts += write_tables(part, self.folder, known, named, places, self._work / "tables")
        return drafts

    def _judge(self, data: list[Written], parts: list[Part]) -> None:
        """Read everything back: what is not what it should be is not published."""
        self.progress("relecture de chaque fichier")
        if found := next(problems(self.folder, data), None):
            message = f"relecture avant publication : {found}"
            raise GraphError(message, kind="refused", remedy="corrigez la source, puis relancez : maillage build")
        changed = self.selection or self.gone.nodes or len(parts) > 1
        if changed and not self.wanted.allow_violations:
            self.progress("formes SHACL sur ce qui est publié")
            refuse_invalid([self.folder / part.prefix / LINES for part in parts], self._work)

    def _release(self, counted: Census, cited: tuple[Cited, ...], data: list[Written], places: Geometries) -> Release:
        lines = "".join(one.sha256 for one in data if Path(one.path).name == LINES)
        return facts.release(
            self.store,
            self.out,
            counted,
            cited,
            content=lines,
            box=places.box,
            selection=self.selection,
            previous=beside.version(self.wanted.previous) if self.wanted.previous else None,
        )

    def _changes(self, release: Release) -> list[Written]:
        if self.wanted.previous is None:
            return []
        self.progress("changements")
        drafts = write_changes(self.wanted.previous, self.folder, self._work, self.asked, release)
        return [weighed(self.folder, one) for one in drafts]

    def _remarks(self, shelves: Shelves) -> list[str]:
        told = [*self.gone.unknown]
        spoken = sorted({node for rows in shelves.union() for node in self.gone.spoken_of(rows)})
        if spoken:
            told.append(f"un texte porte encore le nom d'une personne retirée (homonyme ?) : {', '.join(spoken)}")
        return told
