"""What a round must have before it opens. Pure, on loaded objects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from webapp.rounds import deadlines
from webapp.rounds.models import Consultation, Round


class Requirement(StrEnum):
    """What a round must have before it opens."""

    VERSION = "version"
    RECIPIENTS = "recipients"
    ADDRESSES = "addresses"
    COVER_LETTER = "cover_letter"
    CONTACT = "contact"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What of the requirements is met, in the order that the checklist shows."""

    met: dict[Requirement, bool]

    @property
    def missing(self) -> list[Requirement]:
        """What is not there yet."""
        return [requirement for requirement, is_met in self.met.items() if not is_met]

    @property
    def complete(self) -> bool:
        """Whether the round can open."""
        return not self.missing


def assess(round_: Round, *, invited: int, unaddressed: int, opens: datetime) -> Readiness:
    """What the round has and what it lacks, if it is to open at `opens`.

    Args:
        round_: the round, with version and consultation.
        invited: how many bodies are on its list.
        unaddressed: how many of them have no e-mail address.
        opens: the moment of opening.
    """
    return Readiness(
        {
            Requirement.VERSION: round_.version.is_frozen,
            Requirement.RECIPIENTS: invited > 0 or round_.open_to_public,
            Requirement.ADDRESSES: unaddressed == 0,
            Requirement.COVER_LETTER: bool(round_.cover_letter.get("sv", "").strip()),
            Requirement.CONTACT: has_contact(round_.consultation),
            Requirement.DEADLINE: opens < deadlines.end_of(round_.deadline),
        }
    )


def has_contact(consultation: Consultation) -> bool:
    """Say whether those who are asked get a whole contact person: name, title, e-mail, phone."""
    return _all_filled(
        (
            consultation.contact_name,
            consultation.contact_title,
            consultation.contact_email,
            consultation.contact_phone,
        )
    )


def _all_filled(values: Iterable[str]) -> bool:
    return all(value.strip() for value in values)
