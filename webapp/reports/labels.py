"""The words for formats and for how far an edition has come."""

from collections.abc import Mapping

from webapp.assessment import labels as assessment
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.models import EditionStatus, Format, Stance

STATUSES: Mapping[EditionStatus, tuple[object, str]] = {
    EditionStatus.QUEUED: (_l("Waiting"), "info"),
    EditionStatus.RUNNING: (_l("Being compiled"), "info"),
    EditionStatus.DONE: (_l("Compiled"), "success"),
    EditionStatus.FAILED: (_l("Failed"), "danger"),
}
"""What a status is called, and the tone of its tag."""

FORMATS: Mapping[Format, object] = {
    Format.DOCX: _l("Word document (DOCX)"),
    Format.PDF: _l("PDF, tagged"),
    Format.XLSX: _l("Spreadsheet (XLSX), one row per point"),
    Format.HTML: _l("Web page (HTML)"),
    Format.CSV: _l("Data, one row per point (CSV)"),
    Format.JSON: _l("Data, the whole report (JSON)"),
}
"""The formats that can be downloaded, in the order that pages list them."""

CONTENT_TYPES: Mapping[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HTML: "text/html; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.FRAGMENT: "text/html; charset=utf-8",
}

DECISIONS: Mapping[str, object] = {
    **{decision.value: words for decision, words in assessment.DECISIONS.items()},
    "unassessed": _l("Not yet assessed"),
}
"""What an edition's decisions are called."""

COUNTS: Mapping[str, object] = {
    "invited": _l("Invited"),
    "answered": _l("Answered"),
    "final": _l("Final answers"),
    "preliminary": _l("Preliminary answers"),
    "no_comments": _l("Have no comments"),
    "abstained": _l("Abstained"),
    "no_answer": _l("Did not answer"),
    "late": _l("Late"),
    "extended": _l("With more time"),
    "unasked": _l("Answered without being asked"),
}
"""What an edition's figures are called."""

STANCES: Mapping[Stance, tuple[object, str]] = {
    Stance.SATISFIED: (_l("Satisfied"), "success"),
    Stance.STILL_OBJECTS: (_l("Still objects"), "warning"),
}
"""What senders say of a decision, and the tone of its tag."""
