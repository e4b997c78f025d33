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
    to_one: bool = False
    """Whether it is a private person's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How those who answered come to know that the report is out, counted by answers."""

    mailed: int = 0
    """An e-mail leaves when the edition is published."""
    before: int = 0
    """They were told by e-mail when an earlier edition was published, and are not told again."""
    posted: int = 0
    """No e-mail reaches them: a letter is printed."""
    erased: int = 0
    """The person's particulars are erased, so that there is nobody to tell."""
    stopped: int = 0
    """The address's owner has said that they did not answer, so that nothing is sent there."""
