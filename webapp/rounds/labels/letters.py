"""What people read of the e-mails that leave by themselves: what each is, for whom and why."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import RunStatus
from webapp.rounds.reminders import Reminder

REMINDERS: Mapping[Reminder, Any] = {
    Reminder.HEADS_UP: _l("A week before it opens"),
    Reminder.NOT_OPENED: _l("Not opened after a week"),
    Reminder.FOUR_WEEKS: _l("Four weeks left"),
    Reminder.ONE_WEEK: _l("One week left"),
    Reminder.LAST_DAY: _l("The last working day"),
    Reminder.STILL_CAN: _l("No answer: you still can"),
    Reminder.THANKS: _l("Thanks, and what happens next"),
    Reminder.UNPUBLISHED: _l("The results are not published"),
}
"""In the order that they leave in, as a rule."""

REASONS: Mapping[Reminder, Any] = {
    Reminder.HEADS_UP: _l(
        "Everyone on the distribution list, a week before the round opens by itself, so that a "
        "board can plan for it."
    ),
    Reminder.FOUR_WEEKS: _l("Those who have not answered four weeks before their last day."),
    Reminder.ONE_WEEK: _l("Those who have not answered a week before their last day."),
    Reminder.LAST_DAY: _l(
        "Those who have not answered on the last working day that they have. It says if an answer "
        "is begun and not submitted."
    ),
    Reminder.NOT_OPENED: _l(
        "Those who have not opened their invitation a week after it was sent. It goes to the "
        "body's alternative contact, or else to who answers, if the register has one."
    ),
    Reminder.STILL_CAN: _l("Those who had not answered when their last day was over."),
    Reminder.THANKS: _l("Those who have answered, the working day after the round has closed."),
    Reminder.UNPUBLISHED: _l(
        "You, the contact person, if no report is published twelve weeks after the last day."
    ),
}

RUN_STATUSES: Mapping[RunStatus, tuple[Any, str]] = {
    RunStatus.DUE: (_l("Is about to be written"), "info"),
    RunStatus.RUNNING: (_l("Is being written"), "info"),
    RunStatus.DONE: (_l("Written"), "success"),
    RunStatus.STALE: (_l("Left out: it was too late for it"), "warning"),
    RunStatus.OFF: (_l("Left out: it was turned off"), "neutral"),
}
"""What became of a reminder, and the tone of its tag."""
