"""Forms for taking Word files in."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import Form, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels
from webapp.drafts.models import TrackedChanges


class ImportForm(Form):
    """A Word file, the language it is in, and consent to replace what is there."""

    file = FileField(_l("Word document (.docx)"), [FileRequired(_l("Choose a file."))])
    language = RadioField(
        _l("Which language is the text in?"),
        [InputRequired(_l("Choose the language of the text."))],
    )
    tracked_changes = RadioField(
        _l("If there are tracked changes in the file"),
        choices=choices(labels.TRACKED_CHANGES),
        default=TrackedChanges.ACCEPT.value,
    )
    replace = BooleanField(_l("Replace the text that is there in this language"))
