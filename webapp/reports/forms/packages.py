"""Forms for making a package."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from webapp.core.forms import Form, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.models import Edition
from webapp.reports.phrases import AUDIENCES

OPEN, INTERNAL = "open", "internal"


class PackageForm(Form):
    """Asks for a package."""

    edition = SelectField(_l("Edition of the report"), validators=[InputRequired()])
    use = RadioField(
        _l("Who will read it"),
        choices=[
            SelectChoice(OPEN, _l("The board and others: what is secret is masked or left out")),
            SelectChoice(INTERNAL, _l("Our own staff only: every answer as it came")),
        ],
        default=OPEN,
    )
    language = RadioField(
        _l("Language of the contents list"), choices=choices(LANGUAGES), default="sv"
    )

    @classmethod
    def of(cls, editions: Sequence[Edition]) -> "PackageForm":
        """The form, with the editions to choose among."""
        form = cls()
        form.edition.choices = _choices(editions)
        return form


class ArchiveForm(Form):
    """Asks for a package for the archive."""

    edition = SelectField(_l("Edition of the report"), validators=[InputRequired()])
    language = RadioField(
        _l("Language of the description"), choices=choices(LANGUAGES), default="sv"
    )

    @classmethod
    def of(cls, editions: Sequence[Edition]) -> "ArchiveForm":
        """The form, with the editions to choose among."""
        form = cls(prefix="archive-")
        form.edition.choices = _choices(editions)
        return form


def _choices(editions: Sequence[Edition]) -> list[SelectChoice]:
    return [SelectChoice(str(each.id), _called(each)) for each in editions]


def _called(edition: Edition) -> str:
    facts = {"number": edition.number, "name": AUDIENCES[edition.audience]}
    if edition.withdrawn_at is not None:
        return _("Edition %(number)s: %(name)s (withdrawn)", **facts)
    return _("Edition %(number)s: %(name)s", **facts)
