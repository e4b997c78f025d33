"""What those who answer ask the authority: a question, or more time."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, Form, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms import DayField


class MoreTimeForm(Form):
    """Until when a body wants to answer, and why."""

    day = DayField(
        _l("Which day do you want to have?"),
        validators=[InputRequired(_l("Fill in the day that you want to have."))],
    )
    reason = TextField(
        _l("Why?"), validators=[InputRequired(_l("Say why you need more time.")), AtMost(2000)]
    )


class QuestionToAuthorityForm(Form):
    """A question about the round."""

    question = TextField(
        _l("Your question"), validators=[InputRequired(_l("Write your question.")), AtMost(4000)]
    )
    key = HiddenField()
    """Of the question to be: sent twice, it is one."""

    @classmethod
    def new(cls) -> "QuestionToAuthorityForm":
        """The form of a new question."""
        return cls(key=str(uuid7()))
