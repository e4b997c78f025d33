"""Forms of those who answer, and the staff's filter of the list."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from webapp.core import rendering
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.addresses import find_normalised
from webapp.responses import labels
from webapp.responses.forms.written import WrittenForm
from webapp.responses.models import Change, CommentKind, Importance, OwnSpace, Position, Stage
from webapp.responses.service.saving import Began
from webapp.responses.service.signing import Sender
from webapp.responses.service.spaces import Remark, Statement
from webapp.rounds.forms import DayField

LONGEST_COMMENT = 20_000
LONGEST_STATEMENT = 100_000


class CommentForm(WrittenForm):
    """One comment on a section or a block of it."""

    kind = RadioField(
        _l("What kind of comment is it?"), default="general", validators=[InputRequired()]
    )
    text = TextField(_l("Your comment"), validators=[Optional(), AtMost(LONGEST_COMMENT)])
    proposed_wording = TextField(
        _l("Proposed new wording"), validators=[Optional(), AtMost(LONGEST_COMMENT)]
    )
    position = SelectField(_l("Position on what you comment on"), validators=[Optional()])
    importance = SelectField(_l("How much does it matter?"), validators=[Optional()])
    block = HiddenField()
    form_key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the labels of kinds and positions in the reader's language."""
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(labels.KIND_CHOICES)
        self.position.choices = choices({"": _l("None in particular"), **labels.IN_SECTION})
        self.importance.choices = choices({"": _l("Not said"), **labels.IMPORTANCES})

    def remark(self, *, quote: str = "", change: Change | None = None) -> Remark:
        """The comment as it was typed; a wording that only repeats `quote` proposes nothing.

        `change`: where a paragraph is put in or taken away.
        """
        return _remark(self.data, quote, change)

    def start(self, *, quote: str = "", change: Change | None = None) -> Began:
        """What the page began from, to be read as `remark` reads what was typed."""
        return self.origin(lambda values: _remark(values, quote, change))


def _remark(values: Mapping[str, Any], quote: str, change: Change | None) -> Remark:
    wording = values.get("proposed_wording") or ""
    if change is Change.REMOVE or (change is None and wording.split() == quote.split()):
        wording = ""
    return Remark(
        text=values.get("text") or "",
        kind=member(CommentKind, values.get("kind")) or CommentKind.GENERAL,
        position=member(Position, values.get("position")),
        proposed_wording=wording,
        change=change or (Change.REPLACE if wording and quote else None),
        importance=member(Importance, values.get("importance")),
    )


class StatementForm(WrittenForm):
    """The overall position and the general statement."""

    position = RadioField(
        _l("What is the position on the proposal as a whole?"),
        validators=[InputRequired(_l("Choose a position."))],
    )
    statement = TextField(
        _l("General statement"), validators=[Optional(), AtMost(LONGEST_STATEMENT)]
    )
    language = SelectField(_l("Language of the answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the labels of positions in the reader's language."""
        super().__init__(*args, **kwargs)
        self.position.choices = choices(labels.CHOICES)
        self.language.choices = choices(rendering.LANGUAGES)

    @property
    def lacks_position_alone(self) -> bool:
        """Whether the one thing wrong is that no position is chosen yet."""
        return set(self.errors) == {"position"} and not self.position.data

    def typed(self) -> Statement:
        """What was filled in. A draft may lack the position."""
        return _statement(self.data)

    def start(self) -> Began:
        """What the page began from, to be read as `typed` reads what was typed."""
        return self.origin(_statement)


def _statement(values: Mapping[str, Any]) -> Statement:
    chosen = member(Position, values.get("position"))
    return Statement(
        chosen if chosen in labels.CHOICES else None,
        values.get("statement") or "",
        values.get("language") or rendering.DEFAULT_LANGUAGE,
    )


class SenderForm(Form):
    """Who answers, where nobody was invited."""

    who = RadioField(
        _l("Who are you answering for?"), default="person", validators=[InputRequired()]
    )
    name = LineField(_l("Name"), validators=[InputRequired(_l("Fill in the name.")), AtMost(200)])
    named = BooleanField(_l("My name may be shown where answers are published"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the two kinds of senders."""
        super().__init__(*args, **kwargs)
        self.who.choices = choices(
            {
                "person": _l("Myself, as a private person"),
                "child": _l("A child, as guardian"),
                "body": _l("An organisation that was not invited"),
            }
        )

    def sender(self) -> Sender:
        """Who it was."""
        return Sender(
            self.name.data or "",
            named=bool(self.named.data),
            for_body=self.who.data == "body",
            for_child=self.who.data == "child",
        )

    @staticmethod
    def chosen(space: OwnSpace) -> str:
        """Whom the space answers for, as the form says it."""
        return "body" if space.for_body else "child" if space.for_child else "person"


class ReviewForm(Form):
    """The button that submits, and what it submits."""

    stage = RadioField(_l("Is this the final answer?"), default=Stage.FINAL.value)
    decides_on = DayField(_l("If it is preliminary: when do you decide?"), validators=[Optional()])
    submission_key = HiddenField()
    served = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the two stages."""
        super().__init__(*args, **kwargs)
        self.stage.choices = choices(labels.STAGE_CHOICES)


class ConfirmForm(Form):
    """A button alone: what it does takes a person's press."""


class JoinForm(Form):
    """A member of the public gives an address, to be confirmed."""

    email = LineField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Fill in your e-mail address.")), AtMost(320)],
    )
    proof = HiddenField()
    """What the browser has calculated, where it had to (`accounts.proof`)."""

    def validate_email(self, field: Field) -> None:
        """Refuse what is not an address."""
        address = find_normalised(field.data or "")
        if address is None:
            raise ValidationError(
                _l("This does not look like an e-mail address. It should be like name@example.se.")
            )
        field.data = address


AWAITED = "awaited"

UNDECIDED = "undecided"
"""What an address calls late answers that wait for a decision."""


class FilterForm(Form):
    """Narrows the staff's list."""

    class Meta:
        """A filter is a GET and changes nothing."""

        csrf = False

    form = SelectField(_l("Kind of answer"), validators=[Optional()])
    position = SelectField(_l("Position"), validators=[Optional()])
    time = SelectField(_l("Time"), validators=[Optional()])
    stage = SelectField(_l("Preliminary"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the labels in the reader's language."""
        super().__init__(*args, **kwargs)
        every = {"": _l("All")}
        self.form.choices = choices(every | dict(labels.FORMS))
        self.position.choices = choices(every | dict(labels.POSITIONS))
        times = {
            "on_time": _l("In time"),
            "late": _l("Late"),
            UNDECIDED: _l("Late, and nobody has decided on it"),
        }
        self.time.choices = choices(every | times)
        self.stage.choices = choices(every | {AWAITED: _l("Await their final")})
