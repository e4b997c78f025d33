"""The form by which a Word template is uploaded."""

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField

from webapp.core.errors import DomainError
from webapp.core.forms import Form, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.service import UnusableTemplateError, Upload
from webapp.reports.wordtemplate.checking import Fault

_HERE, _ALL = "round", "all"


class TemplateForm(Form):
    """A Word file, and for which rounds it is."""

    file = FileField(_l("Word document (.docx)"), [FileRequired(_l("Choose a file."))])
    whose = RadioField(
        _l("Where it can be chosen"),
        choices=choices({_HERE: _l("In this round"), _ALL: _l("In every round of ours")}),
        default=_HERE,
    )
    faults: tuple[Fault, ...] = ()
    """What cannot be filled in, of a file that was refused for it."""

    @property
    def for_all(self) -> bool:
        """Whether it is for every round."""
        return bool(self.whose.data == _ALL)

    def upload(self) -> Upload:
        """The file as it came."""
        return Upload(self.file.data.read(), self.file.data.filename or "")

    def blame(self, error: DomainError) -> None:
        """As in every form; and remembers what is wrong in the file."""
        super().blame(error)
        if isinstance(error, UnusableTemplateError):
            self.faults = error.faults
