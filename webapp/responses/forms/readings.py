"""Forms by which staff say how they read a response, and by which its sender puts that right."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels

LONGEST_QUOTE = 2_000
LONGEST_REASON = 2_000


class ReadingForm(Form):
    """The position that staff read in a letter, and the sentence that shows it."""

    position = RadioField(
        _l("How do you read the letter?"), validators=[InputRequired(_l("Choose a position."))]
    )
    quote = TextField(
        _l("The sentence that shows it"),
        validators=[
            InputRequired(_l("Copy the sentence from the response.")), AtMost(LONGEST_QUOTE)
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the positions in the reader's language."""
        super().__init__(*args, **kwargs)
        self.position.choices = choices(labels.IN_SECTION)


class PutRightForm(Form):
    """The position that a letter takes, as its sender says."""

    position = RadioField(
        _l("What is your position on the proposal as a whole?"),
        validators=[InputRequired(_l("Choose a position."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the positions in the words of whoever takes them."""
        super().__init__(*args, **kwargs)
        self.position.choices = choices(labels.CHOICES)


class LateForm(Form):
    """Whether a late response is considered, and why."""

    considered = RadioField(
        _l("Is the late response considered?"),
        validators=[InputRequired(_l("Choose one of the three."))],
    )
    reason = TextField(_l("Reason"), validators=[AtMost(LONGEST_REASON)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the three answers in the reader's language."""
        super().__init__(*args, **kwargs)
        self.considered.choices = choices(labels.CONSIDERED)
