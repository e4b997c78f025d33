"""Reading of accounts. One module a noun."""

from webapp.accounts.queries.people import (
    find_by_session,
    find_interrupted,
    find_participant,
    find_user,
    latest_sign_in,
)
from webapp.accounts.queries.staff import active_administrators, member_of_staff, staff

__all__ = [
    "active_administrators",
    "find_by_session",
    "find_interrupted",
    "find_participant",
    "find_user",
    "latest_sign_in",
    "member_of_staff",
    "staff",
]
