"""The form of what a round's text says, in plain language."""

from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import texts
from webapp.rounds.models import Round

MOST = 6000


class SummaryForm(Form):
    """A summary in plain language, by language."""

    summary_sv = TextField(_l("In Swedish"), validators=[AtMost(MOST)])
    summary_en = TextField(_l("In English"), validators=[AtMost(MOST)])

    @classmethod
    def about(cls, round_: Round) -> "SummaryForm":
        """The form with what is said now."""
        return cls(data={f"summary_{tag}": text for tag, text in round_.summary.items()})

    def text(self) -> Localised:
        """What the form says, by language."""
        return texts(sv=self.summary_sv.data or "", en=self.summary_en.data or "")
