"""Two worlds, kept in tables of their own so that no query can mix them up by mistake.

The own space (`OwnSpace`, `OwnComment`, `OwnAnswer`) is what a body writes; staff never see it.
A response (`Response`, `Comment`, `Answer`) is what was submitted; it is copied from the own
space at that moment, and the database refuses to change or delete it (migration 0002).
"""

from webapp.responses.models.answer_files import (
    AnswerFile,
    AnswerFind,
    FindState,
    ReadingStatus,
)
from webapp.responses.models.attached import OwnAttachment
from webapp.responses.models.filing import (
    Considered,
    FilingStatus,
    IncomingFile,
    IncomingResponse,
    LateDecision,
    PositionReading,
    TextStatus,
)
from webapp.responses.models.kinds import (
    Certainty,
    Change,
    Channel,
    CommentKind,
    Form,
    Importance,
    Position,
    Shape,
    Stage,
)
from webapp.responses.models.own import OwnAnswer, OwnComment, OwnSpace
from webapp.responses.models.seen import SeenSection
from webapp.responses.models.submitted import Answer, Attachment, Comment, Receipt, Response

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerFind",
    "Attachment",
    "Certainty",
    "Change",
    "Channel",
    "Comment",
    "CommentKind",
    "Considered",
    "FilingStatus",
    "FindState",
    "Form",
    "Importance",
    "IncomingFile",
    "IncomingResponse",
    "LateDecision",
    "OwnAnswer",
    "OwnAttachment",
    "OwnComment",
    "OwnSpace",
    "Position",
    "PositionReading",
    "ReadingStatus",
    "Receipt",
    "Response",
    "SeenSection",
    "Shape",
    "Stage",
    "TextStatus",
]
