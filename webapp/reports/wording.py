"""What the states in a report are called, in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from webapp.reports.audience import Audience
from webapp.reports.occasion import RoundKind
from webapp.reports.outline import Argument, Decision, Point, PointKind
from webapp.reports.participation import Considered, Outcome, Position
from webapp.responses.words import Words


def _(message: str) -> str:
    """Marks a message for translation where it cannot yet be translated."""
    return message


POSITIONS: Mapping[Position, str] = {
    Position.ENDORSE: _("Endorses"),
    Position.ENDORSE_IN_PART: _("Endorses in part"),
    Position.NEITHER: _("Neither endorses nor opposes"),
    Position.OPPOSE: _("Opposes"),
    Position.NO_COMMENTS: _("Has no comments"),
    Position.ABSTAIN: _("Abstains"),
    Position.NOT_STATED: _("Position not stated"),
}

SHORT_POSITIONS: Mapping[Position, str] = {
    **POSITIONS,
    Position.ENDORSE_IN_PART: _("In part"),
    Position.NEITHER: _("Neither nor"),
    Position.NO_COMMENTS: _("No comments"),
    Position.NOT_STATED: _("Not stated"),
}
"""What the positions are called above narrow columns that stand beside each other."""

DECISIONS: Mapping[Decision, str] = {
    Decision.ACCOMMODATED: _("Accommodated"),
    Decision.PARTLY: _("Accommodated in part"),
    Decision.NOT_ACCOMMODATED: _("Not accommodated"),
    Decision.NOTED: _("Noted"),
    Decision.OUT_OF_SCOPE: _("Outside the scope"),
    Decision.UNASSESSED: _("Not yet assessed"),
}

KINDS: Mapping[PointKind, str] = {
    PointKind.GENERAL: _("General"),
    PointKind.TECHNICAL: _("Technical"),
    PointKind.EDITORIAL: _("Editorial"),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FINAL: _("Answered"),
    Outcome.PRELIMINARY: _("Answered, preliminary"),
    Outcome.NO_COMMENTS: _("Has no comments"),
    Outcome.ABSTAINED: _("Abstained from answering"),
    Outcome.NO_ANSWER: _("Did not answer"),
}

CONSIDERED: Mapping[Considered, str] = {
    Considered.YES: _("considered"),
    Considered.PARTLY: _("considered in part"),
    Considered.NO: _("not considered"),
}

ROUNDS: Mapping[RoundKind, str] = {
    RoundKind.QUESTIONS: _("Early questions"),
    RoundKind.DIALOGUE: _("Dialogue"),
    RoundKind.REMISS: _("Consultation"),
    RoundKind.SECOND_REMISS: _("Second consultation"),
}

AUDIENCES: Mapping[Audience, str] = {
    Audience.PUBLIC: _("The public"),
    Audience.BOARD: _("The board"),
    Audience.INTERNAL: _("Internal use"),
}

LABELS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Position: POSITIONS,
    Decision: DECISIONS,
    PointKind: KINDS,
    Outcome: OUTCOMES,
    Considered: CONSIDERED,
    RoundKind: ROUNDS,
    Audience: AUDIENCES,
}


@dataclass(frozen=True)
class Wording(Words):
    """The words of a report in one language."""

    def label(self, state: StrEnum | None) -> str:
        """What a state is called; nothing for None."""
        return "" if state is None else self.gettext(LABELS[type(state)][state])

    def stand(self, position: Position | None, *, read_by_staff: bool) -> str:
        """What a position is called, and that staff read it out of the letter where they did."""
        label = self.label(position)
        read = self.gettext("%(position)s (read by the authority out of the letter)")
        return read % {"position": label} if read_by_staff else label

    def assessed(self, said: Point | Argument) -> str:
        """The decision as it stands before the reasons, and that it is only proposed."""
        _ = self.gettext
        decision = {"decision": self.label(said.decision).lower()}
        if said.unconfirmed:
            return _("Proposed assessment: %(decision)s (waits for a second person).") % decision
        return _("Assessment: %(decision)s.") % decision

    def foreign(self, language: str) -> str:
        """The BCP 47 tag of a text, where it is in another language than the report."""
        return "" if language == self.language else language

    def short(self, position: Position) -> str:
        """What a position is called above a narrow column."""
        return self.gettext(SHORT_POSITIONS[position])

    def listed(self, names: list[str]) -> str:
        """Names joined as a sentence has them: one, two and three."""
        *others, last = names or [""]
        if not others:
            return last
        _ = self.gettext
        return _("%(names)s and %(last)s") % {"names": ", ".join(others), "last": last}
