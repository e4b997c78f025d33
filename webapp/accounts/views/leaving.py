"""Asking a member of staff who confirms an address whether to be signed out as staff. HTTP only.

A session belongs to one person (docs/decisions/0007), so going on ends the one as staff.
"""

from flask import render_template, request
from flask_login import current_user

SAID = "leave_staff"
"""What the form says where the member of staff has chosen to go on."""


def is_unasked() -> bool:
    """Whether a member of staff is signed in who has not said what is to happen."""
    is_staff = current_user.is_authenticated and current_user.is_staff
    return bool(is_staff and SAID not in request.form)


def ask(email: str) -> str:
    """The page that asks, with the form as it was sent. Nothing has happened yet."""
    fields = [each for each in request.form.items(multi=True) if each[0] != "csrf_token"]
    return render_template("accounts/leave_staff.html", email=email, fields=[*fields, (SAID, "1")])
