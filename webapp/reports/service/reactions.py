"""What a sender says of the decision on a point of its own."""

from webapp.assessment.models import Point
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import policy, queries
from webapp.reports.models import Reaction, Stance
from webapp.responses.models import Response


def react(point: Point, response: Response, stance: Stance, text: str) -> Reaction:
    """Keep what the sender of a response says. What was said before stays, and the latest counts.

    Args:
        point: one of the response; of a part in a joint answer, one of the answer.
        response: whose sender says it.
        stance: what it says.
        text: why, or nothing.

    Raises:
        ConflictError: the report is not out, the last day has passed, or the body has left.
    """
    edition = queries.find_published(point.round_id)
    is_open = edition is not None and policy.may_react(edition, clock.now())
    if not is_open or response.has_left:
        raise ConflictError(_l("The last day to say this has passed, or the report is withdrawn."))
    before = queries.reactions_of(response).get(point.id)
    if before is not None and (before.stance, before.text) == (stance, text):
        return before
    part = response.id if response.is_beside else None
    reaction = Reaction(point_id=point.id, part_id=part, stance=stance, text=text)
    session.add(reaction)
    session.flush()
    audit.record(
        "reports.react",
        subject=point.round_id,
        number=point.number,
        stance=stance.value,
        sender=response.sender if part else None,
    )
    return reaction
