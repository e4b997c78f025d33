"""Forms for compiling a report."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField

from webapp.core.forms import Form, choices, identifier
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import phrases
from webapp.reports.models import ReportTemplate
from webapp.reports.parts import EVERY, Part

_LEFT_OUT = ""
_PLACES = {_LEFT_OUT: _l("Not in the report"), **{str(n): str(n) for n in range(1, len(EVERY) + 1)}}


class CompileForm(Form):
    """Asks for a new edition. For each part there is a field, `place_<part>`, that says where."""

    language = RadioField(_l("Language of the report"), choices=choices(LANGUAGES), default="sv")

    template = SelectField(_l("Look of the Word document"), coerce=identifier)

    def offer(self, templates: Sequence[ReportTemplate]) -> "CompileForm":
        """Let one of the templates be chosen; the form."""
        own = [(each.id, each.name) for each in templates]
        self.template.choices = [("", _l("The usual look")), *own]
        return self

    def chosen(self, templates: Sequence[ReportTemplate]) -> ReportTemplate | None:
        """The template that is chosen, if any."""
        return next((each for each in templates if each.id == self.template.data), None)

    @classmethod
    def like(
        cls, language: str, parts: Sequence[str], template_id: uuid.UUID | None = None
    ) -> "CompileForm":
        """The form with the language, the parts and the template of an edition chosen."""
        places = dict.fromkeys(EVERY, _LEFT_OUT)
        places |= {Part(each): str(n) for n, each in enumerate(parts or EVERY, start=1)}
        data = {f"place_{each}": place for each, place in places.items()}
        return cls(formdata=None, data={"language": language, "template": template_id, **data})

    @property
    def places(self) -> Iterator[Field]:
        """The fields that say where the parts stand, in the usual order."""
        return (self[f"place_{each}"] for each in EVERY)

    def parts(self) -> list[Part]:
        """The chosen parts in their order; those with the same place in the usual order."""
        chosen = [each for each in EVERY if self[f"place_{each}"].data]
        return sorted(chosen, key=lambda each: int(self[f"place_{each}"].data))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As every form; and at least one part must be chosen."""
        is_valid = super().validate(*args, **kwargs)
        if is_valid and not self.parts():
            self.form_errors.append(_l("Choose at least one part of the report."))
        return is_valid and not self.form_errors


for _number, _part in enumerate(EVERY, start=1):
    _field = SelectField(phrases.PARTS[_part], choices=choices(_PLACES), default=str(_number))
    setattr(CompileForm, f"place_{_part}", _field)
