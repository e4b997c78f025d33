"""How the decision behind an answer is told, to whoever reads the answer."""

from collections.abc import Mapping
from typing import Any

from webapp.core import rendering
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Behind, Decider

DECIDERS: Mapping[str, Any] = {
    Decider.BOARD: _l("A board or council"),
    Decider.COMMITTEE: _l("A committee"),
    Decider.DELEGATED: _l("An official, by delegation"),
}


def behind_facts(behind: Behind) -> list[tuple[str, str]]:
    """What is known of a decision, each with its name; nothing of what is not."""
    kind = str(DECIDERS[behind.by]) if behind.by else ""
    who = f"{behind.body} ({kind[:1].lower()}{kind[1:]})" if behind.body and kind else ""
    found = (
        (_("Decided by"), who or behind.body or kind),
        (_("Day of the decision"), rendering.show_date(behind.on) if behind.on else ""),
        (_("Paragraph in the minutes"), behind.paragraph),
        (_("The body's own registry number"), behind.number),
        (_("Rapporteur"), behind.rapporteur),
    )
    return [(name, said) for name, said in found if said]
