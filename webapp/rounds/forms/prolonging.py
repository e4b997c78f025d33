"""Forms that give everyone, some, or one body longer."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, Form, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import show_date
from webapp.rounds.forms.fields import DayField, texts
from webapp.rounds.models import Extension, Invitation, Round
from webapp.rounds.policy import last_day
from webapp.rounds.service import Decision

MOST_WORDS = 2000

OUTAGE = {
    "outage_sv": "Webbplatsen fungerade inte som den skulle. Alla får 24 timmar till.",
    "outage_en": "The website did not work as it should. Everyone gets 24 hours more.",
}
"""What stands in the form for 24 hours more: both languages, whoever reads the page."""


class DayMoreForm(Form):
    """24 hours more for everyone, and why. It shares a page with `DayForAllForm`."""

    outage_sv = TextField(
        _l("Why, in Swedish"),
        validators=[DataRequired(_l("Say why in Swedish.")), AtMost(MOST_WORDS)],
    )
    outage_en = TextField(_l("Why, in English"), validators=[AtMost(MOST_WORDS)])
    outage_seen = HiddenField()
    """The last day that the page showed: what was changed meanwhile is not changed again."""

    @classmethod
    def on(cls, round_: Round) -> "DayMoreForm":
        """The form for the round as it is, with what is usually said."""
        return cls(outage_seen=round_.deadline.isoformat(), **OUTAGE)

    def decision(self) -> Decision:
        """What the form says."""
        return Decision(
            texts(sv=self.outage_sv.data, en=self.outage_en.data), self.outage_seen.data or ""
        )


class DayForAllForm(Form):
    """A new last day for all, and why."""

    day = DayField(
        _l("New last day to answer"), validators=[InputRequired(_l("Fill in the new last day."))]
    )
    reason_sv = TextField(
        _l("Why, in Swedish"),
        validators=[DataRequired(_l("Say why in Swedish.")), AtMost(MOST_WORDS)],
    )
    reason_en = TextField(_l("Why, in English"), validators=[AtMost(MOST_WORDS)])
    seen = HiddenField()
    """The last day that the page showed: what was changed meanwhile is not changed again."""

    @classmethod
    def on(cls, round_: Round) -> "DayForAllForm":
        """The form for the round as it is."""
        return cls(seen=round_.deadline.isoformat())

    def decision(self) -> Decision:
        """What the form says."""
        reason = texts(sv=self.reason_sv.data or "", en=self.reason_en.data or "")
        return Decision(reason, self.seen.data or "", self.day.data)


class DayForSomeForm(Form):
    """A later day for the bodies that are chosen."""

    body = SelectMultipleField(
        _l("Bodies"),
        choices=[],
        coerce=identifier,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[DataRequired(_l("Choose at least one body."))],
    )
    day = DayField(
        _l("New last day for them"), validators=[InputRequired(_l("Fill in the new last day."))]
    )
    answer = TextField(_l("What you want to say to them"), validators=[AtMost(MOST_WORDS)])

    def offer(self, bodies: Sequence[Invitation]) -> None:
        """Let the form choose among `bodies`, each with its last day."""
        self.body.choices = [
            SelectChoice(
                str(each.id),
                _l(
                    "%(name)s (last day %(day)s)",
                    name=each.name,
                    day=show_date(last_day(each.round, each), "d MMM y"),
                ),
            )
            for each in bodies
        ]


class DecisionForm(Form):
    """Whether a body gets the time that it asked for."""

    decision = RadioField(
        _l("Your decision"),
        choices=choices({"grant": _l("Yes, give more time"), "deny": _l("No, the day stands")}),
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    day = DayField(_l("Last day for this body"), validators=[Optional()])
    answer = TextField(_l("What you want to say to the body"), validators=[AtMost(MOST_WORDS)])

    @classmethod
    def on(cls, extension: Extension) -> "DecisionForm":
        """The form with the day that was asked for."""
        return cls(day=extension.asked_day)

    def validate(self, extra_validators: Any = None) -> bool:
        """As a form does; a yes needs a day, and a no needs a reason."""
        sound = bool(super().validate(extra_validators))
        if self.decision.data == "grant" and not self.day.data and not self.day.errors:
            self.day.errors = [_l("Fill in the new last day.")]
            sound = False
        if self.decision.data == "deny" and not self.answer.data:
            self.answer.errors = [_l("Say why the day stands.")]
            sound = False
        return sound
