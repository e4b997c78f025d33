"""Reading of accounts. One module a noun."""

from webapp.accounts.queries.people import (
    find_by_session,
    find_interrupted,
    find_participant,
    find_user,
    latest_sign_in,
)

__all__ = [
    "find_by_session",
    "find_interrupted",
    "find_participant",
    "find_user",
    "latest_sign_in",
]
