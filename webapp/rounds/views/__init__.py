"""Pages of consultations and rounds: HTTP only. One module a noun."""

from webapp.rounds.views import cases, invitations, life, lists, rounds
from webapp.rounds.views.frame import blueprint

__all__ = ["blueprint", "cases", "invitations", "life", "lists", "rounds"]
