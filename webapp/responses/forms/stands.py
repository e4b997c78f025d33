"""The form of a position on one section."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from webapp.core.forms import Form, choices, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels
from webapp.responses.models import Position


class StandForm(Form):
    """Where the body stands on a section as a whole."""

    stand = RadioField(_l("Your position on the section as a whole"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the positions, and none."""
        super().__init__(*args, **kwargs)
        self.stand.choices = choices({**labels.STANDS, "": _l("None in particular")})

    @property
    def position(self) -> Position | None:
        """What was chosen."""
        return member(Position, self.stand.data)
