"""What a sender did, in a report's own terms: what came, how, when, and how it was read."""

from collections.abc import Collection
from datetime import date
from typing import Any

from webapp.core.rendering import gettext as _
from webapp.reports import participation
from webapp.responses.models import Channel, Form, Response, Stage
from webapp.rounds.models import Invitation, Round

_OUTCOMES = {
    Form.NO_COMMENTS: participation.Outcome.NO_COMMENTS,
    Form.ABSTAIN: participation.Outcome.ABSTAINED,
}


def outcome(response: Response) -> participation.Outcome:
    """Which of the things that a sender can do this one did."""
    return outcome_of(response.form, response.stage)


def outcome_of(form: Form, stage: Stage) -> participation.Outcome:
    """The same of an answer of that form and stage."""
    if form in _OUTCOMES:
        return _OUTCOMES[form]
    if stage is Stage.PRELIMINARY:
        return participation.Outcome.PRELIMINARY
    return participation.Outcome.FINAL


def is_read(response: Response) -> bool:
    """Whether staff read the position out of the letter, and its sender has not said better."""
    return response.reading is not None and response.reading.read_by is not None


def considered(response: Response) -> dict[str, Any]:
    """What was decided about a late answer, as a row of the participants has it."""
    decided = response.considered
    if decided is None:
        return {}
    chosen = participation.Considered(decided.considered.value)
    return {"considered": chosen, "reason": decided.reason}


def extension(invitation: Invitation | None, round_: Round) -> date | None:
    """The body's own last day, where it was given a later one than the round's."""
    extended = invitation.deadline if invitation else None
    return extended if extended and extended > round_.deadline else None


def channels(used: Collection[Channel]) -> tuple[str, ...]:
    """The ways by which answers came, the web always among them."""
    ways = {
        Channel.EMAIL: _("E-mail"),
        Channel.FILE: _("Files handed over"),
        Channel.PAPER: _("Letters on paper"),
    }
    return (_("The web, through Yttra"), *(way for each, way in ways.items() if each in used))
