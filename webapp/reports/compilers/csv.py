"""The points as comma-separated values, for any spreadsheet or script (RFC 4180).

Swedish spreadsheets expect semicolons, and Excel a byte order mark to see that it is UTF-8.
"""

import csv
from io import TextIOWrapper
from typing import BinaryIO

from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.compilers.rows import headings, rows
from webapp.reports.outline import Report
from webapp.reports.wording import Wording

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would compute it (OWASP)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def write_report(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """One header row and one row a point, as UTF-8 with a byte order mark."""
    text = TextIOWrapper(target, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings(report, wording))
    writer.writerows([inert(cell) for cell in row] for row in rows(report, wording))
    text.detach()
    progress(1.0)


compile_report = in_memory(write_report)
