"""Forms for signing in."""

from collections.abc import Mapping

from wtforms import HiddenField, PasswordField, RadioField
from wtforms.validators import Email, InputRequired

from webapp.accounts.labels import TOPICS, WORDS
from webapp.core.forms import AtMost, Form, LineField, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import queries
from webapp.notifications.models import Frequency
from webapp.notifications.topics import CHOICES, Topic

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
    proof = HiddenField()
    """What the browser has calculated, where it had to (`accounts.proof`)."""


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


def preferences_form(address: str) -> Form:
    """The form in which one chooses how often to be told of each topic."""
    fields: dict[str, RadioField] = {}
    for topic, frequencies in CHOICES.items():
        words = WORDS[topic]
        fields[topic.value] = RadioField(
            TOPICS[topic],
            choices=choices({each: words[each] for each in frequencies}),
            validators=[InputRequired(_l("Choose one of them."))],
        )
    made = type("PreferencesForm", (Form,), fields)
    chosen = queries.preferences(address)
    form: Form = made(data={topic.value: chosen[topic].value for topic in chosen})
    return form


def chosen_frequencies(form: Form) -> Mapping[Topic, Frequency]:
    """What the form says."""
    return {topic: Frequency(form[topic.value].data) for topic in Topic}
