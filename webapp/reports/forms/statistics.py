"""What the figures of a round are narrowed to."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField

from webapp.core.forms import Form, choices, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.categories import Sector
from webapp.organisations.labels import CATEGORIES, SECTORS
from webapp.reports.breakdown import INVITED, PERSON, UNASKED, Choice
from webapp.reports.participation import Position
from webapp.responses.labels import CHANNELS, POSITIONS
from webapp.responses.models import Channel

WHO: Mapping[str, Any] = {
    INVITED: _l("Those who were invited"),
    UNASKED: _l("Those who answered without being asked"),
}


class StatisticsForm(Form):
    """It stands in the address, so it can be shared; what the address does not know is left out."""

    class Meta(Form.Meta):
        """A filter is a GET and changes nothing."""

        csrf = False

    category = SelectField(_l("Category"), validate_choice=False)
    sector = SelectField(_l("Sector"), validate_choice=False)
    who = SelectField(_l("Who"), validate_choice=False)
    channel = SelectField(_l("Channel"), validate_choice=False)
    position = SelectField(_l("Position"), validate_choice=False)

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "StatisticsForm":
        """The form with what the address asks for."""
        form = cls(formdata=None)
        every = {"": _l("All")}
        form.category.choices = choices(every | dict(CATEGORIES) | {PERSON: _l("Private persons")})
        form.sector.choices = choices(every | dict(SECTORS))
        form.who.choices = choices(every | dict(WHO))
        form.channel.choices = choices(every | dict(CHANNELS))
        form.position.choices = choices(every | dict(POSITIONS))
        for field in form:
            wanted = str(asked.get(field.name) or "")
            known = {str(each.value) for each in field.choices}
            field.data = wanted if wanted in known else ""
        return form

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any(field.data for field in self)

    def address(self) -> dict[str, Any]:
        """What the address says, for the links to the files."""
        return {field.name: field.data for field in self if field.data}

    def chosen(self) -> list[tuple[str, str]]:
        """What is asked for, in words."""
        words = [(field, {str(each.value): each.label for each in field.choices}) for field in self]
        return [
            (str(field.label.text), str(names[field.data])) for field, names in words if field.data
        ]

    def choice(self) -> Choice:
        """What is asked for."""
        return Choice(
            category=self.category.data or "",
            sector=member(Sector, self.sector.data),
            who=self.who.data or "",
            channel=member(Channel, self.channel.data),
            position=member(Position, self.position.data),
        )
