"""The whole outline as JSON, for other systems: states by their codes, times as ISO 8601."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from webapp.reports.compilers import Progress, silent
from webapp.reports.outline import Report
from webapp.reports.wording import Wording


def _plain(value: Any) -> Any:
    """What `json` cannot write by itself: frozen values, days and moments."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"the outline holds a {type(value).__name__}, which JSON has no form for")


def compile_report(report: Report, *, wording: Wording, progress: Progress = silent) -> bytes:
    """The outline as one JSON object, in UTF-8; its field names are the outline's."""
    del wording  # Codes, not words, are what another system reads.
    text = json.dumps(report, default=_plain, ensure_ascii=False, indent=1)
    progress(1.0)
    return text.encode("utf-8", "replace")
