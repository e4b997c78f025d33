"""The forms by which a point changes the text that is being written."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from webapp.assessment.service import Wording
from webapp.core.forms import AtMost, Form, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l

LONGEST_WORDING = 50_000


class WordingForm(Form):
    """The paragraph as it is to be, and what it said when the form was opened."""

    text = TextField(_l("The new wording"), validators=[AtMost(LONGEST_WORDING)])
    seen = HiddenField()
    block = HiddenField()

    @classmethod
    def beginning(cls, text: str, seen: str, block: uuid.UUID | None) -> "WordingForm":
        """The form with a wording to begin from, in the paragraph `block`."""
        return cls(formdata=None, data={"text": text, "seen": seen, "block": str(block or "")})

    def wording(self) -> Wording:
        """What was written."""
        seen = (self.seen.data or "").replace("\r\n", "\n")
        return Wording(self.text.data or "", seen, identifier(self.block.data))


class LinkForm(Form):
    """Which change in the text came of the point."""

    change = RadioField(
        _l("Which change in the text came of the point?"),
        validators=[InputRequired(_l("Choose a change."))],
        validate_choice=True,
    )

    @classmethod
    def among(cls, changes: Sequence[tuple[str, str]], **kwargs: Any) -> "LinkForm":
        """The form, with the changes by name to choose among."""
        form = cls(**kwargs)
        form.change.choices = choices(dict(changes))
        return form
