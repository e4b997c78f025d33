"""What people read for the states of consultations, rounds and invitations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.audit.models import Entry
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import lazy_pgettext as _p
from webapp.organisations.labels import CATEGORIES, CATEGORY_NAMES
from webapp.rounds.deadlines import Caution
from webapp.rounds.ledger import Figures, InvitationStatus
from webapp.rounds.models import RoundKind, RoundState
from webapp.rounds.readiness import Requirement

__all__ = ["CATEGORIES", "CATEGORY_NAMES"]  # words of a feature below, for this one's templates

KINDS: Mapping[RoundKind, Any] = {
    RoundKind.QUESTIONS: _l("Early questions"),
    RoundKind.DIALOGUE: _l("Dialogue"),
    RoundKind.REMISS: _l("Formal consultation"),
    RoundKind.SECOND_REMISS: _l("Second formal consultation"),
}

KIND_HINTS: Mapping[RoundKind, Any] = {
    RoundKind.QUESTIONS: _l("Before there is a proposal: what should it be about?"),
    RoundKind.DIALOGUE: _l("On an early draft, ahead of the formal consultation."),
    RoundKind.REMISS: _l("On the proposal, with a deadline and an answer to every point."),
    RoundKind.SECOND_REMISS: _l("Once more, because the proposal has changed a lot."),
}

STATES: Mapping[RoundState, Any] = {
    RoundState.DRAFT: _l("Being prepared"),
    RoundState.SCHEDULED: _l("Opens by itself"),
    RoundState.OPEN: _l("Open"),
    RoundState.CLOSED: _l("Closed"),
    RoundState.ASSESSED: _l("Assessed"),
    RoundState.REPORTED: _l("Reported"),
    RoundState.ARCHIVED: _l("Archived"),
    RoundState.CANCELLED: _l("Cancelled"),
}

STATE_TONES: Mapping[RoundState, str] = {
    RoundState.SCHEDULED: "info",
    RoundState.OPEN: "success",
    RoundState.CLOSED: "warning",
    RoundState.CANCELLED: "danger",
}
"""The tone of a tag; neutral where none is given."""

STATUSES: Mapping[InvitationStatus, Any] = {
    InvitationStatus.NOT_SENT: _l("Not sent yet"),
    InvitationStatus.UNDELIVERED: _l("Not delivered"),
    InvitationStatus.DELIVERED: _l("Delivered, not opened"),
    InvitationStatus.OPENED: _l("Opened"),
    InvitationStatus.STARTED: _l("Has begun to answer"),
    InvitationStatus.SUBMITTED: _l("Has answered"),
    InvitationStatus.NO_COMMENTS: _l("Has no comments"),
    InvitationStatus.ABSTAINED: _l("Abstains"),
    InvitationStatus.SILENT: _l("Did not answer"),
}

COLUMNS: Mapping[InvitationStatus, Any] = {
    InvitationStatus.NOT_SENT: _p("a column", "Not sent"),
    InvitationStatus.UNDELIVERED: _p("a column", "Undelivered"),
    InvitationStatus.DELIVERED: _p("a column", "Delivered"),
    InvitationStatus.OPENED: _p("a column", "Opened"),
    InvitationStatus.STARTED: _p("a column", "Begun"),
    InvitationStatus.SUBMITTED: _p("a column", "Answered"),
    InvitationStatus.NO_COMMENTS: _p("a column", "No comments"),
    InvitationStatus.ABSTAINED: _p("a column", "Abstains"),
    InvitationStatus.SILENT: _p("a column", "Silent"),
}
"""The same in a word or two, over a column of figures."""

IN_LANGUAGES: Mapping[str, Any] = {"sv": _l("In Swedish"), "en": _l("In English")}

PREVIEWS: Mapping[str, Any] = {"sv": _l("Preview in Swedish"), "en": _l("Preview in English")}

STATUS_TONES: Mapping[InvitationStatus, str] = {
    InvitationStatus.UNDELIVERED: "danger",
    InvitationStatus.OPENED: "info",
    InvitationStatus.STARTED: "info",
    InvitationStatus.SUBMITTED: "success",
    InvitationStatus.NO_COMMENTS: "success",
    InvitationStatus.ABSTAINED: "success",
    InvitationStatus.SILENT: "warning",
}

REQUIREMENTS: Mapping[Requirement, Any] = {
    Requirement.VERSION: _l("A frozen version to show"),
    Requirement.RECIPIENTS: _l("Someone to ask"),
    Requirement.ADDRESSES: _l("An address for every body"),
    Requirement.COVER_LETTER: _l("A cover letter"),
    Requirement.CONTACT: _l("A contact person"),
    Requirement.DEADLINE: _l("A last day that is ahead"),
}

LACKS: Mapping[Requirement, Any] = {
    Requirement.VERSION: _l("The version is not frozen. Choose one that is."),
    Requirement.RECIPIENTS: _l("Add bodies to the distribution list, or let the public answer."),
    Requirement.ADDRESSES: _l(
        "A body on the list has no e-mail address. Remove it, or correct it."
    ),
    Requirement.COVER_LETTER: _l("Write it in Swedish at least."),
    Requirement.CONTACT: _l("Fill in name, job title, e-mail address and phone."),
    Requirement.DEADLINE: _l("The last day would be past when the round opens."),
}
"""What is missing, and what to do about it."""

CAUTIONS: Mapping[Caution, Any] = {
    Caution.SHORT: _l("It is less than six weeks ahead. Many boards do not meet in that time."),
    Caution.SUMMER: _l("July is within the time to answer. Few are at work then."),
    Caution.CHRISTMAS: _l("Christmas is within the time to answer. Few are at work then."),
    Caution.DAY_OFF: _l("The last day is no working day."),
}

ACTIONS: Mapping[str, Any] = {
    "rounds.create_consultation": _l("Created the consultation"),
    "rounds.change_consultation": _l("Changed the consultation's particulars"),
    "rounds.add_document": _l("Added a document"),
    "rounds.create": _l("Created round %(number)s"),
    "rounds.change": _l("Changed round %(number)s"),
    "rounds.add_bodies": _l("Added bodies to the list of round %(number)s: %(count)s"),
    "rounds.remove_body": _l("Took %(name)s off the list of round %(number)s"),
    "rounds.schedule": _l("Set a time for round %(number)s to open"),
    "rounds.unschedule": _l("Took back the time for round %(number)s to open"),
    "rounds.not_opened": _l("Round %(number)s could not open by itself: something is missing"),
    "rounds.open": _l("Opened round %(number)s"),
    "rounds.close": _l("Closed round %(number)s"),
    "rounds.cancel": _l("Cancelled round %(number)s"),
    "rounds.extend": _l("Gave %(name)s until %(day)s to answer"),
    "rounds.change_address": _l("Corrected the address of %(name)s"),
    "rounds.resend": _l("Sent the invitation to %(name)s again"),
}
"""What is said of each line on the trail, with the details that the line keeps."""


def parts(figures: Figures) -> list[tuple[Any, int]]:
    """Each status that any body has, with how many have it."""
    return [(STATUSES[status], count) for status, count in figures.by_status.items() if count]


def columns(statuses: Iterable[InvitationStatus]) -> list[tuple[Any, str]]:
    """Headings of columns with figures, one for each of `statuses`."""
    return [(str(COLUMNS[status]), "number") for status in statuses]


def said(entry: Entry) -> str:
    """What a line on the trail says, in the language now spoken."""
    # A line may be older than a detail that its sentence now has.
    return str(ACTIONS[entry.action]) % defaultdict(lambda: "–", entry.details)
