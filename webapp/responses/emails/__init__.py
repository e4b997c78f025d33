"""To whom what is said: about responses (`submitted`), and between a body's people (`team`)."""

from webapp.responses.emails.submitted import (
    answer_waits,
    file_unreadable,
    language_of,
    new_response,
    position_put_right,
    position_read,
    receipts,
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
    "file_unreadable",
    "language_of",
    "mentioned",
    "new_response",
    "position_put_right",
    "position_read",
    "receipts",
    "sections_assigned",
]
