"""The case, its rounds, what each asks, and the bodies that each invites. One module a noun."""

from webapp.rounds.models.asking import Question, QuestionGroup, QuestionKind, RecipientGroup
from webapp.rounds.models.cases import CaseStep, Consultation, ConsultationDocument
from webapp.rounds.models.decisions import BoardDecision, Decided, DecisionCorrection
from webapp.rounds.models.invitations import Extension, Invitation, InvitationNote
from webapp.rounds.models.meetings import Meeting, MeetingKind
from webapp.rounds.models.rounds import Round, RoundKind, RoundState
from webapp.rounds.models.sami import SamiNeed, SamiStep, SamiStepKind, SamiTrack
from webapp.rounds.models.telling import (
    EmailIntro,
    Notice,
    NoticeKind,
    ReminderRun,
    RunStatus,
)

__all__ = [
    "BoardDecision",
    "CaseStep",
    "Consultation",
    "ConsultationDocument",
    "Decided",
    "DecisionCorrection",
    "EmailIntro",
    "Extension",
    "Invitation",
    "InvitationNote",
    "Meeting",
    "MeetingKind",
    "Notice",
    "NoticeKind",
    "Question",
    "QuestionGroup",
    "QuestionKind",
    "RecipientGroup",
    "ReminderRun",
    "Round",
    "RoundKind",
    "RoundState",
    "RunStatus",
    "SamiNeed",
    "SamiStep",
    "SamiStepKind",
    "SamiTrack",
]
