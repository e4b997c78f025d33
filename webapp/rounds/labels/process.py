"""What people read for meetings, and for the steps of a case."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Decided, MeetingKind, SamiNeed, SamiStepKind
from webapp.rounds.process import What, When

MEETING_KINDS: Mapping[MeetingKind, Any] = {
    MeetingKind.CONFERENCE: _l("Dialogue conference"),
    MeetingKind.INFORMATION: _l("Information meeting"),
    MeetingKind.WORKSHOP: _l("Workshop"),
    MeetingKind.OTHER: _l("Other meeting"),
}

SAMI_NEEDS: Mapping[SamiNeed, Any] = {
    SamiNeed.UNDECIDED: _l("Not decided yet"),
    SamiNeed.NEEDED: _l("Yes, it is needed"),
    SamiNeed.NOT_NEEDED: _l("No, it is not needed"),
}

SAMI_STEPS: Mapping[SamiStepKind, Any] = {
    SamiStepKind.ASKED: _l("Asked for consultation"),
    SamiStepKind.ANSWER: _l("Answer came in"),
    SamiStepKind.MEETING: _l("Meeting for consultation"),
    SamiStepKind.OUTCOME: _l("Outcome of the consultation"),
    SamiStepKind.DOCUMENTATION: _l("Documentation"),
}

WHENS: Mapping[When, Any] = {
    When.PAST: _l("What has been"),
    When.NOW: _l("Now"),
    When.COMING: _l("What comes next"),
}

DECIDED: Mapping[Decided, Any] = {
    Decided.ADOPTED: _l("Adopted"),
    Decided.ADOPTED_CHANGED: _l("Adopted with changes"),
    Decided.RETURNED: _l("Returned for more work"),
    Decided.NOT_ADOPTED: _l("Not adopted"),
}

DECIDED_HINTS: Mapping[Decided, Any] = {
    Decided.ADOPTED: _l("As it was proposed after the consultation."),
    Decided.ADOPTED_CHANGED: _l("The board changed something itself."),
    Decided.RETURNED: _l("More work is needed before it can be decided on."),
    Decided.NOT_ADOPTED: _l("The proposal is turned down."),
}

HAPPENINGS: Mapping[What, Any] = {
    What.DEADLINE: _l("Last day to answer"),
    What.REPORT: _l("The report is published"),
    What.DECISION: _l("Decision"),
}
