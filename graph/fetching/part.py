"""What is already here of a file that was cut: its bytes, and what tells whether the rest still belongs to them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from graph.whole import write_text


@dataclass(frozen=True, kw_only=True)
class Version:
    """Which version of a file a server gave: the address that answered, its ETag, its date, its size if it told."""

    url: str
    address: str
    etag: str = ""
    modified: str = ""
    size: int | None = None

    @property
    def condition(self) -> str:
        """Return what `If-Range` may hold: a strong ETag, else a date, else nothing and the file starts over."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


@dataclass(frozen=True)
class Part:
    """A hidden file `.<name>.part` beside the file to come, and `.<name>.part.json`, the version it is a part of."""

    path: Path

    @classmethod
    def of(cls, target: Path) -> "Part":
        """Return the part of a file to come."""
        return cls(target.with_name(f".{target.name}.part"))

    @property
    def _beside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def version(self, url: str) -> Version | None:
        """Return the version that can be resumed from `url`, or None; what cannot be is removed."""
        try:
            found = Version(**json.loads(self._beside.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            found = None
        size = self.path.stat().st_size if self.path.is_file() else 0
        if found and found.url == url and found.condition and size and (found.size is None or size < found.size):
            return found
        self.drop()
        return None

    def start(self, version: Version) -> IO[bytes]:
        """Open the part empty, as the beginning of a version."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.drop()
        write_text(self._beside, json.dumps(asdict(version), sort_keys=True))
        return self.path.open("wb")

    def resume(self) -> IO[bytes]:
        """Open the part at its end."""
        return self.path.open("ab")

    @property
    def size(self) -> int:
        """Return how many bytes are here."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def become(self, target: Path) -> None:
        """Give the file, complete, its name."""
        self.path.replace(target)
        self._beside.unlink(missing_ok=True)

    def drop(self) -> None:
        """Forget everything."""
        self.path.unlink(missing_ok=True)
        self._beside.unlink(missing_ok=True)
