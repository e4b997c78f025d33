"""To whom what is said: about responses (`submitted`), and between a body's people (`team`)."""

from webapp.responses.emails.disowned import response_disowned
from webapp.responses.emails.finals import finals_awaited, previews_of_finals
from webapp.responses.emails.joint import joint_asked, joint_left, joint_said, joint_without
from webapp.responses.emails.shares import joined_replaced
from webapp.responses.emails.submitted import (
    answer_waits,
    draft_erased_soon,
    file_unreadable,
    language_of,
    new_response,
    position_put_right,
    position_read,
    receipt_to_be,
    receipts,
    recipients,
)
from webapp.responses.emails.team import (
    answer_decided,
    answer_released,
    came_by_mailbox,
    colleague_invited,
    mentioned,
    sections_assigned,
)

__all__ = [
    "answer_decided",
    "answer_released",
    "answer_waits",
    "came_by_mailbox",
    "colleague_invited",
    "draft_erased_soon",
    "file_unreadable",
    "finals_awaited",
    "joined_replaced",
    "joint_asked",
    "joint_left",
    "joint_said",
    "joint_without",
    "language_of",
    "mentioned",
    "new_response",
    "position_put_right",
    "position_read",
    "previews_of_finals",
    "receipt_to_be",
    "receipts",
    "recipients",
    "response_disowned",
    "sections_assigned",
]
