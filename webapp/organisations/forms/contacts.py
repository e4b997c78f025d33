"""The form of whom to turn to at a body."""

from wtforms import RadioField
from wtforms.validators import InputRequired, ValidationError

from webapp.core.database import uuid7
from webapp.core.forms import AtMost, KeyedForm, LineField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import addresses, numbers
from webapp.organisations.labels import PROBLEMS, PURPOSES
from webapp.organisations.models import Contact, ContactPurpose
from webapp.organisations.problems import ProblemCode
from webapp.organisations.service import ContactFacts


class ContactForm(KeyedForm):
    """Someone to turn to at a body, and for what."""

    purpose = RadioField(
        _l("Turned to for"),
        choices=choices(PURPOSES),
        validators=[InputRequired(_l("Choose what the contact is turned to for."))],
    )
    name = LineField(_l("Name"), validators=[AtMost(200)], filters=[numbers.without_personal])
    title = LineField(_l("Job title"), validators=[AtMost(200)])
    email = LineField(_l("E-mail address"), validators=[AtMost(320)])
    phone = LineField(_l("Phone"), validators=[AtMost(60)])

    @classmethod
    def about(cls, contact: Contact | None) -> "ContactForm":
        """The form with what is known of the contact; bare for a new one."""
        if contact is not None:
            return cls(obj=contact)
        return cls(data={"key": str(uuid7()), "purpose": ContactPurpose.REMINDERS})

    def validate_name(self, field: LineField) -> None:
        """Raise a ValidationError where there is no way to reach anyone."""
        if not (field.data or self.title.data):
            raise ValidationError(_l("Fill in a name, or a job title."))

    def validate_email(self, field: LineField) -> None:
        """Raise a ValidationError where it is no e-mail address, or nobody can be reached."""
        if field.data and addresses.find_normalised(field.data) is None:
            raise ValidationError(PROBLEMS[ProblemCode.ADDRESS_INVALID])
        if not field.data and not self.phone.data:
            raise ValidationError(_l("Fill in an e-mail address, or a phone number."))

    def facts(self) -> ContactFacts:
        """What the form says."""
        return ContactFacts(
            name=self.name.data,
            title=self.title.data,
            email=addresses.find_normalised(self.email.data) or "",
            phone=self.phone.data,
            purpose=ContactPurpose(self.purpose.data),
        )
