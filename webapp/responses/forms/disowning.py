"""The form by which staff say whose an answer is that its sender's address has disowned."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels

LONGEST_REASON = 2_000


class WhoseForm(Form):
    """Whose the answer is, and how that is known."""

    outcome = RadioField(
        _l("What have you found?"), validators=[InputRequired(_l("Choose one of the two."))]
    )
    reason = TextField(
        _l("How do you know?"),
        validators=[
            InputRequired(_l("Write how you know. It is kept on the trail.")),
            AtMost(LONGEST_REASON),
        ],
    )

    hints = labels.WHOSE_HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the two outcomes in the reader's language."""
        super().__init__(*args, **kwargs)
        self.outcome.choices = choices(labels.WHOSE_CHOICES)
