"""Fields that several forms have."""

from wtforms import (
    DateField,
    DateTimeLocalField,
)
from wtforms.validators import DataRequired, Email

from webapp.core.forms import AtMost, Form
from webapp.core.rendering import lazy_gettext as _l

ADDRESS = (
    DataRequired(_l("Fill in the e-mail address.")),
    Email(_l("This does not look like an e-mail address. It should be like name@example.se.")),
    AtMost(320),
)


class DayField(DateField):
    """A day. What is not one is said in the reader's own language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the day as browsers send it and as people write it."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(_l("This is not a date. Write it like 2027-03-31.")) from error


class WallClockField(DateTimeLocalField):
    """A day and a time, as a clock on a wall shows it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the time as browsers send it and as people write it."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(
                _l("This is not a day and a time. Write it like 2027-03-31 08:00.")
            ) from error


class PressForm(Form):
    """A button, and nothing to fill in."""


class AddressOfPage(Form):
    """What a page's own address says. Such a form changes nothing, so it needs no token."""

    class Meta:
        """Without a token."""

        csrf = False


def texts(**texts: str) -> dict[str, str]:
    """What was written in each language, without those in which nothing was."""
    return {tag: text for tag, text in texts.items() if text}
