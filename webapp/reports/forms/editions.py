"""Forms for compiling a report."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField

from webapp.core.errors import DomainError
from webapp.core.forms import Form, choices, identifier, member
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import phrases
from webapp.reports.audience import Audience, usual
from webapp.reports.models import ReportTemplate
from webapp.reports.parts import EVERY, OFFERED, Part, holds_every_point

_LEFT_OUT = ""
_PLACES = {
    _LEFT_OUT: _l("Not in the report"),
    **{str(n): str(n) for n in range(1, len(OFFERED) + 1)},
}


class CompileForm(Form):
    """Asks for a new edition. For each part there is a field, `place_<part>`, that says where.

    `filled_for`: the readers whose usual parts the fields were filled in with.
    """

    audience = RadioField(
        _l("Who will read it"), choices=choices(phrases.AUDIENCES), default=Audience.PUBLIC
    )
    filled_for = HiddenField(default=Audience.PUBLIC)
    language = RadioField(_l("Language of the report"), choices=choices(LANGUAGES), default="sv")

    template = SelectField(_l("Look of the Word document"), coerce=identifier)
    points = 0
    """How many the report is to hold, which decides what is usual."""

    def offer(self, templates: Sequence[ReportTemplate], points: int = 0) -> "CompileForm":
        """Let one of the templates be chosen, for a report with so many points; the form."""
        self.points = points
        own = [(each.id, each.name) for each in templates]
        self.template.choices = [("", _l("The usual look")), *own]
        return self

    def chosen(self, templates: Sequence[ReportTemplate]) -> ReportTemplate | None:
        """The template that is chosen, if any."""
        return next((each for each in templates if each.id == self.template.data), None)

    @classmethod
    def like(
        cls,
        language: str,
        parts: Sequence[str],
        template_id: uuid.UUID | None = None,
        audience: Audience = Audience.PUBLIC,
        points: int = 0,
    ) -> "CompileForm":
        """The form with what an edition has chosen, else what is usual with so many points."""
        places = dict.fromkeys(OFFERED, _LEFT_OUT)
        places |= {
            Part(each): str(n) for n, each in enumerate(parts or usual(audience, points), start=1)
        }
        data = {f"place_{each}": place for each, place in places.items()}
        data |= {"audience": audience, "filled_for": audience}
        return cls(formdata=None, data={"language": language, "template": template_id, **data})

    @property
    def readers(self) -> Audience:
        """Whom the edition is for."""
        return Audience(self.audience.data)

    @property
    def places(self) -> Iterator[Field]:
        """The fields that say where the parts stand, in the usual order."""
        return (self[f"place_{each}"] for each in OFFERED)

    def parts(self) -> list[Part]:
        """The chosen parts in their order; those with the same place in the usual order.

        Where they are as they were filled in, and others are to read it, those that are usual for
        them: without scripts nobody else fills them in.
        """
        chosen = [each for each in OFFERED if self[f"place_{each}"].data]
        chosen.sort(key=lambda each: int(self[f"place_{each}"].data))
        filled_for = member(Audience, self.filled_for.data)
        if filled_for is not None and chosen == list(usual(filled_for, self.points)):
            return list(usual(self.readers, self.points))
        return chosen

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As every form; and the parts that are chosen must make a report."""
        is_valid = super().validate(*args, **kwargs)
        fault = _fault(self.parts()) if is_valid else None
        if fault is not None:
            self.blame(fault)
        return is_valid and fault is None


def _fault(parts: Sequence[Part]) -> DomainError | None:
    """What keeps the parts from being a report, at the place of the part that it is about."""
    if not parts:
        first = f"place_{OFFERED[0]}"
        return DomainError(_l("Choose at least one part of the report."), field=first)
    if Part.REFERENCES not in parts:
        return None
    annex = f"place_{Part.REFERENCES}"
    if Part.RESPONSES in parts:
        return DomainError(
            _l("Choose one of the two annexes with the responses, not both."), field=annex
        )
    if not holds_every_point(parts):
        return DomainError(
            _l(
                "An annex that refers to the points needs the parts where they stand: general "
                "views, views by section and question, and views outside the scope. Choose them "
                "too, or the annex with the responses in full."
            ),
            field=annex,
        )
    return None


for _number, _part in enumerate(OFFERED, start=1):
    _place = str(_number) if _part in EVERY else _LEFT_OUT
    _field = SelectField(phrases.PARTS[_part], choices=choices(_PLACES), default=_place)
    setattr(CompileForm, f"place_{_part}", _field)
