"""Forms of one body's invitation."""

import uuid

from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired

from webapp.core import clock
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import ADDRESS, DayField, WallClockField
from webapp.rounds.labels import NOTE_KINDS
from webapp.rounds.models import InvitationNote


class AddressForm(Form):
    """Where one body's invitation is to go instead."""

    email = LineField(_l("Correct e-mail address"), validators=ADDRESS)


class NoteForm(Form):
    """A contact with one body beside the e-mails."""

    kind = SelectField(_l("What kind of contact?"), choices=choices(NOTE_KINDS), default="phone")
    at = WallClockField(
        _l("When, in Swedish time"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        validators=[InputRequired(_l("Fill in when it was."))],
    )
    text = TextField(
        _l("What was said?"),
        validators=[DataRequired(_l("Write what was said.")), AtMost(4000)],
    )
    corrects = HiddenField()

    @classmethod
    def correcting(cls, note: InvitationNote | None) -> "NoteForm":
        """An empty form, about now; or one that says what `note` says, to be put right."""
        at = clock.local(note.at if note else clock.now()).replace(tzinfo=None)
        if note is None:
            return cls(formdata=None, at=at)
        said = {"kind": note.kind, "text": note.text, "corrects": str(note.id)}
        return cls(formdata=None, at=at, **said)

    @property
    def corrected(self) -> uuid.UUID | None:
        """The note that this one puts right."""
        return identifier(self.corrects.data)


class ExtensionForm(Form):
    """Until when one body may answer."""

    day = DayField(
        _l("New last day for this body"),
        validators=[InputRequired(_l("Fill in the new last day."))],
    )
