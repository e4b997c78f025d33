"""Forms for the rule of approval, and for withdrawing an edition."""

from wtforms import BooleanField
from wtforms.validators import DataRequired

from webapp.core.forms import AtMost, Form, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.forms import LONGEST_WORDS


class NeedsApprovalForm(Form):
    """Whether a report is published only when it is approved."""

    needs_approval = BooleanField(_l("The report is published only when an approver approves it"))


class WithdrawForm(Form):
    """Why a published edition is withdrawn."""

    reason = TextField(
        _l("Why it is withdrawn"),
        [DataRequired(_l("Write why the edition is withdrawn.")), AtMost(LONGEST_WORDS)],
    )
