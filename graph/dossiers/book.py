"""The workbook of an empty dossier: one sheet a table, every cell as text, lists to choose from, and how to fill it."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

GUIDE: Final = "mode d'emploi"
LISTS: Final = "listes"
_LAST: Final = 1_048_575  # the last row of a sheet, counted from 0
_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC)  # fixed: the same bytes each time
_WIDTHS: Final = (12, 34)
_TEXT: Final = 49  # Excel's own format « @ »: what is typed stays as it is typed
_HEADER: Final = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "num_format": _TEXT, "valign": "top"}
_REQUIRED: Final = "obligatoire"
_GUIDE: Final = (("table", 15), ("colonne", 22), (_REQUIRED, 12), ("ce qu'on y écrit", 90), ("exemple", 30))

Fields = Sequence[Mapping[str, Any]]


def fields(schema: Path) -> Fields:
    """Return the fields of a Table Schema file."""
    found: Fields = json.loads(schema.read_text(encoding="utf-8"))["fields"]
    return found


def workbook(tables: Mapping[str, Fields]) -> bytes:
    """Return the bytes of the workbook; equal tables give equal bytes."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": "Dossier Maillage", "created": _CREATED.replace(tzinfo=None)})
    text, header = book.add_format({"num_format": _TEXT}), book.add_format(_HEADER)
    _guide(book.add_worksheet(GUIDE), tables, header, book.add_format({"text_wrap": True, "valign": "top"}))
    sheets = {name: book.add_worksheet(name) for name in tables}
    lists = _lists(book.add_worksheet(LISTS), tables, header)
    for name, sheet in sheets.items():
        _table(
            sheet, tables[name], {column: lists[name, column] for table, column in lists if table == name}, text, header
        )
    book.close()
    return target.getvalue()


def _guide(sheet: Worksheet, tables: Mapping[str, Fields], header: Format, wrapped: Format) -> None:
    """Describe every column of every table."""
    for position, (title, width) in enumerate(_GUIDE):
        sheet.set_column(position, position, width, wrapped)
        sheet.write_string(0, position, title, header)
    rows = [(name, field) for name, columns in tables.items() for field in columns]
    for number, (name, field) in enumerate(rows, 1):
        needed = "oui" if field["constraints"]["required"] else ""
        for position, cell in enumerate((name, field["name"], needed, field["description"], field.get("example", ""))):
            sheet.write_string(number, position, str(cell), wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(_GUIDE) - 1)


def _lists(sheet: Worksheet, tables: Mapping[str, Fields], header: Format) -> dict[tuple[str, str], str]:
    """Write the values of each closed column in a sheet of their own, and return the range that holds them.

    A list written inside a validation may not pass 255 characters, which that of the functions does.
    """
    places: dict[tuple[str, str], str] = {}
    closed = [(name, field) for name, columns in tables.items() for field in columns if "enum" in field["constraints"]]
    for position, (name, field) in enumerate(closed):
        values = field["constraints"]["enum"]
        sheet.write_string(0, position, f"{name} {field['name']}", header)
        sheet.write_column(1, position, values)
        letters = xl_col_to_name(position)
        places[name, field["name"]] = f"={LISTS}!${letters}$2:${letters}${len(values) + 1}"
    sheet.set_column(0, max(len(closed) - 1, 0), 30)
    sheet.freeze_panes(1, 0)
    return places


def _table(sheet: Worksheet, columns: Fields, lists: Mapping[str, str], text: Format, header: Format) -> None:
    """Lay the header, frozen, with what each column holds as a comment, and the lists of allowed values."""
    for position, field in enumerate(columns):
        name, needed = field["name"], field["constraints"]["required"]
        sheet.set_column(position, position, _WIDTHS[len(name) > _WIDTHS[0] or name == "libelle"], text)
        sheet.write_string(0, position, name, header)
        said = f"{field['description']}{f' ({_REQUIRED})' if needed else ''}"
        sheet.write_comment(0, position, said, {"x_scale": 2, "y_scale": 1.6, "author": "Maillage"})
        if name in lists:
            message = {
                "error_title": "Valeur inconnue",
                "error_message": f"Choisissez une valeur de la liste ({name}).",
            }
            sheet.data_validation(1, position, _LAST, position, {"validate": "list", "source": lists[name], **message})
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{xl_col_to_name(len(columns) - 1)}{_LAST + 1}"})
