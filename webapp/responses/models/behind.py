"""The decision that stands behind an answer: who took it, when, and where it is minuted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final

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

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Behind":
        """What is said of it by the names of its fields, by a form or the history: days as text."""
        words = ("body", "paragraph", "number", "rapporteur")
        return cls(
            by=next((each for each in Decider if each == said.get("by")), None),
            on=_day(said.get("on")),
            **{name: said.get(name) or "" for name in words},
        )

    def said(self) -> dict[str, str]:
        """It as text, by the names of its fields."""
        return {name: str(value or "") for name, value in asdict(self).items()}

    def content(self) -> dict[str, content.Json]:
        """Its part of the canonical content: what is known, and nothing else."""
        said = {name: value for name, value in asdict(self).items() if value}
        return said | ({"on": self.on.isoformat()} if self.on else {})


NO_DECISION = Behind()
"""Where nothing is known of one."""

BEHIND: Final = tuple(f"decided_{each.name}" for each in fields(Behind))
"""The columns that hold it."""


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

    @behind.setter
    def behind(self, known: Behind) -> None:
        for column, value in zip(BEHIND, asdict(known).values(), strict=True):
            setattr(self, column, value)


def _day(said: date | str | None) -> date | None:
    if isinstance(said, date) or not said:
        return said or None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None
