"""Pages of consultations and rounds: HTTP only. One module a noun."""

from webapp.rounds.views import (
    asking,
    cases,
    corrections,
    groups,
    invitations,
    ledger,
    letters,
    life,
    lists,
    meetings,
    notices,
    process,
    prolonging,
    public,
    rounds,
    summaries,
)
from webapp.rounds.views.frame import blueprint

__all__ = [
    "asking",
    "blueprint",
    "cases",
    "corrections",
    "groups",
    "invitations",
    "ledger",
    "letters",
    "life",
    "lists",
    "meetings",
    "notices",
    "process",
    "prolonging",
    "public",
    "rounds",
    "summaries",
]
