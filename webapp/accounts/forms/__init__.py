"""Forms of accounts. One module a noun."""

from webapp.accounts.forms.signing import (
    CodeForm,
    ConfirmForm,
    LinkForm,
    PasswordForm,
    ProfileForm,
    chosen_frequencies,
    preferences_form,
)
from webapp.accounts.forms.staff import (
    AccountForm,
    ChoosePasswordForm,
    ForgottenForm,
    NewAccountForm,
)

__all__ = [
    "AccountForm",
    "ChoosePasswordForm",
    "CodeForm",
    "ConfirmForm",
    "ForgottenForm",
    "LinkForm",
    "NewAccountForm",
    "PasswordForm",
    "ProfileForm",
    "chosen_frequencies",
    "preferences_form",
]
