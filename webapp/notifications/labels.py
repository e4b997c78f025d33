"""What people read for e-mails: what each is, how far it has come, and why it did not arrive."""

import re
from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import show_moment
from webapp.notifications.models import LOST, Email, EmailStatus, Group, Occasion

OCCASIONS: Mapping[Occasion, Any] = {
    Occasion.INVITATION: _l("Invitation"),
    Occasion.UNDELIVERED: _l("Told the contact person: an invitation did not arrive"),
    Occasion.SIGN_IN: _l("Link to sign in"),
    Occasion.DRAFT_ERASED_SOON: _l("A draft is about to be erased"),
    Occasion.RECEIPT: _l("Receipt"),
    Occasion.FINAL_AWAITED: _l("The final answer is awaited"),
    Occasion.JOINED_REPLACED: _l("An answer that others joined was replaced"),
    Occasion.JOINT_ASKED: _l("Between bodies: one is asked to answer jointly"),
    Occasion.JOINT_SAID: _l("Between bodies: one says yes or no to a joint answer"),
    Occasion.JOINT_WITHOUT: _l("Between bodies: a joint answer without one that was asked"),
    Occasion.JOINT_LEFT: _l("A body has left a joint answer"),
    Occasion.NEW_RESPONSE: _l("Told the contact person: a new response"),
    Occasion.POSITION_READ: _l("How we read a letter"),
    Occasion.POSITION_PUT_RIGHT: _l("Told the contact person: a position was put right"),
    Occasion.ANSWER_WAITS: _l("Told the contact person: an e-mail waits to be registered"),
    Occasion.FILE_UNREADABLE: _l("Told the contact person: a file cannot be read"),
    Occasion.RESPONSE_DISOWNED: _l("Told the contact person: an answer is not its sender's"),
    Occasion.COLLEAGUE_INVITED: _l("Inside a body: a colleague is asked to take part"),
    Occasion.CAME_BY_MAILBOX: _l("Inside a body: someone came in by the official mailbox"),
    Occasion.SECTIONS_ASSIGNED: _l("Inside a body: sections to take care of"),
    Occasion.MENTIONED: _l("Inside a body: mentioned in an internal comment"),
    Occasion.ANSWER_RELEASED: _l("Inside a body: an answer waits for approval"),
    Occasion.ANSWER_DECIDED: _l("Inside a body: an answer is approved or returned"),
    Occasion.APPROVAL_ASKED: _l("A text waits for approval"),
    Occasion.APPROVAL_DECIDED: _l("A text was approved or sent back"),
    Occasion.NOTE_ASSIGNED: _l("A note was given to someone"),
    Occasion.REPORT_PUBLISHED: _l("The report is published"),
    Occasion.REPORT_WITHDRAWN: _l("The report is withdrawn"),
    Occasion.BOARD_DECISION: _l("What the board decided"),
    Occasion.REPORT_APPROVAL_ASKED: _l("A report waits for approval"),
    Occasion.REPORT_APPROVAL_DECIDED: _l("A report was approved or sent back"),
    Occasion.DETAILS_CHANGED: _l("Told the contact person: a body corrected its details"),
    Occasion.MAILBOX_LEFT: _l("Told a mailbox that another took its place"),
    Occasion.CORRECTION: _l("Correction"),
    Occasion.QUESTION_ASKED: _l("Told the contact person: a question"),
    Occasion.QUESTION_ANSWERED: _l("Answer to a question"),
    Occasion.QUESTION_SHARED: _l("Question and answer, to all"),
    Occasion.PUT_OFF: _l("A later last day"),
    Occasion.EXTENSION_ASKED: _l("Told the contact person: more time asked for"),
    Occasion.EXTENSION_GRANTED: _l("More time given"),
    Occasion.EXTENSION_DENIED: _l("More time not given"),
    Occasion.THANKS: _l("Thanks for the answer"),
    Occasion.HEADS_UP: _l("An invitation is coming"),
    Occasion.REMINDER_FOUR_WEEKS: _l("Reminder: four weeks left"),
    Occasion.REMINDER_ONE_WEEK: _l("Reminder: one week left"),
    Occasion.REMINDER_LAST_DAY: _l("Reminder: the last working day"),
    Occasion.NOT_OPENED: _l("Reminder: the invitation is not opened"),
    Occasion.STILL_CAN: _l("One still can answer"),
    Occasion.UNPUBLISHED: _l("Told the contact person: the results are not published"),
    Occasion.MEETING_INVITED: _l("Invitation to a meeting"),
    Occasion.MEETING_CHANGED: _l("A meeting has changed"),
    Occasion.MEETING_CANCELLED: _l("A meeting is cancelled"),
    Occasion.NEW_DEVICE: _l("Signed in with a new browser"),
    Occasion.ACCOUNT_MADE: _l("An account was made"),
    Occasion.CHOOSE_PASSWORD: _l("Link to choose a new password"),
    Occasion.PASSWORD_CHANGED: _l("A password was chosen"),
    Occasion.ROLE_CHANGED: _l("Roles in Yttra have changed"),
    Occasion.NEW_RESPONSES: _l("Told the contact person: the day's new responses"),
    Occasion.CLARIFICATION_ASKED: _l("A question about a point"),
    Occasion.CLARIFICATION_ANSWERED: _l("Told who asked: the sender has answered"),
    Occasion.POINTS_ASSIGNED: _l("Points to assess were given to someone"),
    Occasion.POINTS_OVERDUE: _l("Points to assess are late"),
    Occasion.POINTS_LONG_OVERDUE: _l("Told who gave the points: they have been late for long"),
    Occasion.WEEKLY_STATUS: _l("How the rounds stand, each Monday"),
}

