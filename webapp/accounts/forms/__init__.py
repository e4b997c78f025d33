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

__all__ = [
    "CodeForm",
    "ConfirmForm",
    "LinkForm",
    "PasswordForm",
    "ProfileForm",
    "chosen_frequencies",
    "preferences_form",
]
