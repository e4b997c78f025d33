"""The form of a round: of which version it asks, until when, with which letter."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import capitalised, localised
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.labels import language_name
from webapp.drafts.models import Version
from webapp.rounds.forms.fields import DayField, texts
from webapp.rounds.labels import KINDS
from webapp.rounds.models import Round, RoundKind
from webapp.rounds.plans import Plan


class RoundForm(Form):
    """What a round asks, of which version, until when."""

    kind = RadioField(
        _l("Kind of round"),
        choices=choices(KINDS),
        coerce=RoundKind,
        validators=[InputRequired(_l("Choose what kind of round it is."))],
    )
    version_id = SelectField(_l("Version to show"))
    languages = SelectMultipleField(
        _l("Languages that the text is shown in"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    deadline = DayField(
        _l("Last day to answer"), validators=[InputRequired(_l("Fill in the last day to answer."))]
    )
    cover_letter_sv = TextField(_l("Cover letter in Swedish"), validators=[AtMost(20_000)])
    cover_letter_en = TextField(_l("Cover letter in English"), validators=[AtMost(20_000)])
    open_to_public = BooleanField(_l("Those who are not on the distribution list may answer too"))

    @classmethod
    def on(cls, versions: Sequence[Version], round_: Round | None = None) -> "RoundForm":
        """The form with `versions` to choose from, filled in with what the round has."""
        form = cls(data=_round_data(round_))
        form.version_id.choices = choices({str(each.id): version_label(each) for each in versions})
        tags = dict.fromkeys(tag for each in versions for tag in each.document.languages)
        form.languages.choices = choices({tag: capitalised(language_name(tag)) for tag in tags})
        return form

    def rearrange(self, do: str) -> bool:
        """Do what a button other than the one that saves asks; False where it was that one."""
        verb, _, place = do.partition("-")
        if verb == "deadline":
            self.deadline.process_formdata([place])
            self.deadline.raw_data = [place]
        return verb in {"preview", "deadline"}

    def plan(self) -> Plan:
        """What the form says."""
        return Plan(
            kind=self.kind.data,
            version_id=uuid.UUID(self.version_id.data),
            deadline=self.deadline.data,
            cover_letter=texts(sv=self.cover_letter_sv.data, en=self.cover_letter_en.data),
            open_to_public=self.open_to_public.data,
            languages=tuple(self.languages.data or ()),
        )


def version_label(version: Version) -> str:
    """What a version is called in a list of them."""
    name = version.name or str(_l("Version %(number)s", number=version.number))
    return f"{localised(version.document.title)}: {name}"


def _round_data(round_: Round | None) -> dict[str, Any]:
    if round_ is None:
        return {"kind": RoundKind.REMISS, "open_to_public": True}
    letters = {f"cover_letter_{tag}": text for tag, text in round_.cover_letter.items()}
    return {
        "kind": round_.kind,
        "version_id": str(round_.version_id),
        "deadline": round_.deadline,
        "open_to_public": round_.open_to_public,
        "languages": round_.languages,
        **letters,
    }
