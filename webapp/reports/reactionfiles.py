"""What senders say of the decisions on their points, as files for staff."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

from webapp.assessment.labels import DECISIONS
from webapp.core.rendering import gettext as _
from webapp.core.rendering import show_moment
from webapp.reports.compilers.csv import inert
from webapp.reports.compilers.sheets import OPTIONS, Formats, sheet, table
from webapp.reports.labels import STANCES
from webapp.reports.models import Reaction

KEYS = ("number", "sender", "decision", "reply", "stance", "text", "said_at")
WIDTHS = (9, 28, 20, 50, 20, 50, 18)
"""Of the columns in a workbook, in characters."""


def headings() -> tuple[str, ...]:
    """What the columns are called, in the language now spoken."""
    return (
        _("Point"),
        _("Sender"),
        _("Decision"),
        _("Assessment"),
        _("The sender says"),
        _("Why"),
        _("Said"),
    )


def rows(reactions: Iterable[Reaction]) -> list[tuple[str, ...]]:
    """One row a point that somebody has said something of."""
    return [
        (
            str(each.point.number),
            each.sender,
            str(DECISIONS[each.point.decision]) if each.point.decision else "",
            each.point.reply,
            str(STANCES[each.stance][0]),
            each.text,
            show_moment(each.created_at),
        )
        for each in reactions
    ]


def as_csv(found: Sequence[Sequence[str]]) -> bytes:
    """As comma-separated values, in UTF-8 with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings())
    writer.writerows([inert(cell) for cell in row] for row in found)
    return out.getvalue().encode("utf-8-sig")


def as_json(found: Sequence[Sequence[str]]) -> bytes:
    """As a list of JSON objects."""
    lines = [dict(zip(KEYS, row, strict=True)) for row in found]
    return json.dumps(lines, ensure_ascii=False, indent=1).encode()


def as_xlsx(found: Sequence[Sequence[str]]) -> bytes:
    """As a workbook: all text, the headings kept in view, with a filter."""
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        on = sheet(book, _("The sender says"), WIDTHS)
        table(on, headings(), found, Formats.of(book))
    return out.getvalue()


WRITERS = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}
"""How each format is written."""
