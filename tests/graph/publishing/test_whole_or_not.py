"""A crash, a full disk, Ctrl-C: the previous bundle stands, whole, and the next export repairs what was left."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.cli import main
from graph.errors import GraphError
from graph.publishing import staging
from graph.publishing.bundle import publish
from graph.publishing.wanted import Wanted
from tests.graph.publishing.lot import COMMUNES, FACTS, built, published

ROOT = Path(__file__).parents[3]
EXPORT = """
import os, resource, signal, sys
from pathlib import Path
from graph.publishing import staging
from graph.publishing.bundle import publish
from graph.publishing.wanted import Wanted
out, target, fault, number = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
steps = iter(range(1000))

def die(*_):
    if fault == "kill" and next(steps) == number:
        os.kill(os.getpid(), signal.SIGKILL)

if fault == "between":  # two renames, on a system that cannot swap at once
    staging._exchanged = lambda *_: False
    rename = Path.rename
    def renamed(self, new):
        made = rename(self, new)
        if Path(new).name.endswith("ancien"):
            os.kill(os.getpid(), signal.SIGKILL)
        return made
    Path.rename = renamed
if fault == "settling":
    staging._settle = lambda _: os.kill(os.getpid(), signal.SIGKILL)
if fault == "full":  # no file may grow past `number`: the system says so as it does of a full disk
    from graph.cli import main
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    sys.exit(main(["export", "--out", str(out), "-o", str(target)]))
publish(out, target, Wanted(), die)
"""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A bundle that stands, and a graph that has changed since."""
    lot = published(tmp_path, COMMUNES).path
    shutil.rmtree(tmp_path / "out")
    built(tmp_path / "out", COMMUNES, FACTS)
    return lot


def intact(lot: Path) -> str:
    """The sums of a bundle, all of which are true and complete."""
    text = (lot / "SHA256SUMS").read_text(encoding="utf-8")
    listed = {path: expected for expected, path in (line.split("  ", 1) for line in text.splitlines())}
    assert {p.relative_to(lot).as_posix() for p in lot.rglob("*") if p.is_file()} == {*listed, "SHA256SUMS"}
    assert all(hashlib.sha256((lot / path).read_bytes()).hexdigest() == expected for path, expected in listed.items())
    return text


def run(lot: Path, fault: str, number: int = 0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", EXPORT, str(lot.parent / "out"), str(lot), fault, str(number)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def others(lot: Path) -> list[str]:
    return sorted(path.name for path in lot.parent.iterdir() if path.name not in {lot.name, "out"})


def test_a_process_killed_at_any_step_leaves_the_previous_bundle(before: Path) -> None:
    expected = intact(before)
    killed = 0
    for step in (0, 3, 6, 7, 8):
        process = run(before, "kill", step)
        killed += process.wait(timeout=60) == -signal.SIGKILL
        assert intact(before) == expected
    assert killed == 5


@pytest.mark.parametrize("fault", ["settling", "between"])
def test_a_process_killed_at_the_last_moment_leaves_a_bundle_that_the_next_export_finds(
    fault: str, before: Path, tmp_path: Path
) -> None:
    expected = intact(before)
    assert run(before, fault).wait(timeout=60) == -signal.SIGKILL
    if fault == "between":  # the one instant when the old folder has another name: it is put back
        assert not before.exists()
        staging.recover(before)
    assert intact(before) == expected
    publish(tmp_path / "out", before, Wanted())
    assert intact(before) != expected
    assert others(before) == []


def test_a_process_killed_at_random_leaves_one_bundle_or_the_other(before: Path, tmp_path: Path) -> None:
    old = intact(before)
    new = intact(publish(tmp_path / "out", tmp_path / "neuf" / "lot", Wanted()).path)
    shutil.rmtree(tmp_path / "neuf")
    for seed in range(3):
        process = run(before, "none")
        time.sleep(random.Random(seed).uniform(0.5, 4))
        process.kill()
        process.wait()
        assert intact(before) in {old, new}


def test_ctrl_c_leaves_the_previous_bundle_and_nothing_beside_it(before: Path, tmp_path: Path) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    expected = intact(before)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path / "out", before, Wanted(), interrupted)
    assert intact(before) == expected
    assert others(before) == []


