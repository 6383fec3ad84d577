"""A folder that is replaced whole or not at all: laid beside the one it replaces, then swapped in one step."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.errors import GraphError

_PARTIAL: Final = "partiel"
_OLD: Final = "ancien"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_HERE: Final = -100  # AT_FDCWD on Linux
_EXCHANGE: Final = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`, which takes its place when the block ends well; a full disk is one line.

    Until then, and whatever stops the work, the folder that stood there still stands.
    """
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
        folder = target.with_name(f".{target.name}.{os.getpid()}.{_PARTIAL}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield folder
        _settle(folder)
        swap(folder, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back what a crash left between the two renames of `swap`, and remove what dead processes left half done."""
    old = target.with_name(f".{target.name}.{_OLD}")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}.*.{_PARTIAL}"):
        owner = left.name.removesuffix(f".{_PARTIAL}").rpartition(".")[2]
        if not owner.isdecimal() or not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def swap(new: Path, current: Path) -> None:
    """Put a folder in the place of another; the old one is kept until the new one stands.

    In one step where the system has one (Linux, macOS), else in two, which `recover` repairs.
    """
    if not current.exists():
        new.rename(current)
    elif _exchanged(new, current):
        shutil.rmtree(new, ignore_errors=True)
    else:
        old = current.with_name(f".{current.name}.{_OLD}")
        current.rename(old)
        try:
            new.rename(current)
        except OSError:
            old.rename(current)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(new: Path, current: Path) -> bool:
    """Swap two folders at once; False where the system or the disk does not know how."""
    names = os.fsencode(new), os.fsencode(current)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False


def _settle(folder: Path) -> None:
    """Have every byte on the disk before the folder takes its name: a power cut must not leave empty files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())


def _alive(process: int) -> bool:
    if sys.platform == "win32":  # there, signal 0 is Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _unwritable(target: Path, error: OSError) -> GraphError:
    full = error.errno in _FULL or any(f"(os error {code})" in str(error) for code in _FULL)  # Polars tells it in words
    why = "plus de place sur le disque" if full else (error.strerror or str(error))
    remedy = "libérez de la place, puis relancez" if full else "vérifiez le dossier et ses droits"
    message = f"{target} : {why}, rien n'est publié et ce qui l'était est intact"
    return GraphError(message, kind="limit" if full else "unreadable", remedy=remedy)