STATUSES: Mapping[EmailStatus, tuple[Any, str]] = {
    EmailStatus.QUEUED: (_l("Waits"), "info"),
    EmailStatus.SENDING: (_l("Waits"), "info"),
    EmailStatus.SENT: (_l("Sent"), "success"),
    EmailStatus.FAILED: (_l("Failed"), "danger"),
    EmailStatus.BOUNCED: (_l("Came back"), "danger"),
}

GROUPS: Mapping[Group, Any] = {
    Group.WAITING: _l("Waiting"),
    Group.SENT: _l("Sent"),
    Group.FAILED: _l("Failed"),
    Group.BOUNCED: _l("Came back"),
}

_REASONS: tuple[tuple[str, Any], ...] = (
    (r"5\.1\.3|5\.6\.7", _l("This is not an e-mail address.")),
    (
        r"5\.6\.0 The e-mail could not",
        _l("The e-mail could not be written. It is a fault in the program."),
    ),
    (r"[45]\.2\.2|mailbox (is )?full|quota", _l("The mailbox is full.")),
    (r"5\.2\.1|disabled|inactive", _l("The mailbox is closed.")),
    (r"5\.[23]\.[34]|too large|size limit", _l("The e-mail is too large for the recipient.")),
    (
        r"5\.1\.[02]|5\.4\.[14]|domain|host (not found|unknown)",
        _l("There is no mail at the recipient's domain."),
    ),
    (
        r"5\.7\.|spam|blocked|denied|policy",
        _l("The recipient's mail server does not take e-mail from us."),
    ),
    (
        r"5\.1\.(1|6|10)|no such|unknown|does not exist|not found|no mailbox",
        _l("There is no such mailbox."),
    ),
    (r"4\.4\.7|expired", _l("The recipient's mail server could not be reached for days.")),
    (r"^4\d\d |^4\.", _l("The recipient's mail server takes no e-mail just now.")),
    (r"^5\d\d |^5\.", _l("The recipient's mail server refused the e-mail.")),
)
"""What answers say, in the order in which they are looked for (RFC 3463)."""

_UNREACHED = _l("Our mail server could not be reached.")
_LOST = _l("The program stopped when this e-mail was to be sent.")


def occasion(email: Email) -> Any:
    """What the e-mail is."""
    return OCCASIONS.get(email.occasion, _l("Other e-mail"))


def reason(email: Email) -> Any:
    """Why the e-mail did not arrive, or has not left yet; empty where there is nothing to say."""
    answer = email.answer or ""
    if email.status is EmailStatus.SENT or not answer:
        return ""
    if answer.startswith(LOST):
        return _LOST
    found = (words for pattern, words in _REASONS if re.search(pattern, answer, re.IGNORECASE))
    return next(found, _UNREACHED)


def when(email: Email) -> Any:
    """When it left or came back, or when it is tried next."""
    if email.status is EmailStatus.BOUNCED:
        return show_moment(email.bounced_at, "d MMM y HH:mm")
    if email.status is EmailStatus.SENT:
        return show_moment(email.sent_at, "d MMM y HH:mm")
    if email.status is EmailStatus.FAILED:
        return show_moment(email.claimed_at or email.created_at, "d MMM y HH:mm")
    if not email.attempts:
        return show_moment(email.created_at, "d MMM y HH:mm")
    return _l("Next try %(time)s", time=show_moment(email.next_attempt_at, "d MMM HH:mm"))
