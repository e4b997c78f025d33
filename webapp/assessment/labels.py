"""The words for decisions, alike on pages and in reports."""

from collections.abc import Mapping

from webapp.assessment.models import Decision
from webapp.core.rendering import lazy_gettext as _l

DECISIONS: Mapping[Decision, object] = {
    Decision.ACCOMMODATED: _l("Accommodated"),
    Decision.PARTLY: _l("Accommodated in part"),
    Decision.NOT_ACCOMMODATED: _l("Not accommodated"),
    Decision.NOTED: _l("Noted"),
    Decision.OUT_OF_SCOPE: _l("Outside the scope"),
}

EXPLANATIONS: Mapping[Decision, object] = {
    Decision.ACCOMMODATED: _l("The proposal is changed as the sender asks."),
    Decision.PARTLY: _l("Some of it leads to a change. The reply says what and why not all."),
    Decision.NOT_ACCOMMODATED: _l("No change. The reply must say why."),
    Decision.NOTED: _l("Support, or information that asks for no change."),
    Decision.OUT_OF_SCOPE: _l("It is about something that this proposal does not decide."),
}
