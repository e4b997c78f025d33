"""What people read for the states of rounds and for what they need."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webapp.core import clock
from webapp.core.rendering import gettext, ngettext
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.advice import Pace
from webapp.rounds.deadlines import Caution
from webapp.rounds.models import NoticeKind, Round, RoundKind, RoundState
from webapp.rounds.readiness import Requirement

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


IN_LANGUAGES: Mapping[str, Any] = {"sv": _l("In Swedish"), "en": _l("In English")}


PREVIEWS: Mapping[str, Any] = {"sv": _l("Preview in Swedish"), "en": _l("Preview in English")}


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
    Caution.EASTER: _l("Easter is within the last two weeks. Those days are soon gone."),
    Caution.BOARD: _l(
        "There may be no board meeting in time. Boards meet once a month, and need three weeks "
        "to prepare."
    ),
    Caution.DAY_OFF: _l("The last day is no working day."),
}

PACES: Mapping[Pace, Any] = {
    Pace.SHORT: _l("The shortest that can be recommended"),
    Pace.USUAL: _l("The usual time, three months"),
}

NOTICE_KINDS: Mapping[NoticeKind, Any] = {
    NoticeKind.CORRECTION: _l("Correction"),
    NoticeKind.ANSWER: _l("Question and answer"),
    NoticeKind.DEADLINE: _l("Later last day"),
}


def days_left(round_: Round, at: datetime) -> str:
    """How many days there are left to answer in the round, in words."""
    days = (round_.deadline - clock.local(at).date()).days
    if days == 0:
        return gettext("Today is the last day")
    return ngettext("%(num)s day left", "%(num)s days left", max(days, 0))


def meetings(count: int) -> str:
    """For how many meetings of a board there surely is time, in words."""
    if count == 0:
        return str(_l("No board meeting is sure to come in time."))
    return ngettext(
        "There is time for at least one board meeting.",
        "There is time for at least %(num)s board meetings.",
        count,
    )
