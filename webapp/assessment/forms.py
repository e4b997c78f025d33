"""The form by which a point is decided on."""

from wtforms import HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from webapp.assessment.labels import DECISIONS
from webapp.assessment.models import Decision, Point
from webapp.assessment.service import LONGEST_REPLY, Verdict
from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l


class DecisionForm(Form):
    """The decision on one point, and the reasons."""

    decision = RadioField(
        _l("Decision"),
        choices=choices(DECISIONS),
        validators=[InputRequired(_l("Choose a decision."))],
    )
    reply = TextField(_l("Reply with reasons"), validators=[AtMost(LONGEST_REPLY)])
    revision = IntegerField(widget=HiddenInput())
    after = HiddenField()
    """Where to go on afterwards: the page's address."""

    @classmethod
    def of(cls, point: Point) -> "DecisionForm":
        """The form for `point`, with what is decided so far, and ids of its own on the page."""
        form = cls(
            formdata=None,
            data={
                "decision": point.decision.value if point.decision else None,
                "reply": point.reply,
            },
        )
        form.renumber(point)
        return form

    def renumber(self, point: Point) -> None:
        """Make the form that of `point` as it is now; what was typed in it stays."""
        self.revision.data = point.revision
        for field in self:
            field.id = f"{field.name}-{point.number}"

    def verdict(self) -> Verdict:
        """What the officer decided."""
        return Verdict(
            decision=Decision(self.decision.data),
            reply=self.reply.data or "",
            revision=self.revision.data or 0,
        )


class FinishForm(Form):
    """The button that calls the assessment complete."""
