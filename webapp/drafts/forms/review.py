"""Forms for notes and preview links."""

import uuid
from collections.abc import Sequence

from wtforms import IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired

from webapp.accounts.models import User
from webapp.core.forms import AtMost, Form, LineField, TextField, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts import blocks
from webapp.drafts.forms.approvals import names
from webapp.drafts.models import Block, Section
from webapp.drafts.service import USUAL_DAYS, NoteEntry

LONGEST_NOTE_TEXT = 4_000
EXCERPT = 60


class NoteForm(Form):
    """A note on a section or one of its blocks."""

    text = TextField(_l("Note"), [DataRequired(_l("Write the note.")), AtMost(LONGEST_NOTE_TEXT)])
    block = SelectField(_l("About"), coerce=identifier, validate_choice=False)
    assignee = SelectField(_l("For whom to deal with"), coerce=identifier, validate_choice=False)

    def entry(self, people: Sequence[User]) -> NoteEntry:
        """What was typed."""
        chosen = next((each for each in people if each.id == self.assignee.data), None)
        return NoteEntry(self.text.data or "", self.block.data, chosen)


class ReplyForm(Form):
    """An answer to a note."""

    text = TextField(_l("Reply"), [DataRequired(_l("Write the reply.")), AtMost(LONGEST_NOTE_TEXT)])


class PreviewForm(Form):
    """For whom a preview link is, and for how long it is good."""

    recipient = LineField(
        _l("For whom"), [DataRequired(_l("Write whom the link is for.")), AtMost(200)]
    )
    days = IntegerField(
        _l("Good for how many days"),
        [InputRequired(_l("Write for how many days."))],
        default=USUAL_DAYS,
    )


def note_form(section: Section, people: Sequence[User], *, is_sent: bool = True) -> NoteForm:
    """The form with the blocks of a section, and the colleagues to choose from.

    What was sent is another form's where `is_sent` says that this one was not.
    """
    form = NoteForm() if is_sent else NoteForm(formdata=None)
    form.block.choices = [("", _l("The whole section")), *map(_choice, section.blocks)]
    form.assignee.choices = [("", _l("Nobody in particular")), *names(people)]
    return form


def _choice(block: Block) -> tuple[uuid.UUID, str]:
    text = blocks.plain(localised(block.text))
    words = " ".join(text.split())
    return block.key, words if len(words) <= EXCERPT else f"{words[:EXCERPT]} …"
