"""Forms of joint answers: which body to ask, and what a body that is asked says."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from webapp.core.forms import AtMost, Form, LineField, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels
from webapp.responses.models import Said
from webapp.responses.service.joint import Word


class SayForm(Form):
    """Yes or no to a joint answer, who says it, and why."""

    said = RadioField(
        _l("Do you answer jointly?"), validators=[InputRequired(_l("Choose yes or no."))]
    )
    by = LineField(_l("Your name"), validators=[Optional(), AtMost(200)])
    reason = TextField(_l("Why?"), validators=[Optional(), AtMost(2000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With yes and no in the reader's language."""
        super().__init__(*args, **kwargs)
        self.said.choices = choices(labels.SAID)

    def word(self) -> Word:
        """What was said."""
        return Word(Said(self.said.data), self.by.data or "", (self.reason.data or "").strip())


class LeaveForm(Form):
    """Why a body leaves a joint answer that is submitted, and who says so."""

    by = LineField(_l("Your name"), validators=[Optional(), AtMost(200)])
    reason = TextField(
        _l("Why do you leave it?"),
        validators=[InputRequired(_l("Say why you leave the joint answer.")), AtMost(2000)],
    )

    def word(self) -> Word:
        """What was said."""
        return Word(Said.NO, self.by.data or "", (self.reason.data or "").strip())
