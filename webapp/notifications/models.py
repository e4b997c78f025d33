"""One row per e-mail: on what occasion, to which address, and what became of it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.core.storage import StoredFile

LOST = "451 4.3.0 Workers lost with this e-mail: "
"""How the answer of an e-mail begins that a worker took and never told of; then how many."""


class Occasion(StrEnum):
    """What an e-mail is about. Each has templates at `<feature>/emails/<name>`."""

    HEADS_UP = "rounds/emails/heads_up"
    INVITATION = "rounds/emails/invitation"
    UNDELIVERED = "rounds/emails/undelivered"
    REMINDER_FOUR_WEEKS = "rounds/emails/reminder_four_weeks"
    REMINDER_ONE_WEEK = "rounds/emails/reminder_one_week"
    REMINDER_LAST_DAY = "rounds/emails/reminder_last_day"
    NOT_OPENED = "rounds/emails/not_opened"
    STILL_CAN = "rounds/emails/still_can"
    THANKS = "rounds/emails/thanks"
    UNPUBLISHED = "rounds/emails/unpublished"
    MEETING_INVITED = "rounds/emails/meeting_invited"
    MEETING_CHANGED = "rounds/emails/meeting_changed"
    MEETING_CANCELLED = "rounds/emails/meeting_cancelled"
    DETAILS_CHANGED = "rounds/emails/details_changed"
    MAILBOX_LEFT = "rounds/emails/mailbox_left"
    CORRECTION = "rounds/emails/correction"
    QUESTION_SHARED = "rounds/emails/question_shared"
    PUT_OFF = "rounds/emails/put_off"
    QUESTION_ASKED = "rounds/emails/question_asked"
    QUESTION_ANSWERED = "rounds/emails/question_answered"
    EXTENSION_ASKED = "rounds/emails/extension_asked"
    EXTENSION_GRANTED = "rounds/emails/extension_granted"
    EXTENSION_DENIED = "rounds/emails/extension_denied"
    NEW_DEVICE = "accounts/emails/new_device"
    SIGN_IN = "accounts/emails/sign_in"
    ACCOUNT_MADE = "accounts/emails/account_made"
    CHOOSE_PASSWORD = "accounts/emails/choose_password"  # noqa: S105 - an e-mail's name
    PASSWORD_CHANGED = "accounts/emails/password_changed"  # noqa: S105 - an e-mail's name
    ROLE_CHANGED = "accounts/emails/role_changed"
    NEW_RESPONSES = "responses/emails/new_responses"
    WEEKLY_STATUS = "rounds/emails/weekly_status"
    DRAFT_ERASED_SOON = "responses/emails/draft_erased_soon"
    RECEIPT = "responses/emails/receipt"
    FINAL_AWAITED = "responses/emails/final_awaited"
    JOINED_REPLACED = "responses/emails/joined_replaced"
    JOINT_ASKED = "responses/emails/joint_asked"
    JOINT_SAID = "responses/emails/joint_said"
    JOINT_WITHOUT = "responses/emails/joint_without"
    JOINT_LEFT = "responses/emails/joint_left"
    NEW_RESPONSE = "responses/emails/new_response"
    POSITION_READ = "responses/emails/position_read"
    POSITION_PUT_RIGHT = "responses/emails/position_put_right"
    ANSWER_WAITS = "responses/emails/answer_waits"
    FILE_UNREADABLE = "responses/emails/file_unreadable"
    RESPONSE_DISOWNED = "responses/emails/response_disowned"
    COLLEAGUE_INVITED = "responses/emails/colleague_invited"
    CAME_BY_MAILBOX = "responses/emails/came_by_mailbox"
    SECTIONS_ASSIGNED = "responses/emails/sections_assigned"
    MENTIONED = "responses/emails/mentioned"
    ANSWER_RELEASED = "responses/emails/answer_released"
    ANSWER_DECIDED = "responses/emails/answer_decided"
    APPROVAL_ASKED = "drafts/emails/approval_asked"
    APPROVAL_DECIDED = "drafts/emails/approval_decided"
    NOTE_ASSIGNED = "drafts/emails/note_assigned"
    CLARIFICATION_ASKED = "assessment/emails/clarification_asked"
    CLARIFICATION_ANSWERED = "assessment/emails/clarification_answered"
    POINTS_ASSIGNED = "assessment/emails/points_assigned"
    POINTS_OVERDUE = "assessment/emails/points_overdue"
    POINTS_LONG_OVERDUE = "assessment/emails/points_long_overdue"
    REPORT_PUBLISHED = "reports/emails/published"
    REPORT_WITHDRAWN = "reports/emails/withdrawn"
    BOARD_DECISION = "reports/emails/board_decision"
    REPORT_APPROVAL_ASKED = "reports/emails/approval_asked"
    REPORT_APPROVAL_DECIDED = "reports/emails/approval_decided"


AMONG_COLLEAGUES = frozenset(
    {
        Occasion.COLLEAGUE_INVITED,
        Occasion.CAME_BY_MAILBOX,
        Occasion.SECTIONS_ASSIGNED,
        Occasion.MENTIONED,
        Occasion.ANSWER_RELEASED,
        Occasion.ANSWER_DECIDED,
        Occasion.JOINT_ASKED,
        Occasion.JOINT_SAID,
        Occasion.JOINT_WITHOUT,
    }
)
"""E-mails between those who answer together, about what is not submitted: not staff's business."""


