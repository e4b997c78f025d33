"""The form of a standard reply."""

from wtforms.validators import DataRequired

from webapp.assessment.models import StandardReply
from webapp.assessment.service import LONGEST_REPLY
from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, LineField, TextField
from webapp.core.rendering import lazy_gettext as _l


class ReplyForm(Form):
    """A standard reply in Swedish and English, under a name."""

    name = LineField(
        _l("Name"), validators=[DataRequired(_l("Give the reply a name.")), AtMost(200)]
    )
    text_sv = TextField(_l("Reply in Swedish"), validators=[AtMost(LONGEST_REPLY)])
    text_en = TextField(_l("Reply in English"), validators=[AtMost(LONGEST_REPLY)])

    @classmethod
    def of(cls, reply: StandardReply | None) -> "ReplyForm":
        """The form, with what is kept."""
        texts = reply.texts if reply else {}
        data = {f"text_{tag}": texts.get(tag, "") for tag in ("sv", "en")}
        return cls(data={"name": reply.name if reply else "", **data})

    def texts(self) -> Localised:
        """The reply by language."""
        return {"sv": self.text_sv.data or "", "en": self.text_en.data or ""}
