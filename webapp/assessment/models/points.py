"""Points: each thing that came in and needs an answer, with the authority's decision on it."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, states
from webapp.responses.models import Answer, Comment, CommentKind, Position, Response
from webapp.rounds.models import Round


class Origin(StrEnum):
    """What in a response a point was taken from."""

    STATEMENT = "statement"
    COMMENT = "comment"
    ANSWER = "answer"


class Decision(StrEnum):
    """What the authority decided on a point."""

    ACCOMMODATED = "accommodated"
    PARTLY = "partly"
    NOT_ACCOMMODATED = "not_accommodated"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"


UNREASONED = "point.decision IN ('not_accommodated', 'partly') AND btrim(point.reply) = ''"
"""Whether a reason is needed and not given: in these words, which its index is found by."""

_RARE = {"undecided": "decision IS NULL", "unopened": "NOT is_opened", "alone": "is_alone"}
"""What each becomes rarer of in time, and is looked for by an index of those alone."""


class Excerpt(Identified, Base):
    """What staff took out of a response's running text as one point, in the sender's own words.

    It is no part of the response, which stays as it was submitted.
    """

    __tablename__ = "excerpt"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), index=True)
    section_key: Mapped[uuid.UUID | None]
    """The section that it is about; None where it is on the document as a whole."""
    text: Mapped[str]
    """The sender's words, as they stand in the response."""
    quote: Mapped[str] = mapped_column(default="")
    """The words of the document that it is about."""
    kind: Mapped[CommentKind] = mapped_column(states(CommentKind), default=CommentKind.GENERAL)
    position: Mapped[Position | None] = mapped_column(states(Position))
    proposed_wording: Mapped[str] = mapped_column(default="")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship()


class Point(Identified, Base):
    """One point. `decision` is None until a person has weighed it.

    `number` counts within the round and never changes: it is the point's name in the report.
    """

    __tablename__ = "point"
    __table_args__ = (
        Index("uq_point_comment", "comment_id", unique=True),
        Index("uq_point_excerpt", "excerpt_id", unique=True),
        Index("uq_point_answer", "answer_id", unique=True),
        Index(
            "uq_point_statement",
            "response_id",
            unique=True,
            postgresql_where="origin = 'statement'",
        ),
        Index("uq_point_number", "round_id", "number", unique=True),
        Index("ix_point_response", "response_id", "number"),
        Index("ix_point_section", "round_id", "section_key", "number"),
        *(
            Index(
                f"ix_point_{name}",
                "round_id",
                "number",
                postgresql_include=["id"],
                postgresql_where=f"{where} AND NOT is_replaced",
            )
            for name, where in _RARE.items()
        ),
        Index("ix_point_unreasoned", "round_id", "number", postgresql_where=UNREASONED),
        # All that is counted of points, so that counting reads nothing else, in the order that
        # they are counted in: what stands together is counted without a look at what it is.
        Index(
            "ix_point_counted",
            "round_id",
            "decision",
            "origin",
            "section_key",
            "is_opened",
            "is_alone",
            postgresql_where="NOT is_replaced",
        ),
        # What is asked of points together with something else: whose they are, say. Those of
        # a response stand together.
        Index(
            "ix_point_joined",
            "round_id",
            "response_id",
            postgresql_include=["id", "decision"],
            postgresql_where="NOT is_replaced",
        ),
        CheckConstraint(
            "decision IS DISTINCT FROM 'not_accommodated' OR length(trim(reply)) > 0",
            name="reason",
        ),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id))
    comment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Comment.id))
    excerpt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Excerpt.id))
    answer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Answer.id))
    origin: Mapped[Origin] = mapped_column(states(Origin))
    number: Mapped[int]
    section_key: Mapped[uuid.UUID | None]
    decision: Mapped[Decision | None] = mapped_column(states(Decision))
    reply: Mapped[str] = mapped_column(default="")
    """The authority's reasons, in Swedish or the language of the report."""
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each decision, so that two officers never overwrite each other unseen."""
    is_opened: Mapped[bool] = mapped_column(server_default=text("false"), deferred=True)
    """Whether anybody has opened it. The database itself keeps this by the openings."""
    is_alone: Mapped[bool] = mapped_column(server_default=text("false"), deferred=True)
    """Whether nobody but who decided stands behind the decision as it is now. Kept likewise."""
    is_replaced: Mapped[bool] = mapped_column(server_default=text("false"), deferred=True)
    """Whether a later response took the place of the one that it is in. Kept likewise."""
    round: Mapped[Round] = relationship()
    response: Mapped[Response] = relationship()
    comment: Mapped[Comment | None] = relationship()
    excerpt: Mapped[Excerpt | None] = relationship()
    answer: Mapped[Answer | None] = relationship()

    @property
    def remark(self) -> Comment | Excerpt | None:
        """The remark that it is: a comment, or what staff took out of the running text."""
        return self.comment or self.excerpt


class GatheredResponse(Base):
    """That the points of a response have been taken out of it, so that the sweep knows."""

    __tablename__ = "gathered_response"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), primary_key=True)
    gathered_at: Mapped[datetime]


class PointCount(Base):
    """How many points a response has that count. The database itself keeps this by the points.

    A response that a later one took the place of has none, and no row.
    """

    __tablename__ = "point_count"
    __table_args__ = (Index("ix_point_count_round", "round_id"),)

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), primary_key=True)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    points: Mapped[int]
