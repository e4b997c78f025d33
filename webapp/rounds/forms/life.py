"""Forms of the steps of a round's life."""

from wtforms.validators import DataRequired, InputRequired

from webapp.core.forms import AtMost, Form, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import WallClockField


class ScheduleForm(Form):
    """When a round is to open by itself."""

    opens_at = WallClockField(
        _l("Day and time, in Swedish time"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        validators=[InputRequired(_l("Fill in when the round is to open."))],
    )


class CancelForm(Form):
    """Why a round is stopped for good."""

    reason = TextField(
        _l("Why is it cancelled?"),
        validators=[DataRequired(_l("Say why the round is cancelled.")), AtMost(2000)],
    )
