"""Forms for the approval of an edition, and for withdrawing one."""

from collections.abc import Sequence

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired

from webapp.accounts.models import User
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision

LONGEST_TEXT = 4_000


class AskApprovalForm(Form):
    """Whom to ask for approval, and what to say to them."""

    approver = SelectField(_l("Who is to approve"), coerce=identifier, validate_choice=False)
    message = TextField(_l("Message"), [AtMost(LONGEST_TEXT)])

    @classmethod
    def among(cls, approvers: Sequence[User]) -> "AskApprovalForm":
        """The form with those who may approve."""
        form = cls()
        form.approver.choices = [
            (each.id, ", ".join(filter(None, [each.name, each.title]))) for each in approvers
        ]
        return form


class DecideApprovalForm(Form):
    """What an approver says of an edition."""

    outcome = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose whether you approve the report."))],
        choices=choices(
            {
                ApprovalOutcome.APPROVED.value: _l("I approve the report"),
                ApprovalOutcome.RETURNED.value: _l("I send it back"),
            }
        ),
    )
    delegation = LineField(_l("By what right"), [AtMost(300)])
    reason = TextField(_l("Reason"), [AtMost(LONGEST_TEXT)])

    def decision(self) -> Decision:
        """What was chosen and typed."""
        outcome = ApprovalOutcome(self.outcome.data)
        return Decision(outcome, self.delegation.data or "", self.reason.data or "")


class NeedsApprovalForm(Form):
    """Whether a report is published only when it is approved."""

    needs_approval = BooleanField(_l("The report is published only when an approver approves it"))


class WithdrawForm(Form):
    """Why a published edition is withdrawn."""

    reason = TextField(
        _l("Why it is withdrawn"),
        [DataRequired(_l("Write why the edition is withdrawn.")), AtMost(LONGEST_TEXT)],
    )
