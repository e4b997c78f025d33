"""Forms of what a body's people do together: giving out sections, internal comments, approval."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, Form, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Member
from webapp.responses.service.assignments import Places
from webapp.responses.service.remarks import Note
from webapp.rounds.forms import DayField

LONGEST_NOTE = 10_000


def _names(people: Sequence[Member]) -> dict[str, str]:
    return {str(each.id): each.participant.display_name for each in people}


class AssignForm(Form):
    """Which sections and questions someone takes care of, and until when."""

    person = SelectField(_l("Who takes care of them?"), validators=[Optional()])
    day = DayField(_l("To be done by"), validators=[Optional()])
    places = SelectMultipleField(
        _l("Sections and questions"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(
        self, people: Sequence[Member], titles: Mapping[uuid.UUID, str], *args: Any, **kwargs: Any
    ) -> None:
        """With the people and the places to choose among."""
        super().__init__(*args, **kwargs)
        self._people = {str(each.id): each for each in people}
        self.person.choices = choices({"": _l("Nobody: free again"), **_names(people)})
        self.places.choices = choices(titles)

    @property
    def to(self) -> Member | None:
        """Who was chosen."""
        return self._people.get(self.person.data or "")

    def chosen(self, questions: frozenset[uuid.UUID]) -> Places:
        """What was chosen; what is not among `questions` is a section."""
        keys = frozenset(key for each in self.places.data or () if (key := identifier(each)))
        return Places(keys - questions, keys & questions)


class NoteForm(Form):
    """An internal comment."""

    about = SelectField(_l("What is it about?"), validators=[Optional()])
    text = TextField(
        _l("To your colleagues"),
        validators=[
            InputRequired(_l("Write something to your colleagues.")),
            AtMost(LONGEST_NOTE),
        ],
    )
    people = SelectMultipleField(
        _l("Who is it for?"),
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    comment = HiddenField()
    form_key = HiddenField()

    def __init__(
        self, people: Sequence[Member], titles: Mapping[uuid.UUID, str], *args: Any, **kwargs: Any
    ) -> None:
        """With the colleagues and the sections to choose among."""
        super().__init__(*args, **kwargs)
        self.people.choices = choices(
            {str(each.participant_id): each.participant.display_name for each in people}
        )
        self.about.choices = choices({"": _l("The answer as a whole"), **titles})

    def note(self) -> Note:
        """What was typed."""
        people = frozenset(key for each in self.people.data or () if (key := identifier(each)))
        return Note(
            self.text.data or "", identifier(self.about.data), identifier(self.comment.data), people
        )

    def key(self) -> uuid.UUID:
        """The form's own key; a form without a good one is taken as new."""
        return identifier(self.form_key.data) or uuid7()


class ReleaseForm(Form):
    """Who is asked to approve the answer."""

    person = SelectField(
        _l("Who approves?"), validators=[InputRequired(_l("Choose who approves."))]
    )
    message = TextField(_l("A few words to the approver"), validators=[Optional(), AtMost(2000)])

    def __init__(self, people: Sequence[Member], *args: Any, **kwargs: Any) -> None:
        """With the people to choose among."""
        super().__init__(*args, **kwargs)
        self._people = {str(each.id): each for each in people}
        self.person.choices = choices(_names(people))

    @property
    def to(self) -> Member:
        """Who was chosen."""
        return self._people[self.person.data]


class DecideForm(Form):
    """Approve, or return with a reason."""

    reason = TextField(_l("Why do you return it?"), validators=[Optional(), AtMost(4000)])
    read = HiddenField()


class FourEyesForm(Form):
    """Whether someone other than the writer must approve."""

    four_eyes = BooleanField(
        _l("The answer must be approved by someone other than who wrote or released it")
    )
