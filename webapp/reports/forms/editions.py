"""Forms for compiling a report."""

from wtforms import RadioField

from webapp.core.forms import Form, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l


class CompileForm(Form):
    """Asks for a new edition."""

    language = RadioField(_l("Language of the report"), choices=choices(LANGUAGES), default="sv")
