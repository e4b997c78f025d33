"""The case, its rounds, what each asks, and the bodies that each invites. One module a noun."""

from webapp.rounds.models.asking import Question
from webapp.rounds.models.cases import Consultation, ConsultationDocument
from webapp.rounds.models.invitations import Invitation
from webapp.rounds.models.rounds import Round, RoundKind, RoundState

__all__ = [
    "Consultation",
    "ConsultationDocument",
    "Invitation",
    "Question",
    "Round",
    "RoundKind",
    "RoundState",
]
