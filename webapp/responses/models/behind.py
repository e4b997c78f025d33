"""The decision that stands behind an answer: who took it, when, and where it is minuted."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import ShortText, states
from webapp.responses import content


class Decider(StrEnum):
    """What kind of hand decided on a body's answer."""

    BOARD = "board"
    COMMITTEE = "committee"
    DELEGATED = "delegated"
    """An official, by delegation."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is known of the decision behind an answer. All of it may be left out."""

    by: Decider | None = None
    body: str = ""
    """What the board, the committee or the official is called."""
    on: date | None = None
    paragraph: str = ""
    """The number of the paragraph in the minutes, as it is written there."""
    number: str = ""
    """The body's own registry number for the matter."""
    rapporteur: str = ""

    def __bool__(self) -> bool:
        """Whether anything at all is known."""
        return any(asdict(self).values())

    def columns(self) -> dict[str, object]:
        """It as the columns of a row hold it."""
        return {f"decided_{name}": value for name, value in asdict(self).items()}

    def content(self) -> dict[str, content.Json]:
        """Its part of the canonical content: what is known, and nothing else."""
        said = {name: value for name, value in asdict(self).items() if value}
        return said | ({"on": self.on.isoformat()} if self.on else {})


NO_DECISION = Behind()
"""Where nothing is known of one."""


class DecidedBehind:
    """The columns of an answer, being written or submitted, that tell of the decision behind it."""

    decided_by: Mapped[Decider | None] = mapped_column(states(Decider))
    decided_body: Mapped[ShortText] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_paragraph: Mapped[ShortText] = mapped_column(default="")
    decided_number: Mapped[ShortText] = mapped_column(default="")
    decided_rapporteur: Mapped[ShortText] = mapped_column(default="")

    @property
    def behind(self) -> Behind:
        """The decision behind it, as far as it is known."""
        return Behind(
            self.decided_by,
            self.decided_body,
            self.decided_on,
            self.decided_paragraph,
            self.decided_number,
            self.decided_rapporteur,
        )
