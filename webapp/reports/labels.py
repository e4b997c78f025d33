"""The words for formats and for how far an edition has come."""

from collections.abc import Mapping

from webapp.assessment import labels as assessment
from webapp.core.background import JobStatus
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Occasion
from webapp.reports.gate import Matter
from webapp.reports.models import Chapter, Fault, Format, KeptBack, Package, PackageKind, Stance
from webapp.reports.packed.names import safe

STATUSES: Mapping[JobStatus, tuple[object, str]] = {
    JobStatus.QUEUED: (_l("Waiting"), "info"),
    JobStatus.RUNNING: (_l("Being compiled"), "info"),
    JobStatus.DONE: (_l("Compiled"), "success"),
    JobStatus.FAILED: (_l("Failed"), "danger"),
    JobStatus.CANCELLED: (_l("Stopped"), "neutral"),
    JobStatus.EXPIRED: (_l("Erased"), "neutral"),
}
"""What a status is called, and the tone of its tag."""

FORMATS: Mapping[Format, object] = {
    Format.DOCX: _l("Word document (DOCX)"),
    Format.PDF: _l("PDF, tagged"),
    Format.COMMENTED: _l("The proposal with every comment and proposed change (Word)"),
    Format.CHAPTERS: _l("The same, a Word file for each chapter (ZIP)"),
    Format.XLSX: _l("Spreadsheet (XLSX), one row per point"),
    Format.HTML: _l("Web page (HTML)"),
    Format.CSV: _l("Data, one row per point (CSV)"),
    Format.JSON: _l("Data, the whole report (JSON)"),
}
"""The formats that can be downloaded, in the order that pages list them."""

