"""The form by which a file is attached to an answer."""

import uuid

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, LineField, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.forms.uploads import UploadingForm


class AttachmentForm(UploadingForm):
    """A file, and what it is."""

    file = FileField(_l("File"))
    note = LineField(
        _l("What is it, or which comment does it support?"), validators=[Optional(), AtMost(200)]
    )
    is_minutes = BooleanField(_l("These are the minutes of the decision behind the answer"))
    form_key = HiddenField(default=lambda: str(uuid7()))

    def key(self) -> uuid.UUID:
        """The form's own key; a form without a good one is taken as new."""
        return identifier(self.form_key.data) or uuid7()