TO_WHO_ANSWERS_ALONE = frozenset(
    {
        Occasion.SIGN_IN,
        Occasion.RECEIPT,
        Occasion.POSITION_READ,
        Occasion.DRAFT_ERASED_SOON,
        Occasion.QUESTION_ANSWERED,
        Occasion.CLARIFICATION_ASKED,
        Occasion.REPORT_PUBLISHED,
        Occasion.REPORT_WITHDRAWN,
        Occasion.BOARD_DECISION,
    }
)
"""What goes to an address because someone gave it as their own: never to a `StoppedAddress`."""


class EmailStatus(StrEnum):
    """How far an e-mail has come. `FAILED` and `BOUNCED` are where staff see it.

    Failed: our mail server refused it. Bounced: it took it, and a later report said that the
    e-mail did not arrive (RFC 3464).
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is done with the e-mail unless someone asks for it."""
        return self in (EmailStatus.SENT, EmailStatus.FAILED, EmailStatus.BOUNCED)

    @property
    def is_undelivered(self) -> bool:
        """Whether it is known not to have arrived."""
        return self in (EmailStatus.FAILED, EmailStatus.BOUNCED)


class Group(StrEnum):
    """How far e-mails have come, as staff ask for them."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"

    @property
    def statuses(self) -> tuple[EmailStatus, ...]:
        """The statuses that are meant."""
        if self is Group.WAITING:
            return (EmailStatus.QUEUED, EmailStatus.SENDING)
        return (EmailStatus(self.value),)


class Email(Identified, Base):
    """An e-mail. It is rendered when it is sent, so no link that carries rights is at rest.

    `occasion`, `about` (the row that it is about) and `address` are unique together: the
    same thing is never said twice to the same person.
    """

    __tablename__ = "email"
    __table_args__ = (
        UniqueConstraint("occasion", "about", "address"),
        Index("ix_email_due", "next_attempt_at", postgresql_where="status IN ('queued','sending')"),
        Index("ix_email_about", "about"),
        Index("ix_email_concerns", "concerns"),
        Index("ix_email_thread", "thread"),
        Index("ix_email_claimed_at", "claimed_at"),
    )

    occasion: Mapped[Occasion] = mapped_column(states(Occasion, checked=False))
    about: Mapped[uuid.UUID]
    concerns: Mapped[uuid.UUID | None]
    """The invitation that it belongs to, where `about` is something else: for a body's timeline."""
    address: Mapped[ShortText]
    language: Mapped[ShortText] = mapped_column(default="sv")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    thread: Mapped[uuid.UUID | None]
    priority: Mapped[int] = mapped_column(default=5)
    """What is due at the same time leaves in this order, from 0."""
    status: Mapped[EmailStatus] = mapped_column(states(EmailStatus), default=EmailStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[Moment]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    complained_at: Mapped[datetime | None]
    """When the receiver's provider told that it was reported as unwanted (RFC 5965)."""
    answer: Mapped[str | None]
    """What the mail server said last."""
    reported_at: Mapped[datetime | None]
    """When staff were told that it did not arrive, or that it was reported as unwanted."""


class MailKind(StrEnum):
    """What a message that came in is."""

    BOUNCE = "bounce"
    DELAY = "delay"
    DELIVERED = "delivered"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    PERSONAL = "personal"


class MailStatus(StrEnum):
    """What became of a message that came in."""

    NEW = "new"
    HANDLED = "handled"
    SET_ASIDE = "set_aside"
    FAILED = "failed"


class IncomingMail(Identified, Base):
    """A message that came in, kept once, whole, as the bytes that were received."""

    __tablename__ = "incoming_mail"
    __table_args__ = (
        Index("ix_incoming_mail_new", "kind", "id", postgresql_where="status = 'new'"),
    )

    sha256: Mapped[ShortText] = mapped_column(unique=True)
    """Of its bytes, in hexadecimal: what is read twice is kept once."""
    received_at: Mapped[Moment]
    sender: Mapped[ShortText]
    recipient: Mapped[ShortText] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    kind: Mapped[MailKind] = mapped_column(states(MailKind))
    status: Mapped[MailStatus] = mapped_column(states(MailStatus), default=MailStatus.NEW)
    email_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Email.id), index=True)
    """The e-mail of ours that it answers or reports on, where that is known."""
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    diagnosis: Mapped[str] = mapped_column(default="")
    """Of a report: what the receiving mail server said."""
    handled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    """Why it was set aside, or what went wrong."""


class Frequency(StrEnum):
    """How often someone wants to be told of a topic."""

    EACH = "each"
    DIGEST = "digest"
    NONE = "none"


class Preference(Identified, Base):
    """How often an address wants the e-mails of a topic. Only of those that one can do without."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("address", "topic"),)

    address: Mapped[ShortText]
    """In lower case."""
    topic: Mapped[ShortText]
    frequency: Mapped[Frequency] = mapped_column(states(Frequency))
    changed_at: Mapped[Moment]


class StoppedAddress(Identified, Base):
    """An address whose owner has said that it was not they who gave it here."""

    __tablename__ = "stopped_address"

    mark: Mapped[ShortText] = mapped_column(unique=True)
    """What stands for the address (`access.mark`), so that it is known again and cannot be read."""
