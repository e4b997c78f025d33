"""Forms for a round's log of corrections, and of questions with their answers."""

from typing import Any

from wtforms import BooleanField
from wtforms.validators import DataRequired

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, KeyedForm, LineField, TextField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import texts
from webapp.rounds.models import Notice
from webapp.rounds.service import Words

MOST_WORDS = 10_000


class NoticeForm(KeyedForm):
    """A line of the log: a correction, or a question with its answer."""

    title_sv = LineField(
        _l("Heading in Swedish"),
        validators=[DataRequired(_l("Fill in the heading in Swedish.")), AtMost(300)],
    )
    text_sv = TextField(
        _l("Text in Swedish"),
        validators=[DataRequired(_l("Write the text in Swedish.")), AtMost(MOST_WORDS)],
    )
    title_en = LineField(_l("Heading in English"), validators=[AtMost(300)])
    text_en = TextField(_l("Text in English"), validators=[AtMost(MOST_WORDS)])
    tells_all = BooleanField(_l("Tell all invited bodies by e-mail"))

    @classmethod
    def new(cls) -> "NoticeForm":
        """The form of a new correction."""
        return cls(key=str(uuid7()), tells_all=True)

    @classmethod
    def about(cls, notice: Notice) -> "NoticeForm":
        """The form of a line that is there, or of a question to answer."""
        said: dict[str, Any] = {f"title_{tag}": text for tag, text in notice.title.items()}
        said |= {f"text_{tag}": text for tag, text in notice.text.items()}
        if not notice.title:
            said[f"title_{'en' if notice.language == 'en' else 'sv'}"] = notice.asked_text[:300]
        return cls(tells_all=notice.tells_all, **said)

    def words(self) -> Words:
        """What the form says."""
        return Words(
            texts(sv=self.title_sv.data, en=self.title_en.data),
            texts(sv=self.text_sv.data, en=self.text_en.data),
            tells_all=self.tells_all.data,
        )
