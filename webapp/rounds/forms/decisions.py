"""The form of what the board decided."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from webapp.core import access, storage
from webapp.core.errors import DomainError
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import plain_line
from webapp.core.storage import StoredFile
from webapp.drafts.models import Version
from webapp.notifications import filetypes
from webapp.rounds import papers
from webapp.rounds.forms.fields import DayField, texts
from webapp.rounds.forms.rounds import version_label
from webapp.rounds.labels import DECIDED
from webapp.rounds.models import BoardDecision, Decided
from webapp.rounds.plans import DecisionFacts

MOST_WORDS = 5_000
_MINUTES = "minutes"


class BoardDecisionForm(Form):
    """What the board decided; and, once that is published, what is corrected of it.

    A file that came with a form that could not be taken is kept: the page that says what to mend
    holds a signed note of it in `kept`, so that nobody has to choose it again.
    """

    decided_on = DayField(
        _l("Day of the decision"), validators=[InputRequired(_l("Fill in the day."))]
    )
    paragraph = LineField(_l("Paragraph (§) in the minutes"), validators=[AtMost(40)])
    body_sv = LineField(
        _l("Who decided, in Swedish"),
        validators=[DataRequired(_l("Say in Swedish who decided.")), AtMost(200)],
    )
    body_en = LineField(_l("Who decided, in English"), validators=[AtMost(200)])
    decided = RadioField(
        _l("What was decided"),
        choices=choices(DECIDED),
        validators=[InputRequired(_l("Choose what was decided."))],
    )
    text_sv = TextField(
        _l("The decision in short, in Swedish"),
        validators=[
            DataRequired(_l("Say in Swedish, in a few sentences, what was decided.")),
            AtMost(MOST_WORDS),
        ],
    )
    text_en = TextField(_l("The decision in short, in English"), validators=[AtMost(MOST_WORDS)])
    version_id = SelectField(_l("The text that was adopted"), choices=[], validators=[Optional()])
    minutes = FileField(_l("The minutes"))
    kept = HiddenField()
    without_minutes = BooleanField(_l("Take the minutes away"))
    why_sv = TextField(_l("What is corrected, in Swedish"), validators=[AtMost(MOST_WORDS)])
    why_en = TextField(_l("What is corrected, in English"), validators=[AtMost(MOST_WORDS)])

    @classmethod
    def among(
        cls, versions: Sequence[Version], decision: BoardDecision | None
    ) -> "BoardDecisionForm":
        """The form for a case with these frozen versions, filled in with what is entered."""
        form = cls(data=_data(decision))
        named: dict[str, Any] = {"": _l("No text to link to")}
        named |= {str(each.id): version_label(each) for each in versions}
        form.version_id.choices = choices(named)
        return form

    def facts(self) -> DecisionFacts:
        """What the form says."""
        return DecisionFacts(
            decided_on=self.decided_on.data,
            paragraph=self.paragraph.data.removeprefix("§").strip(),
            body=texts(sv=self.body_sv.data, en=self.body_en.data),
            decided=Decided(self.decided.data),
            text=texts(sv=self.text_sv.data, en=self.text_en.data),
            version_id=identifier(self.version_id.data),
        )

    def why(self) -> dict[str, str]:
        """What is corrected, by language; nothing where it is not said in Swedish."""
        return texts(sv=self.why_sv.data, en=self.why_en.data) if self.why_sv.data else {}

    def keep_minutes(self) -> StoredFile | None:
        """The minutes that came with the form, now or before; kept, and noted in `kept`."""
        sent = self._sent()
        if sent is not None and not self.minutes.errors:
            file = storage.keep(sent[1], name=sent[0], content_type=filetypes.PDF)
            self.kept.data = access.sign(_MINUTES, str(file.id))
            return file
        return self.kept_minutes

    @property
    def kept_minutes(self) -> StoredFile | None:
        """The minutes that came with the form before, and need not be chosen again."""
        try:
            noted = access.unsign(_MINUTES, self.kept.data or "")
        except DomainError:
            return None
        found = identifier(noted)
        return storage.get(found) if found else None

    def validate_minutes(self, _field: FileField) -> None:
        """Raise a ValidationError where the file is too large, or no PDF."""
        sent = self._sent()
        if sent is None:
            return
        if len(sent[1]) > papers.LARGEST:
            raise ValidationError(_l("The file is larger than 25 MB."))
        if papers.media_type(sent[1]) != filetypes.PDF:
            raise ValidationError(_l("This is no PDF. Save the minutes as a PDF and choose that."))

    def _sent(self) -> tuple[str, bytes] | None:
        sent = self.minutes.data
        if not sent or not sent.filename:
            return None
        sent.seek(0)
        return plain_line(sent.filename), sent.read()


def _data(decision: BoardDecision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    said: dict[str, Any] = {
        f"{name}_{tag}": text
        for name in ("body", "text")
        for tag, text in getattr(decision, name).items()
    }
    said |= {name: getattr(decision, name) for name in ("decided_on", "paragraph", "decided")}
    return {**said, "version_id": str(decision.version_id or "")}
