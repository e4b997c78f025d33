"""What a sender says of the decision on a point of its own."""

from webapp.assessment.models import Point
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import policy, queries
from webapp.reports.models import Reaction, Stance


def react(point: Point, stance: Stance, text: str) -> Reaction:
    """Keep what the sender says. What was said before stays, and the latest counts.

    Raises:
        ConflictError: the report is not out, or the last day for this has passed.
    """
    edition = queries.find_published(point.round_id)
    if edition is None or not policy.may_react(edition, clock.now()):
        raise ConflictError(_l("The last day to say this has passed, or the report is withdrawn."))
    before = queries.reactions_of(point.response_id).get(point.id)
    if before is not None and (before.stance, before.text) == (stance, text):
        return before
    reaction = Reaction(point_id=point.id, stance=stance, text=text)
    session.add(reaction)
    session.flush()
    audit.record("reports.react", subject=point.round_id, number=point.number, stance=stance.value)
    return reaction
