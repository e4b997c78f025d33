"""What people read for where invited bodies stand."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import lazy_pgettext as _p
from webapp.rounds.ledger import Figures, InvitationStatus, Mark

STATUSES: Mapping[InvitationStatus, Any] = {
    InvitationStatus.NOT_SENT: _l("Not sent yet"),
    InvitationStatus.SENT: _l("Sent, not opened"),
    InvitationStatus.UNDELIVERED: _l("Not delivered"),
    InvitationStatus.DELIVERED: _l("Delivered, not opened"),
    InvitationStatus.OPENED: _l("Opened"),
    InvitationStatus.FORWARDED: _l("Forwarded"),
    InvitationStatus.STARTED: _l("Has begun to answer"),
    InvitationStatus.IN_APPROVAL: _l("Being approved"),
    InvitationStatus.SUBMITTED: _l("Has answered"),
    InvitationStatus.NO_COMMENTS: _l("Has no comments"),
    InvitationStatus.ABSTAINED: _l("Abstains"),
    InvitationStatus.SILENT: _l("Did not answer"),
}


COLUMNS: Mapping[InvitationStatus, Any] = {
    InvitationStatus.NOT_SENT: _p("a column", "Not sent"),
    InvitationStatus.SENT: _p("a column", "Sent"),
    InvitationStatus.UNDELIVERED: _p("a column", "Undelivered"),
    InvitationStatus.DELIVERED: _p("a column", "Delivered"),
    InvitationStatus.OPENED: _p("a column", "Opened"),
    InvitationStatus.FORWARDED: _p("a column", "Forwarded"),
    InvitationStatus.STARTED: _p("a column", "Begun"),
    InvitationStatus.IN_APPROVAL: _p("a column", "In approval"),
    InvitationStatus.SUBMITTED: _p("a column", "Answered"),
    InvitationStatus.NO_COMMENTS: _p("a column", "No comments"),
    InvitationStatus.ABSTAINED: _p("a column", "Abstains"),
    InvitationStatus.SILENT: _p("a column", "Silent"),
}
"""The same in a word or two, over a column of figures."""


STATUS_TONES: Mapping[InvitationStatus, str] = {
    InvitationStatus.UNDELIVERED: "danger",
    InvitationStatus.OPENED: "info",
    InvitationStatus.FORWARDED: "info",
    InvitationStatus.STARTED: "info",
    InvitationStatus.IN_APPROVAL: "info",
    InvitationStatus.SUBMITTED: "success",
    InvitationStatus.NO_COMMENTS: "success",
    InvitationStatus.ABSTAINED: "success",
    InvitationStatus.SILENT: "warning",
}


MARKS: Mapping[Mark, Any] = {
    Mark.UNANSWERED: _l("Has not answered"),
    Mark.PRELIMINARY: _l("Preliminary answer"),
    Mark.LATE: _l("Late answer"),
    Mark.EXTENDED: _l("Has longer than the others"),
    Mark.TROUBLE: _l("An e-mail did not arrive"),
    Mark.NOTED: _l("Has a note"),
}


def parts(figures: Figures) -> list[tuple[Any, int, str]]:
    """Each status that any body has, with how many have it, and its colour in a picture."""
    found = figures.by_status.items()
    return [(STATUSES[status], count, status.value) for status, count in found if count]


def columns(statuses: Iterable[InvitationStatus]) -> list[tuple[Any, str]]:
    """Headings of columns with figures, one for each of `statuses`."""
    return [(str(COLUMNS[status]), "number") for status in statuses]
