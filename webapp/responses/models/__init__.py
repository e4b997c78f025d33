"""Two worlds, kept in tables of their own so that no query can mix them up by mistake.

The own space (`OwnSpace`, `OwnComment`, `OwnAnswer`) is what a body writes; staff never see it.
A response (`Response`, `Comment`, `Answer`) is what was submitted; it is copied from the own
space at that moment, and the database refuses to change or delete it (migration 0002).
"""

from webapp.responses.models.answer_files import (
    AnswerFile,
    AnswerFind,
    FindState,
)
from webapp.responses.models.attached import Legibility, OwnAttachment
from webapp.responses.models.behind import BEHIND, NO_DECISION, Behind, DecidedBehind, Decider
from webapp.responses.models.disowning import Disowning, Whose
from webapp.responses.models.erasing import Erasure, ErasureStatus
from webapp.responses.models.filing import (
    Considered,
    FilingStatus,
    IncomingFile,
    IncomingResponse,
    LateDecision,
    PositionReading,
    TextStatus,
)
from webapp.responses.models.joint import JointBody, Leaving, Said
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
from webapp.responses.models.own import Hand, OwnAnswer, OwnComment, OwnSpace
from webapp.responses.models.saves import OwnSave
from webapp.responses.models.scanning import FileScan, Scanned
from webapp.responses.models.secrecy import HIDING, Secrecy, SecrecyCheck
from webapp.responses.models.seen import SeenSection
from webapp.responses.models.shares import AnswerShare
from webapp.responses.models.submitted import Answer, Attachment, Comment, Receipt, Response
from webapp.responses.models.team import (
    Assignment,
    Colleague,
    Deed,
    InternalComment,
    Mention,
    Release,
    ReleaseOutcome,
    SpaceEvent,
    SpacePresence,
)
from webapp.responses.models.uploads import OwnUpload, OwnUploadPiece

__all__ = [
    "BEHIND",
    "HIDING",
    "NO_DECISION",
    "Answer",
    "AnswerFile",
    "AnswerFind",
    "AnswerShare",
    "Assignment",
    "Attachment",
    "Behind",
    "Certainty",
    "Change",
    "Channel",
    "Colleague",
    "Comment",
    "CommentKind",
    "Considered",
    "DecidedBehind",
    "Decider",
    "Deed",
    "Disowning",
    "Erasure",
    "ErasureStatus",
    "FileScan",
    "FilingStatus",
    "FindState",
    "Form",
    "Hand",
    "Importance",
    "IncomingFile",
    "IncomingResponse",
    "InternalComment",
    "JointBody",
    "LateDecision",
    "Leaving",
    "Legibility",
    "Mention",
    "OwnAnswer",
    "OwnAttachment",
    "OwnComment",
    "OwnSave",
    "OwnSpace",
    "OwnUpload",
    "OwnUploadPiece",
    "Position",
    "PositionReading",
    "Receipt",
    "Release",
    "ReleaseOutcome",
    "Response",
    "Said",
    "Scanned",
    "Secrecy",
    "SecrecyCheck",
    "SeenSection",
    "Shape",
    "SpaceEvent",
    "SpacePresence",
    "Stage",
    "TextStatus",
    "Whose",
]
