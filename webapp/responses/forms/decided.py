"""The form by which a body tells of the decision behind its answer, and staff of a letter's."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, LineField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels
from webapp.responses.forms.written import WrittenForm
from webapp.responses.models import Behind, OwnSpace
from webapp.responses.service.decided import Decision, decision_of
from webapp.responses.service.saving import Began
from webapp.rounds.forms import DayField


class BehindFields:
    """The fields of a decision; a form that has them is set up by `offer_deciders`."""

    by = RadioField(_l("Who decided?"), default="", validators=[Optional()])
    body = LineField(
        _l("Name of the board, the committee or the official"),
        validators=[Optional(), AtMost(200)],
    )
    on = DayField(_l("Day of the decision"), validators=[Optional()])
    paragraph = LineField(_l("Paragraph in the minutes"), validators=[Optional(), AtMost(60)])
    number = LineField(_l("The body's own registry number"), validators=[Optional(), AtMost(100)])
    rapporteur = LineField(_l("Rapporteur"), validators=[Optional(), AtMost(200)])
    minutes = SelectMultipleField(
        _l("Which of the files are the minutes of the decision?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )


def offer_deciders(form: Any) -> None:
    """Let the form choose among those who decide, in the reader's language."""
    form.by.choices = choices({"": _l("Not said"), **labels.DECIDERS})


class DecisionForm(BehindFields, WrittenForm):
    """The decision behind an answer that is being written."""

    @classmethod
    def of(cls, space: OwnSpace, **kwargs: Any) -> "DecisionForm":
        """The form with what is written in the space, and the files that may be minutes."""
        kept = decision_of(space)
        form = cls(data={**kept.fields(), "on": kept.behind.on}, **kwargs)
        offer_deciders(form)
        form.minutes.choices = [(str(each.id), each.file.name) for each in space.attachments]
        return form

    def typed(self) -> Decision:
        """What was filled in."""
        return _decision(self.data)

    def start(self) -> Began:
        """What the page began from, to be read as `typed` reads what was typed."""
        return self.origin(_decision)


def _decision(values: Mapping[str, Any]) -> Decision:
    files: Sequence[str] = values.get("minutes") or ()
    keys: list[uuid.UUID | None] = [identifier(each) for each in files]
    return Decision(Behind.read(values), frozenset(key for key in keys if key is not None))
