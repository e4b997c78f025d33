"""The form that puts a picture into a document."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from webapp.core.forms import AtMost, Form, LineField
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks

LONGEST_WORDS = 1_000


class FigureForm(Form):
    """A picture and what it shows, from which the line that shows it is made.

    The editor sends the picture alone, and has its own questions for the rest.
    """

    file = FileField(_l("Picture"), [FileRequired(_l("Choose a picture."))])
    alt = LineField(_l("What the picture shows"), [AtMost(LONGEST_WORDS)])
    decorative = BooleanField(_l("Decorative: it says nothing that the text does not say"))
    caption = LineField(_l("Caption"), [AtMost(LONGEST_WORDS)])

    def describes(self) -> bool:
        """Say whether it says what the picture shows, or that it is decorative; else complain."""
        if self.alt.data or self.decorative.data:
            return True
        sentence = _l("Write what the picture shows, or tick that it is decorative.")
        self.alt.errors = [*self.alt.errors, sentence]
        return False

    def line(self, key: str) -> str:
        """The line of text that shows the picture `key`."""
        alt: Any = self.alt.data or ""
        return blocks.figure(
            key, alt, caption=self.caption.data or "", decorative=bool(self.decorative.data)
        )
