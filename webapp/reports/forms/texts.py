"""The form in which one of the authority's own texts is written."""

from wtforms import IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from webapp.core.errors import DomainError
from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import phrases, placeholders
from webapp.reports.queries import Spot
from webapp.reports.service import LONGEST_OWN_TEXT, Typed, WrittenMeanwhileError


class OwnTextForm(Form):
    """A text, a figure to put into it, and which saving of it the writer began from."""

    text = TextField(_l("Text"), [Optional(), AtMost(LONGEST_OWN_TEXT)])
    figure = SelectField(_l("Figure or list"), validate_choice=False)
    revision = IntegerField(widget=HiddenInput())

    def offer(self, spot: Spot, language: str) -> None:
        """Let the figures that can stand there be chosen, as they are written in the language."""
        offered = placeholders.offered(here=not spot.is_whole)
        names = {
            placeholders.written(each, language): phrases.PLACEHOLDERS[each] for each in offered
        }
        self.figure.choices = choices(
            {name: _l("%(name)s: %(what)s", name=name, what=what) for name, what in names.items()}
        )

    def insert(self) -> None:
        """Put the chosen figure at the end of the text."""
        known = {each.value for each in self.figure.choices or ()}
        if self.figure.data in known:
            self.text.data = f"{self.text.data or ''} {self.figure.data}".strip()

    def typed(self, spot: Spot, language: str) -> Typed:
        """What was typed."""
        return Typed(spot, language, self.text.data or "", self.revision.data or 0)

    def blame(self, error: DomainError) -> None:
        """As in every form; where another has saved meanwhile, with the words of both in it."""
        super().blame(error)
        if isinstance(error, WrittenMeanwhileError):
            self.text.data = error.both
            self.revision.data, self.revision.raw_data = error.now.revision, None
