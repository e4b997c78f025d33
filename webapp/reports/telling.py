"""Who is told of what the board decided, and why. Pure."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why an address is told: the first of these that holds."""

    INVITED = "invited"
    ANSWERED = "answered"
    BY_LETTER = "by_letter"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address that is told, once, whatever it is known as."""

    key: str
    """The address in lower case, which the recipients are ordered by."""
    address: str
    language: str
    name: str
    why: Why
    invitation_id: uuid.UUID | None
    has_answered: bool = True
