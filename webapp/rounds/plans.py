"""What staff decide about a consultation or a round, as values that write themselves on it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from webapp.core.database import Localised
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Version
from webapp.rounds.models import (
    BoardDecision,
    Consultation,
    Decided,
    Question,
    QuestionKind,
    RecipientGroup,
    Round,
    RoundKind,
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a consultation is called and whom those who are asked can turn to."""

    registry_number: str
    title: Localised
    contact_name: str
    contact_title: str
    contact_email: str
    contact_phone: str

    def write_on(self, case: Consultation) -> None:
        """Give the case these facts."""
        case.registry_number = self.registry_number
        case.title = self.title
        case.contact_name = self.contact_name
        case.contact_title = self.contact_title
        case.contact_email = self.contact_email
        case.contact_phone = self.contact_phone


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class AskedText:
    """One question beside the text."""

    text: Localised
    asks_position: bool = False
    kind: QuestionKind = QuestionKind.TEXT
    help: Localised = field(default_factory=dict)
    options: tuple[Localised, ...] = ()
    """The words of each option, or of each step of the scale, in order."""
    is_required: bool = False
    groups: tuple[RecipientGroup, ...] = ()
    """Who is asked; empty for everyone."""

    def write_on(self, question: Question) -> None:
        """Make the question ask this. Steps of a scale are numbered, other options lettered."""
        question.text = self.text
        question.help = self.help
        question.kind = self.kind
        question.is_required = self.is_required
        question.asks_position = self.asks_position
        question.groups = list(self.groups)
        keys: Sequence[str] = LETTERS
        if self.kind is QuestionKind.SCALE:
            keys = [str(step) for step, _words in enumerate(self.options, start=1)]
        question.options = [
            {"key": key, "label": words} for key, words in zip(keys, self.options, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class GroupText:
    """What a recipient group is called, and the letter that it gets."""

    name: Localised
    cover_letter: Localised = field(default_factory=dict)
    """Empty where the group gets the round's own letter."""
    is_internal: bool = False

    def write_on(self, group: RecipientGroup) -> None:
        """Give the group these words."""
        group.name = self.name
        group.cover_letter = self.cover_letter
        group.is_internal = self.is_internal


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round asks, of which version, until when."""

    kind: RoundKind
    version_id: uuid.UUID
    deadline: date
    cover_letter: Localised
    open_to_public: bool
    languages: tuple[str, ...] = ()
    """The languages that the text is shown in; empty for all that the document has."""

    def check_version(self, versions: Iterable[Version]) -> None:
        """Let the round show its version in its languages.

        Raises:
            DomainError: the version is none of `versions`, or is not written in one of them.
        """
        chosen = next((each for each in versions if each.id == self.version_id), None)
        if chosen is None:
            raise DomainError(
                _l("Choose a frozen version of the consultation's."), field="version_id"
            )
        if not set(self.languages) <= set(chosen.document.languages):
            raise DomainError(
                _l("The version is not written in all the languages that you chose."),
                field="languages",
            )

    def write_on(self, round_: Round) -> None:
        """Make the round ask about this, until then."""
        round_.kind = self.kind
        round_.version_id = self.version_id
        round_.deadline = self.deadline
        round_.cover_letter = self.cover_letter
        round_.open_to_public = self.open_to_public
        round_.languages = list(self.languages)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the board decided, and when."""

    decided_on: date
    paragraph: str
    body: Localised
    decided: Decided
    text: Localised
    version_id: uuid.UUID | None = None
    """The text that was adopted, where it is a version that is frozen here."""

    def write_on(self, decision: BoardDecision) -> None:
        """Make the decision say this."""
        decision.decided_on = self.decided_on
        decision.paragraph = self.paragraph
        decision.body = self.body
        decision.decided = self.decided
        decision.text = self.text
        decision.version_id = self.version_id
