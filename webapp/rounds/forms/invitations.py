"""Forms of one body's invitation."""

from wtforms.validators import InputRequired

from webapp.core.forms import Form, LineField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import ADDRESS, DayField


class AddressForm(Form):
    """Where one body's invitation is to go instead."""

    email = LineField(_l("Correct e-mail address"), validators=ADDRESS)


class ExtensionForm(Form):
    """Until when one body may answer."""

    day = DayField(
        _l("New last day for this body"),
        validators=[InputRequired(_l("Fill in the new last day."))],
    )
