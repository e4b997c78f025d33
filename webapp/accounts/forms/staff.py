"""Forms about the accounts of the authority's own staff, and about their passwords."""

from typing import Any, Self

from wtforms import BooleanField, PasswordField, RadioField, SelectMultipleField
from wtforms.validators import Email, EqualTo, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.accounts.labels import ROLES
from webapp.accounts.models import User
from webapp.accounts.service import StaffFacts
from webapp.core.access import Role
from webapp.core.forms import AtMost, Form, LineField, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l

_like_an_address = Email(
    _l("This does not look like an e-mail address. It should be like name@example.se.")
)


class AccountForm(Form):
    """What an account says of the person, and what the person is trusted with."""

    name = LineField(_l("Name"), validators=[InputRequired(_l("Fill in the name.")), AtMost(200)])
    title = LineField(_l("Job title"), validators=[AtMost(200)])
    phone = LineField(_l("Phone"), validators=[AtMost(50)])
    language = RadioField(_l("Language of pages and e-mails"), choices=choices(LANGUAGES))
    roles = SelectMultipleField(
        _l("Roles"),
        choices=choices(ROLES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose at least one role."))],
    )
    sure = BooleanField(_l("Yes, take the administrator's role from me"))

    @classmethod
    def about(cls, user: User) -> Self:
        """The form, filled in with what `user`'s account says."""
        roles = sorted(user.roles)
        kept = {"name": user.name, "title": user.title, "phone": user.phone}
        return cls(data={**kept, "language": user.language, "roles": roles})

    def facts(self) -> StaffFacts:
        """What was filled in."""
        return StaffFacts(
            name=self.name.data or "",
            title=self.title.data or "",
            phone=self.phone.data or "",
            language=self.language.data or "sv",
            roles=frozenset(Role(each) for each in self.roles.data or ()),
        )


class NewAccountForm(AccountForm):
    """The same for someone who has no account yet."""

    email = LineField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Fill in the e-mail address.")),
            _like_an_address,
            AtMost(320),
        ],
    )

    def __init__(self, **kwargs: Any) -> None:
        """With Swedish chosen, until another language is."""
        super().__init__(**{"data": {"language": "sv"}, **kwargs})


class ForgottenForm(Form):
    """The address whose password is forgotten."""

    email = LineField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Fill in your e-mail address.")), _like_an_address],
    )


class ChoosePasswordForm(Form):
    """A password, typed twice."""

    password = PasswordField(
        _l("New password"), validators=[InputRequired(_l("Fill in a password."))]
    )
    again = PasswordField(
        _l("The same password once more"),
        validators=[EqualTo("password", _l("The two are not the same. Type the password again."))],
    )
