"""What the columns of the tables of a bundle mean, read in the metadata that stand beside the exact CSV."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import GraphError
from graph.publishing.tables import csvw


@dataclass(frozen=True)
class Meant:
    """What the columns of a class mean: the property of each after the first, its separator, and the class itself."""

    class_: str | None
    names: tuple[str, ...]
    properties: Mapping[str, str]
    separators: Mapping[str, str]


def meant(folder: Path) -> Mapping[str, Meant]:
    """Return what the columns of each table mean, by the name of its file, from the metadata beside the exact CSV."""
    path = folder / csvw.NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {Path(table["url"]).stem: _meant(table) for table in raw["tables"]}
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise GraphError(f"{path} : métadonnées illisibles ({error!r})", kind="unreadable") from error


def _meant(table: Mapping[str, Any]) -> Meant:
    columns = table["tableSchema"]["columns"]
    real = [one for one in columns if not one.get("virtual")]
    titles = {one["name"]: _title(one) for one in real}
    return Meant(
        class_=next((one["valueUrl"] for one in columns if one.get("virtual")), None),
        names=tuple(titles.values()),
        properties={titles[one["name"]]: one["propertyUrl"] for one in real if "propertyUrl" in one},
        separators={titles[one["name"]]: one["separator"] for one in real if "separator" in one},
    )


def _title(column: Mapping[str, Any]) -> str:
    titles = column["titles"]
    return str(titles if isinstance(titles, str) else titles["fr"][0])
