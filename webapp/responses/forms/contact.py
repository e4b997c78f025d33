"""What those who answer ask the authority: a question, or more time."""

from wtforms import RadioField
from wtforms.validators import Email, InputRequired, Optional

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, Form, KeyedForm, LineField, TextField, choices
from webapp.core.rendering import LANGUAGES
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import policy
from webapp.organisations.service import ContactFacts, OwnDetails
from webapp.rounds.forms import ADDRESS, DayField
from webapp.rounds.models import Invitation

CONTACT = ("name", "title", "email", "phone")


class MoreTimeForm(Form):
    """Until when a body wants to answer, and why."""

    day = DayField(
        _l("Which day do you want to have?"),
        validators=[InputRequired(_l("Fill in the day that you want to have."))],
    )
    reason = TextField(
        _l("Why?"), validators=[InputRequired(_l("Say why you need more time.")), AtMost(2000)]
    )


class QuestionToAuthorityForm(KeyedForm):
    """A question about the round."""

    question = TextField(
        _l("Your question"), validators=[InputRequired(_l("Write your question.")), AtMost(4000)]
    )

    @classmethod
    def new(cls) -> "QuestionToAuthorityForm":
        """The form of a new question."""
        return cls(key=str(uuid7()))


class OwnDetailsForm(Form):
    """How a body wants to be reached."""

    email = LineField(_l("Official mailbox"), validators=ADDRESS)
    language = RadioField(
        _l("Language of our e-mails to you"),
        choices=choices(LANGUAGES),
        validators=[InputRequired(_l("Choose a language."))],
    )
    contact_name = LineField(_l("Name"), validators=[AtMost(200)])
    contact_title = LineField(_l("Job title"), validators=[AtMost(200)])
    contact_email = LineField(
        _l("E-mail address"),
        validators=[
            Optional(),
            Email(
                _l("This does not look like an e-mail address. It should be like name@example.se.")
            ),
            AtMost(320),
        ],
    )
    contact_phone = LineField(_l("Phone"), validators=[AtMost(60)])

    @classmethod
    def about(cls, invitation: Invitation) -> "OwnDetailsForm":
        """The form with how the round reaches the body, and the register's alternative contact."""
        first = policy.alternative_contact(invitation.organisation)
        said = {name: getattr(first, name) for name in CONTACT} if first else {}
        contact = {f"contact_{name}": value for name, value in said.items()}
        return cls(data={"email": invitation.email, "language": invitation.language, **contact})

    def details(self) -> OwnDetails:
        """What the form says."""
        return OwnDetails(
            email=self.email.data,
            language=self.language.data,
            contact=ContactFacts(
                name=self.contact_name.data,
                title=self.contact_title.data,
                email=self.contact_email.data or "",
                phone=self.contact_phone.data,
            ),
        )
