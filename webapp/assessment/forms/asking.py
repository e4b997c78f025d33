"""The forms by which a sender is asked and answers, and by which staff write to each other."""

from wtforms.validators import DataRequired

from webapp.assessment.models import NoteKind
from webapp.assessment.service import LONGEST_ANSWER, LONGEST_NOTE, LONGEST_QUESTION, Said
from webapp.core.database import uuid7
from webapp.core.forms import AtMost, KeyedForm, LineField, TextField
from webapp.core.rendering import lazy_gettext as _l


class AskForm(KeyedForm):
    """A question to the sender of a point."""

    question = TextField(
        _l("Your question to the sender"),
        validators=[DataRequired(_l("Write the question.")), AtMost(LONGEST_QUESTION)],
    )

    @classmethod
    def fresh(cls) -> "AskForm":
        """An empty form, which asks once however often it is sent."""
        return cls(formdata=None, data={"key": str(uuid7())})


class ClarifyForm(KeyedForm):
    """What the sender answers."""

    text = TextField(
        _l("Your answer"),
        validators=[DataRequired(_l("Write your answer.")), AtMost(LONGEST_ANSWER)],
    )
    name = LineField(
        _l("Your name"), validators=[DataRequired(_l("Write your name.")), AtMost(200)]
    )

    @classmethod
    def fresh(cls) -> "ClarifyForm":
        """An empty form, which is kept once however often it is sent."""
        return cls(formdata=None, data={"key": str(uuid7())})

    def said(self) -> Said:
        """What was answered."""
        return Said(text=self.text.data or "", name=self.name.data or "", key=self.made_key())


class NoteForm(KeyedForm):
    """Something that staff write to each other about a point."""

    text = TextField(
        _l("Write to your colleagues"),
        validators=[DataRequired(_l("Write something first.")), AtMost(LONGEST_NOTE)],
    )

    @classmethod
    def every(cls) -> dict[NoteKind, "NoteForm"]:
        """An empty form of each kind."""
        return {kind: cls.of(kind) for kind in NoteKind}

    @classmethod
    def of(cls, kind: NoteKind, *, sent: bool = False) -> "NoteForm":
        """The form of one kind, with ids of its own on the page; as it was sent, or empty."""
        form = cls() if sent else cls(formdata=None, data={"key": str(uuid7())})
        if kind is NoteKind.OPINION:
            form.text.label.text = _l("Write an expert's opinion")
        for field in form:
            field.id = f"{kind.value}-{field.name}"
            field.label.field_id = field.id
        return form