STEPS: Mapping[str, object] = {
    "": _l("Reading the answers and the decisions"),
    **{each.value: words for each, words in FORMATS.items()},
    Format.FRAGMENT.value: _l("The page for the public"),
    Format.FIGURES.value: _l("The figures for the page of statistics"),
}
"""What a worker can be at while it compiles an edition."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

CONTENT_TYPES: Mapping[Format, str] = {
    Format.DOCX: _WORD,
    Format.COMMENTED: _WORD,
    Format.CHAPTERS: "application/zip",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HTML: "text/html; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.FRAGMENT: "text/html; charset=utf-8",
    Format.FIGURES: "application/json",
}

PACKAGE_KINDS: Mapping[PackageKind, object] = {
    PackageKind.DECISION: _l("Decision package"),
    PackageKind.ARCHIVE: _l("Archive package"),
}
"""What the kinds of packages are called."""

PACKAGE_STATUSES: Mapping[JobStatus, tuple[object, str]] = {
    **STATUSES,
    JobStatus.RUNNING: (_l("Being made"), "info"),
    JobStatus.DONE: (_l("Ready to download"), "success"),
}
"""How far a package has come, and the tone of its tag."""

CHAPTERS: Mapping[Chapter, object] = {
    Chapter.REPORT: _l("Response report"),
    Chapter.POINTS: _l("List of points"),
    Chapter.TEXT: _l("The changed text"),
    Chapter.ANSWERS: _l("The answers"),
    Chapter.SEAL: _l("All of it into one file"),
}
"""What the parts of the work on a package are called."""

FOLDERS: Mapping[Chapter, object] = {
    Chapter.REPORT: _l("1 Response report"),
    Chapter.POINTS: _l("2 Points"),
    Chapter.TEXT: _l("3 The changed text"),
    Chapter.ANSWERS: _l("4 The answers"),
}
"""The folders of a package, by what they hold."""

ABOUT_FOLDERS: Mapping[Chapter, object] = {
    Chapter.REPORT: _l("What came in, and what we say of it: the same report as PDF and as Word."),
    Chapter.POINTS: _l("A spreadsheet with a row for every point, its decision and our reasons."),
    Chapter.TEXT: _l(
        "The text with what was changed after the consultation as tracked changes. Accept all of "
        "them to have the later text, or reject all to have the one that was sent out."
    ),
    Chapter.ANSWERS: _l(
        "Every answer that counts as PDF, by its running number, and the files that it came with."
    ),
}
"""What a package says of its folders."""

EMPTY_FOLDERS: Mapping[Chapter, object] = {
    Chapter.TEXT: _l("The text has not been changed since it was sent out."),
    Chapter.ANSWERS: _l("No answer came in."),
}
"""What a package says where a folder would be empty."""

INTERNAL_NOTE = _l(
    "For internal use. The answers are here as they came, with what is secret in them. Do not "
    "pass this package on."
)
"""What a package for internal use says first."""

OPEN_NOTE = _l(
    "What is masked or withheld for secrecy is so here too. An attached file is either here as "
    "it came, or left out."
)
"""What a package for all to read says of secrecy."""

MALWARE_NOTE = _l(
    "A file that has not been looked through for malware, or in which there is some, is not here."
)
"""What every package says of attached files that staff cannot open."""

FAULTS: Mapping[Fault, object] = {
    Fault.FILE: _l(
        "A file is gone from the storage, or is not what it was. Tell those who run the service "
        "which: they can get it back from the backup. Then make the package again."
    ),
    Fault.ROOM: _l(
        "The disk of the service is full. Tell those who run it, and make the package again when "
        "there is room."
    ),
    Fault.HIDDEN: _l(
        "Something was masked or withheld, or a sender said that an answer is not theirs, while "
        "the package was made. Compile a new edition of the report, and make the package with it."
    ),
    Fault.SIZE: _l(
        "The package takes longer, or more memory, than there is. Make it again; if that fails "
        "too, tell those who run the service."
    ),
    Fault.OTHER: _l(
        "Something went wrong that we did not foresee. Make the package again; if that fails "
        "too, tell those who run the service."
    ),
}
"""Why a package could not be made, and what to do."""

EDITION_FAULTS: Mapping[Fault, object] = {
    Fault.FILE: _l(
        "A file that belongs in it is gone from the storage. Tell those who run the service: they "
        "can get it back from the backup. Then try again."
    ),
    Fault.ROOM: _l(
        "The disk of the service is full. Tell those who run it, and try again when there is room."
    ),
    Fault.SIZE: _l(
        "The report takes longer, or more memory, than there is. Try again when less is going "
        "on, or compile a new edition with fewer parts."
    ),
    Fault.TEMPLATE: _l(
        "Your own Word template cannot be used any more. Compile a new edition with another "
        "template, or with the usual look."
    ),
    Fault.OTHER: _l(
        "Something went wrong that we did not foresee. Try again; if that fails too, tell those "
        "who run the service."
    ),
}
"""Why an edition, or a format of it, could not be compiled, and what to do."""

KEPT_BACK: Mapping[KeptBack, object] = {
    KeptBack.HIDDEN: _l(
        "Something in this package has been masked or withheld since it was made. "
        "Compile a new edition of the report, and make a new package with it."
    ),
    KeptBack.DISOWNED: _l(
        "A sender has said since this package was made that an answer in it is not theirs. "
        "Find out whose it is, compile a new edition of the report, and make a new package with it."
    ),
}
"""Why a package that is made cannot be had, and what to do."""

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

MATTERS: Mapping[Matter, tuple[object, object]] = {
    Matter.LETTERS: (
        _l("Answers by letter or e-mail to register"),
        _l("Until they are registered, nobody counts or weighs them."),
    ),
    Matter.UNOPENED: (
        _l("Points that nobody has opened"),
        _l("A point counts as read when a person has opened its page."),
    ),
    Matter.LEFT: (_l("Points left to assess"), _l("Every point gets a decision.")),
    Matter.OVERDUE: (
        _l("Points that are past their day"),
        _l("They are given to somebody, and should have been assessed by now."),
    ),
    Matter.ASKED: (
        _l("Points that wait for the sender's answer"),
        _l("Something is asked about them, and not answered yet."),
    ),
    Matter.UNREASONED: (
        _l("Points not accommodated, without a reason"),
        _l("Who is not accommodated in full has a right to know why."),
    ),
    Matter.CONTRADICTED: (
        _l("Points whose change in the text goes against the decision"),
        _l("They are to change nothing, yet a change in the text is said to come of them."),
    ),
    Matter.WAITS: (
        _l("Decisions that wait for a second person"),
        _l("Somebody else than the one who decided has to stand behind them."),
    ),
    Matter.LATE: (
        _l("Late answers that nobody has decided on"),
        _l("Decide whether they are considered, and say why if they are not."),
    ),
    Matter.DISOWNED: (
        _l("Answers that are said not to be their sender's"),
        _l("Until you have found out whose they are, the report has them without a name."),
    ),
    Matter.SECRECY: (
        _l("Responses left to check for secrecy"),
        _l("Nothing is published unchecked."),
    ),
    Matter.APPROVALS: (
        _l("Editions that are before an approver"),
        _l("The approver is asked, and has not answered yet."),
    ),
}
"""What can be left before the report, and why it matters."""

STANCES: Mapping[Stance, tuple[object, str]] = {
    Stance.SATISFIED: (_l("Satisfied"), "success"),
    Stance.STILL_OBJECTS: (_l("Still objects"), "warning"),
}
"""What senders say of a decision, and the tone of its tag."""

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


def package_name(package: Package) -> str:
    """What a package is called as a file, in the language now spoken."""
    parts = (
        package.round.consultation.registry_number,
        str(PACKAGE_KINDS[package.kind]),
        _("edition %(number)s", number=package.edition.number),
        _("INTERNAL") if package.internal else "",
    )
    return safe(" ".join(filter(None, parts))) + ".zip"
