"""Forms for what is put before an approver."""

import uuid
from collections.abc import Sequence
from typing import Self

from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.accounts.models import User
from webapp.core.errors import DomainError
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision

LONGEST_WORDS = 4_000


class AskApprovalForm(Form):
    """Whom to ask for approval, and what to say to them."""

    approver = SelectField(_l("Who is to approve"), coerce=identifier, validate_choice=False)
    message = TextField(_l("Message"), [AtMost(LONGEST_WORDS)])
    approvers: Sequence[User] = ()
    """Whom there is to ask. Nobody approves their own request."""

    @classmethod
    def among(cls, colleagues: Sequence[User], *, asker: User) -> Self:
        """The form with those of the colleagues whom `asker` may ask."""
        form = cls()
        form.approvers = [each for each in colleagues if each.id != asker.id]
        form.approver.choices = names(form.approvers)
        return form

    def chosen(self) -> User:
        """Whom to ask.

        Raises:
            DomainError: it is none of the approvers.
        """
        found = next((each for each in self.approvers if each.id == self.approver.data), None)
        if found is None:
            raise DomainError(_l("Choose someone who may approve."), field="approver")
        return found


class DecideApprovalForm(Form):
    """What an approver says, of a text or of a report."""

    outcome = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose whether you approve it."))],
        choices=choices(
            {
                ApprovalOutcome.APPROVED.value: _l("I approve it"),
                ApprovalOutcome.RETURNED.value: _l("I send it back"),
            }
        ),
    )
    delegation = LineField(_l("By what right"), [AtMost(300)])
    reason = TextField(_l("Reason"), [AtMost(LONGEST_WORDS)])

    def decision(self) -> Decision:
        """What was chosen and typed."""
        outcome = ApprovalOutcome(self.outcome.data)
        return Decision(outcome, self.delegation.data or "", self.reason.data or "")


class NeedsApprovalForm(Form):
    """Whether versions are frozen only when their text is approved."""

    needs_approval = BooleanField(_l("A version is frozen only when its text is approved"))
    rule = HiddenField(default="1")


def names(people: Sequence[User]) -> list[tuple[uuid.UUID, str]]:
    """Colleagues to choose from, each with a title."""
    return [(each.id, ", ".join(filter(None, [each.name, each.title]))) for each in people]
