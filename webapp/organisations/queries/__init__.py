"""Reading the register (here) and lists on their way into it (in `lists`)."""

from webapp.organisations.queries.bodies import (
    PAGE,
    Choice,
    changes,
    contact,
    count,
    everyone,
    find_by_number,
    get,
    known,
    members,
    memberships,
    named_like,
    numbers_taken,
    register,
)

__all__ = [
    "PAGE",
    "Choice",
    "changes",
    "contact",
    "count",
    "everyone",
    "find_by_number",
    "get",
    "known",
    "members",
    "memberships",
    "named_like",
    "numbers_taken",
    "register",
]
