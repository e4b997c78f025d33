"""Forms for signing in."""

from wtforms import PasswordField, RadioField
from wtforms.validators import Email, InputRequired

from webapp.core.forms import AtMost, Form, LineField, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l

_ADDRESS = (
    InputRequired(_l("Fill in your e-mail address.")),
    Email(_l("This does not look like an e-mail address. It should be like name@example.se.")),
    AtMost(320),
)


class PasswordForm(Form):
    """Staff sign in with address and password."""

    email = LineField(_l("E-mail address"), validators=_ADDRESS)
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Fill in your password."))]
    )


class LinkForm(Form):
    """Those who answer ask for a link."""

    email = LineField(_l("E-mail address"), validators=_ADDRESS)


class CodeForm(Form):
    """The digits out of the e-mail, where its link cannot be opened."""

    email = LineField(_l("E-mail address"), validators=_ADDRESS)
    code = LineField(
        _l("The six digits in the e-mail"),
        validators=[InputRequired(_l("Fill in the six digits."))],
    )


class ProfileForm(Form):
    """What a person decides about the account."""

    language = RadioField(_l("Language of pages and e-mails"), choices=choices(LANGUAGES))


class ConfirmForm(Form):
    """A button alone: what it does takes a person's press."""
