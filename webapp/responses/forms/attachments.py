"""The form by which a file is attached to an answer."""

import uuid
from collections.abc import Mapping
from typing import Any, Self

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, Form, LineField
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels
from webapp.responses.forms.uploads import UploadingForm
from webapp.responses.forms.written import RememberingForm
from webapp.responses.models import OwnAttachment, OwnSpace


class AboutFileForm(Form):
    """What an attached file is, and what in the answer it supports."""

    note = LineField(_l("What is it?"), validators=[Optional(), AtMost(200)])
    supports = SelectMultipleField(
        _l("What in the answer does it support?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
        validate_choice=False,  # What was taken away meanwhile is no fault of who sends the form.
    )

    def offer(self, space: OwnSpace, sections: Mapping[uuid.UUID, Any]) -> Self:
        """Let it choose among all that is in the answer."""
        self.supports.choices = labels.supportable(space, sections)
        return self


class DescribeFileForm(AboutFileForm, RememberingForm):
    """The same of a file that is attached already, which a colleague may be telling of too."""

    @classmethod
    def of(
        cls, file: OwnAttachment, space: OwnSpace, sections: Mapping[uuid.UUID, Any], **kwargs: Any
    ) -> Self:
        """The form with what is said of the file."""
        form = cls(data={"note": file.note, "supports": file.supports}, **kwargs)
        return form.offer(space, sections)

    def typed(self) -> dict[str, Any]:
        """What was filled in, by the names of the fields."""
        return {"note": self.note.data or "", "supports": list(self.supports.data or ())}


class AttachmentForm(AboutFileForm, UploadingForm):
    """A file, and what it is."""

    file = FileField(_l("File"))
    is_minutes = BooleanField(_l("These are the minutes of the decision behind the answer"))
