"""A sheet as LibreOffice opens it for a French user: the kind, the value and the formula of each cell."""

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_OPENING: Final = "59,34,76,1,,1036,false,true,false,false,false,-1"
"""`;`, `"`, UTF-8, French, numbers read as on opening."""


class Cell(NamedTuple):
    """What a cell is: `float` or `string`, what it shows, and the formula that it runs, if any."""

    kind: str
    value: str
    formula: str


def opened(path: Path, work: Path) -> list[list[Cell]]:
    """Open a CSV with its semicolons and decimal commas, and return the cells of each row."""
    profile = (work / "profil").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods"]
    command += ["--outdir", str(work), f"--infilter=CSV:{_OPENING}", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(next(work.glob(f"{path.stem}*.ods"))) as book:
        root = ET.fromstring(book.read("content.xml"))
    return [[one for node in row for one in _repeated(node)] for row in root.iter(f"{_TABLE}table-row")]


def _repeated(node: ET.Element) -> list[Cell]:
    times = int(node.get(f"{_TABLE}number-columns-repeated", "1"))
    return [_cell(node)] * min(times, 100) if node.tag.endswith("table-cell") else []


def _cell(node: ET.Element) -> Cell:
    kind = node.get(f"{_OFFICE}value-type", "")
    text = "\n".join("".join(one.itertext()) for one in node if one.tag.endswith("}p"))
    shown = node.get(f"{_OFFICE}value", text) if kind == "float" else text
    return Cell(kind, shown, node.get(f"{_TABLE}formula", ""))
