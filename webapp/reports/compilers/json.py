"""The whole outline as JSON, for other systems: states by their codes, times as ISO 8601."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from io import TextIOWrapper
from typing import Any, BinaryIO

from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.outline import Report
from webapp.reports.shelves import Row
from webapp.reports.wording import Wording


class _Listed(list[Any]):
    """What the encoder goes through as a list, though it is read from the disk meanwhile."""

    def __init__(self, row: Row[Any]) -> None:
        super().__init__()
        self._row = row

    def __len__(self) -> int:
        return len(self._row)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._row)


def _plain(value: Any) -> Any:
    """What `json` cannot write by itself: frozen values, days and moments."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Row):
        return _Listed(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"the outline holds a {type(value).__name__}, which JSON has no form for")


def _named(report: Report) -> dict[str, Any]:
    """The report with the address of its schema first, as editors and validators look for it."""
    said = _plain(report)
    return {"$schema": said.pop("schema"), **said}


def write_report(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """The outline as one JSON object, in UTF-8; its field names are the outline's.

    What it holds is described in `schemas`: a new field is described there before it is written.
    """
    del wording  # Codes, not words, are what another system reads.
    text = TextIOWrapper(target, "utf-8", errors="replace", newline="")
    json.dump(_named(report), text, default=_plain, ensure_ascii=False, indent=1)
    text.detach()
    progress(1.0)


def write_figures(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """Of that object the figures, and what they are told with: see `figures.Edited`."""
    del wording
    occasion = report.occasion
    said = {
        "language": report.language,
        "compiled_at": report.compiled_at,
        "occasion": {
            "consultation_title": occasion.consultation_title,
            "opened_on": occasion.opened_on,
            "deadline": occasion.deadline,
        },
        "sections": [
            {"place": each.place, "number": each.number, "title": each.title}
            for each in report.sections
        ],
        "questions": [
            {"place": each.place, "number": each.number, "text": each.text}
            for each in report.questions
        ],
        "figures": report.figures,
    }
    text = TextIOWrapper(target, "utf-8", errors="replace", newline="")
    json.dump(said, text, default=_plain, ensure_ascii=False, indent=1)
    text.detach()
    progress(1.0)


compile_report = in_memory(write_report)