@pytest.mark.parametrize("room", [100, 5_000, 12_000])
def test_a_file_that_cannot_grow_leaves_the_previous_bundle_and_nothing_beside_it(room: int, before: Path) -> None:
    expected = intact(before)
    assert run(before, "full", room).wait(timeout=60) == 4
    assert intact(before) == expected
    assert others(before) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB, where this machine lets us mount one."""
    folder = tmp_path / "disque"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"pas de petit disque ici : {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="mount absent")
def test_a_full_disk_is_one_line_and_leaves_the_previous_bundle(
    small_disk: Path, before: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lot = shutil.copytree(before, small_disk / "lot")
    expected = intact(lot)
    for left in (700_000, 300_000, 60_000, 0):
        room = shutil.disk_usage(small_disk).free - left
        (small_disk / "encombrant").write_bytes(bytes(max(room, 0)))
        capfd.readouterr()
        assert main(["export", "--out", str(tmp_path / "out"), "-o", str(lot)]) == 4
        assert "plus de place sur le disque, rien n'est publié et ce qui l'était est intact" in capfd.readouterr().err
        assert intact(lot) == expected
        (small_disk / "encombrant").unlink()
        assert sorted(path.name for path in small_disk.iterdir()) == ["lot"]


def test_two_folders_change_places_at_once_where_the_system_can(tmp_path: Path) -> None:
    for name in ("vieux", "neuf"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    staging.swap(tmp_path / "neuf", tmp_path / "vieux")
    assert [path.name for path in (tmp_path / "vieux").iterdir()] == ["neuf"]
    assert not (tmp_path / "neuf").exists()


def test_two_folders_change_places_in_two_steps_where_it_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_exchanged", lambda *_: False)
    test_two_folders_change_places_at_once_where_the_system_can(tmp_path)


def test_what_dead_processes_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getpid()):
        (tmp_path / f".lot.{process}.partiel").mkdir()
    staging.recover(tmp_path / "lot")
    assert [path.name for path in tmp_path.iterdir()] == [f".lot.{os.getpid()}.partiel"]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [("lettre.txt", "refused", "n'est pas un lot de Maillage"), (None, "refused", "qui ne sont pas du lot")],
)
def test_a_folder_that_holds_somebody_s_files_is_not_replaced(
    name: str | None, kind: str, words: str, tmp_path: Path
) -> None:
    if name is None:
        target = published(tmp_path).path
        (target / "notes.txt").write_text("à moi", encoding="utf-8")
    else:
        built(tmp_path / "out")
        target = tmp_path / "Documents"
        target.mkdir()
        (target / name).write_text("à moi", encoding="utf-8")
    with pytest.raises(GraphError) as error:
        publish(tmp_path / "out", target, Wanted())
    assert (error.value.kind, words in str(error.value)) == (kind, True)
    assert any(path.read_text(encoding="utf-8") == "à moi" for path in target.glob("*.txt"))


def test_a_signature_beside_the_sums_does_not_keep_a_bundle_from_being_replaced(tmp_path: Path) -> None:
    target = published(tmp_path).path
    (target / "SHA256SUMS.minisig").write_text("signature de l'ancien", encoding="utf-8")
    publish(tmp_path / "out", target, Wanted())
    assert not (target / "SHA256SUMS.minisig").exists()


def test_a_file_in_the_place_of_the_folder_is_bad_usage(tmp_path: Path) -> None:
    built(tmp_path / "out")
    (tmp_path / "lot").write_text("à moi", encoding="utf-8")
    with pytest.raises(GraphError) as error:
        publish(tmp_path / "out", tmp_path / "lot", Wanted())
    assert error.value.kind == "usage"
