"""Forms of a body's people: whom to ask in, as what, and the button behind a colleague's link."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from webapp.core.forms import AtMost, Form, LineField, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import MemberRole
from webapp.responses import labels
from webapp.responses.service.team import Asked
from webapp.rounds.forms import ADDRESS, DayField


class RoleForm(Form):
    """What one of the people does."""

    role = RadioField(_l("What does the colleague do?"), default=MemberRole.WRITER.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the roles in the reader's language."""
        super().__init__(*args, **kwargs)
        self.role.choices = choices(labels.ROLES)

    @property
    def chosen(self) -> MemberRole:
        """The role."""
        return MemberRole(self.role.data)


class ColleagueForm(RoleForm):
    """Whom to ask in, to what, and until when."""

    email = LineField(_l("The colleague's e-mail address"), validators=ADDRESS)
    day = DayField(_l("To be done by"), validators=[Optional()])
    message = TextField(_l("A few words to the colleague"), validators=[Optional(), AtMost(2000)])

    def asked(self) -> Asked:
        """Who it was."""
        return Asked(self.email.data or "", self.chosen, self.day.data, self.message.data or "")


class NameForm(Form):
    """The button behind a colleague's link, and a name to be known by."""

    name = LineField(_l("Your name"), validators=[Optional(), AtMost(200)])
