"""The rows of the assessment. One module a noun."""

from webapp.assessment.models.alike import (
    AlikeGroup,
    AlikeMember,
    AlikeSearch,
    GroupState,
    MemberState,
    SearchStatus,
)
from webapp.assessment.models.approving import (
    DecisionApproval,
    SecondDemanded,
)
from webapp.assessment.models.arguments import (
    Argument,
    ArgumentPoint,
    ArgumentSection,
)
from webapp.assessment.models.asking import (
    Clarification,
    ClarificationAnswer,
)
from webapp.assessment.models.assignments import Assignment, Opening
from webapp.assessment.models.changes import PointChange, Way
from webapp.assessment.models.lists import ManyChange, ManyKind, SavedFilter
from webapp.assessment.models.notes import (
    NoteKind,
    PointNote,
)
from webapp.assessment.models.points import (
    UNREASONED,
    Decision,
    Excerpt,
    GatheredResponse,
    Origin,
    Point,
    PointCount,
)
from webapp.assessment.models.related import RelatedPoints, Relation
from webapp.assessment.models.replies import StandardReply
from webapp.assessment.models.themes import PointTheme, Theme
from webapp.assessment.models.words import Words

__all__ = [
    "UNREASONED",
    "AlikeGroup",
    "AlikeMember",
    "AlikeSearch",
    "Argument",
    "ArgumentPoint",
    "ArgumentSection",
    "Assignment",
    "Clarification",
    "ClarificationAnswer",
    "Decision",
    "DecisionApproval",
    "Excerpt",
    "GatheredResponse",
    "GroupState",
    "ManyChange",
    "ManyKind",
    "MemberState",
    "NoteKind",
    "Opening",
    "Origin",
    "Point",
    "PointChange",
    "PointCount",
    "PointNote",
    "PointTheme",
    "RelatedPoints",
    "Relation",
    "SavedFilter",
    "SearchStatus",
    "SecondDemanded",
    "StandardReply",
    "Theme",
    "Way",
    "Words",
]
