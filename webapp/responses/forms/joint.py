"""Forms of joint answers: which body to ask, and what a body that is asked says."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts.models import Section
from webapp.responses import labels
from webapp.responses.forms.answering import LONGEST_COMMENT
from webapp.responses.models import Said
from webapp.responses.service.joint import Word
from webapp.responses.service.spaces import Place, Remark


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


class JointCommentForm(Form):
    """A comment of a body that answers jointly, in the answer that another writes."""

    section = SelectField(
        _l("What is it about?"), validators=[InputRequired(_l("Choose a place in the text."))]
    )
    text = TextField(_l("Your comment"), validators=[Optional(), AtMost(LONGEST_COMMENT)])
    proposed_wording = TextField(
        _l("Proposed new wording"), validators=[Optional(), AtMost(LONGEST_COMMENT)]
    )
    form_key = HiddenField(default=lambda: str(uuid7()))

    @classmethod
    def among(cls, sections: Iterable[Section], **kwargs: Any) -> Self:
        """The form with the sections that take comments."""
        form = cls(**kwargs)
        titles = {
            str(each.key): f"{each.number} {localised(each.title)}".strip()
            for each in sections
            if not each.is_locked
        }
        form.section.choices = choices({"": _l("Choose …"), **titles})
        return form

    def place(self) -> Place:
        """What it is about."""
        return Place(uuid.UUID(self.section.data))

    def remark(self) -> Remark:
        """What it says."""
        return Remark(self.text.data or "", proposed_wording=self.proposed_wording.data or "")

    def key(self) -> uuid.UUID:
        """The form's own key; a form without a good one is taken as new."""
        return identifier(self.form_key.data) or uuid7()


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
