"""What forms share that take a file: as it is in the form, or as it came before, piece by piece."""

import uuid

from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Regexp, StopValidation

from webapp.core.database import uuid7
from webapp.core.forms import Form, LineField, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import filekinds


class UploadingForm(Form):
    """A form with a file in it."""

    most = filekinds.MOST_BYTES
    uploaded = HiddenField()
    """The token of a file that came before the form."""
    form_key = HiddenField(default=lambda: str(uuid7()))

    def key(self) -> uuid.UUID:
        """The form's own key; a form without a good one is taken as new."""
        return identifier(self.form_key.data) or uuid7()

    def validate_file(self, field: FileField) -> None:
        """Raise StopValidation where there is a file in neither way."""
        if not (self.uploaded.data or field.data):
            raise StopValidation(str(_l("Choose a file.")))


class AnnouncedForm(Form):
    """What a browser says of a file before it sends it."""

    name = LineField(validators=[InputRequired()])
    size = IntegerField(validators=[InputRequired()])
    sha256 = StringField(validators=[Regexp("^[0-9a-f]{64}$")])
