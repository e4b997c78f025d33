"""Forms for freezing versions."""

from wtforms.validators import DataRequired

from webapp.core.forms import AtMost, Form, LineField, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.forms.sections import LONGEST_TITLE

LONGEST_NOTE = 4_000


class FreezeForm(Form):
    """The name of a version, and what has become of the text since the one before."""

    name = LineField(
        _l("Name of the version"),
        [DataRequired(_l("Write a name, such as “Consultation draft”.")), AtMost(LONGEST_TITLE)],
    )
    note = TextField(_l("Note"), [AtMost(LONGEST_NOTE)])
