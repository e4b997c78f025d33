"""Forms for an answer that is written in a file."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.core.forms import Form, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.filled.finds import ShownSection
from webapp.responses.forms.uploads import UploadingForm

LEAVE = "leave"
WHOLE = "whole"


class AnswerFileForm(UploadingForm):
    """The file that was answered in."""

    file = FileField(_l("Your file"))


class FindsForm(Form):
    """Which of the finds are taken into the answer, or left out of it."""

    finds = SelectMultipleField(coerce=identifier, validate_choice=False)

    def chosen(self) -> set[Any]:
        """The finds that were ticked."""
        return {each for each in self.finds.data or () if each is not None}


class FindPlaceForm(Form):
    """What a find is about."""

    place = SelectField(
        _l("What is it about?"), validators=[InputRequired(_l("Choose a place in the text."))]
    )

    @property
    def keys(self) -> tuple[Any, Any]:
        """The section and the paragraph that were chosen; both None for the whole document."""
        section, _, block = (self.place.data or "").partition(":")
        return identifier(section), identifier(block)


def find_place_form(text: Sequence[ShownSection], *, section: Any, block: Any) -> FindPlaceForm:
    """The form with every place in the text, the one that is known so far chosen."""
    known = f"{section}:{block}" if block else str(section or "")
    form = FindPlaceForm(data={"place": known})
    groups: dict[str, list[tuple[str, str]]] = {
        "": [("", str(_l("Choose …"))), (WHOLE, str(_l("The whole document")))]
    }
    for each in text:
        name = f"{each.number} {each.title}".strip()
        rows = groups.setdefault(name, [])
        rows.append((str(each.key), str(_l("All of %(section)s", section=name))))
        rows += [(f"{each.key}:{part.key}", _start(part.text)) for part in each.blocks]
    form.place.choices = groups
    return form


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:89].rstrip()}…"  # noqa: PLR2004 - fits a line
