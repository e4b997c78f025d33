"""Files that a body answered in, on their way into its own space. Never shown to staff."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.background import Job
from webapp.core.database import Base, Identified, ShortText, states, uuid7
from webapp.core.storage import StoredFile
from webapp.responses.models.kinds import Certainty, CommentKind, Shape
from webapp.responses.models.own import OwnComment, OwnSpace


class FindState(StrEnum):
    """What whoever answers did about a find."""

    WAITING = "waiting"
    TAKEN = "taken"
    LEFT = "left"
    KNOWN = "known"
    """It was taken or left from an earlier file, and stands in this one too."""


class AnswerFile(Job, Base):
    """A file that somebody answered in. `percent` is what the progress bar shows."""

    __tablename__ = "answer_file"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True
    )
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    language: Mapped[ShortText]
    """The language of the text that it is about, where the file does not say."""
    form_key: Mapped[uuid.UUID] = mapped_column(default=uuid7, unique=True)
    """From the form that it came by: a double click hands it in once."""
    way: Mapped[ShortText] = mapped_column(default="")
    """What it was taken for: copy, table or letter."""
    refusal: Mapped[ShortText] = mapped_column(default="")
    """Why it could not be read: a code that the page turns into a sentence."""
    space: Mapped[OwnSpace] = relationship()
    file: Mapped[StoredFile] = relationship()
    author: Mapped[Participant] = relationship()
    finds: Mapped[list["AnswerFind"]] = relationship(
        order_by="AnswerFind.ordinal", cascade="all, delete-orphan", back_populates="answer_file"
    )


class AnswerFind(Identified, Base):
    """One thing that the file says, and what was done about it."""

    __tablename__ = "answer_find"
    __table_args__ = (Index("uq_answer_find_ordinal", "answer_file_id", "ordinal", unique=True),)

    answer_file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(AnswerFile.id, ondelete="CASCADE"))
    ordinal: Mapped[int]
    shape: Mapped[Shape] = mapped_column(states(Shape))
    certainty: Mapped[Certainty] = mapped_column(states(Certainty))
    state: Mapped[FindState] = mapped_column(states(FindState), default=FindState.WAITING)
    section_key: Mapped[uuid.UUID | None]
    block_key: Mapped[uuid.UUID | None]
    quote: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    proposed_wording: Mapped[str] = mapped_column(default="")
    kind: Mapped[CommentKind] = mapped_column(states(CommentKind), default=CommentKind.GENERAL)
    author_name: Mapped[ShortText] = mapped_column(default="")
    """Who wrote it, as the file says."""
    written_at: Mapped[datetime | None]
    is_resolved: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[ShortText] = mapped_column(index=True)
    """A digest by which it is known when the file comes again."""
    comment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey(OwnComment.id, ondelete="SET NULL")
    )
    """The comment that it became."""
    answer_file: Mapped[AnswerFile] = relationship(back_populates="finds")
