"""Forms of the register and of lists on their way into it. One module a noun."""

from webapp.organisations.forms.bodies import (
    BodyForm,
    ChoiceForm,
    FindForm,
    RegisterForm,
    RowForm,
    UploadForm,
    WordField,
)
from webapp.organisations.forms.contacts import ContactForm
from webapp.organisations.forms.merging import merge_form, taken_over

__all__ = [
    "BodyForm",
    "ChoiceForm",
    "ContactForm",
    "FindForm",
    "RegisterForm",
    "RowForm",
    "UploadForm",
    "WordField",
    "merge_form",
    "taken_over",
]
