"""What a report is about: what was asked, when, and who answers for it. Plain frozen values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RoundKind(StrEnum):
    """What kind of asking the report is about."""

    QUESTIONS = "questions"
    DIALOGUE = "dialogue"
    REMISS = "remiss"
    SECOND_REMISS = "second_remiss"


@dataclass(frozen=True, slots=True)
class Contact:
    """The person at the authority who answers questions about the report."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the report is about, when it was asked and by whom it was compiled."""

    consultation_title: str
    registry_number: str
    authority: str
    contact: Contact
    round_kind: RoundKind
    opened_on: date
    deadline: date
    document_version: str = ""
    channels: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a round that ends before it begins."""
        if self.deadline < self.opened_on:
            raise ValueError("the deadline lies before the round's first day")

    @property
    def days(self) -> int:
        """The period's length in days, first and last day included."""
        return (self.deadline - self.opened_on).days + 1
