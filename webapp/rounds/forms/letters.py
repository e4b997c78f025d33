"""Forms for the e-mails of a round."""

from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import texts
from webapp.rounds.models import EmailIntro

MOST_WORDS = 2000


class IntroForm(Form):
    """What is said first in the round's e-mails on one occasion."""

    intro_sv = TextField(_l("Introduction in Swedish"), validators=[AtMost(MOST_WORDS)])
    intro_en = TextField(_l("Introduction in English"), validators=[AtMost(MOST_WORDS)])

    @classmethod
    def about(cls, intro: EmailIntro | None) -> "IntroForm":
        """The form with what is said now."""
        said = intro.text if intro else {}
        return cls(data={f"intro_{tag}": text for tag, text in said.items()})

    def text(self) -> Localised:
        """What the form says, by language."""
        return texts(sv=self.intro_sv.data or "", en=self.intro_en.data or "")
