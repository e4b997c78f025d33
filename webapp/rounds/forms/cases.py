"""The form of a consultation."""

from wtforms.validators import DataRequired

from webapp.accounts.models import User
from webapp.core.forms import AtMost, Form, LineField
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.forms.fields import ADDRESS, texts
from webapp.rounds.models import Consultation
from webapp.rounds.plans import CaseFacts


class ConsultationForm(Form):
    """What a consultation is called and whom those who are asked can turn to."""

    registry_number = LineField(
        _l("Registry number"),
        validators=[DataRequired(_l("Fill in the registry number.")), AtMost(100)],
    )
    title_sv = LineField(
        _l("Title in Swedish"),
        validators=[DataRequired(_l("Fill in the title in Swedish.")), AtMost(300)],
    )
    title_en = LineField(_l("Title in English"), validators=[AtMost(300)])
    contact_name = LineField(
        _l("Name"),
        validators=[DataRequired(_l("Fill in the contact person's name.")), AtMost(200)],
    )
    contact_title = LineField(_l("Job title"), validators=[AtMost(200)])
    contact_email = LineField(_l("E-mail address"), validators=ADDRESS)
    contact_phone = LineField(_l("Phone"), validators=[AtMost(60)])

    @classmethod
    def of_contact(cls, user: User) -> "ConsultationForm":
        """The form of a new case, with `user` as contact person."""
        return cls(
            contact_name=user.name,
            contact_title=user.title,
            contact_email=user.email,
            contact_phone=user.phone,
        )

    @classmethod
    def about(cls, case: Consultation) -> "ConsultationForm":
        """The form filled in with what the case has."""
        titles = {f"title_{tag}": text for tag, text in case.title.items()}
        return cls(obj=case, data=titles)

    def facts(self) -> CaseFacts:
        """What the form says."""
        return CaseFacts(
            registry_number=self.registry_number.data,
            title=texts(sv=self.title_sv.data, en=self.title_en.data),
            contact_name=self.contact_name.data,
            contact_title=self.contact_title.data,
            contact_email=self.contact_email.data,
            contact_phone=self.contact_phone.data,
        )
