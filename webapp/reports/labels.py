"""The words for formats and for how far an edition has come."""

from collections.abc import Mapping

from webapp.assessment import labels as assessment
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Occasion
from webapp.reports.models import EditionStatus, Format, Stance
from webapp.reports.telling import Why

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
    Format.COMMENTED: _l("The proposal with every comment and proposed change (Word)"),
    Format.XLSX: _l("Spreadsheet (XLSX), one row per point"),
    Format.HTML: _l("Web page (HTML)"),
    Format.CSV: _l("Data, one row per point (CSV)"),
    Format.JSON: _l("Data, the whole report (JSON)"),
}
"""The formats that can be downloaded, in the order that pages list them."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

CONTENT_TYPES: Mapping[Format, str] = {
    Format.DOCX: _WORD,
    Format.COMMENTED: _WORD,
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

TOLD_OF_DECISION: Mapping[Why, object] = {
    Why.INVITED: _l("They were invited, so they are told what came of it."),
    Why.ANSWERED: _l("An answer was submitted from the address, or for its organisation."),
    Why.BY_LETTER: _l("An answer came by e-mail from the address."),
}
"""Why addresses get the e-mail about what the board decided."""

LETTERS: Mapping[Occasion, tuple[object, object]] = {
    Occasion.RECEIPT: (
        _l("Receipt"),
        _l(
            "Whoever submits an answer, and the official mailbox of the body that it is for, at "
            "once. A copy of the answer goes with it as a PDF."
        ),
    ),
    Occasion.UNDELIVERED: (
        _l("Undelivered"),
        _l(
            "You, the contact person, when an e-mail to a body comes back or is reported as "
            "unwanted. What fails within the hour is told together."
        ),
    ),
    Occasion.REPORT_PUBLISHED: (
        _l("The results"),
        _l(
            "Everyone who has answered, once, when the report is published: with a page of their "
            "own points and what became of them."
        ),
    ),
    Occasion.BOARD_DECISION: (
        _l("What the board decided"),
        _l("Everyone who was invited or has answered, once, when the decision is published."),
    ),
}
"""The e-mails of a round that leave when something is done: what each is, for whom and why."""

NO_EXAMPLE: Mapping[Occasion, object] = {
    Occasion.RECEIPT: _l("It can be shown when there is a body on the distribution list."),
    Occasion.UNDELIVERED: _l("It can be shown when there is a body on the distribution list."),
    Occasion.REPORT_PUBLISHED: _l("It can be shown when the first answer has come in."),
    Occasion.BOARD_DECISION: _l("It can be shown when the decision is entered."),
}
"""What is said where there is nobody to show an e-mail to."""
