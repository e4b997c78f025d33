"""What a page of a body's space shows of the others: who is there, who does what, what is said."""

import uuid
from typing import Any

from webapp.responses import policy, queries
from webapp.responses.models import OwnSpace
from webapp.responses.service import presence
from webapp.responses.views.frame import person


def desk(own: OwnSpace, section_key: uuid.UUID | None = None) -> dict[str, Any]:
    """For the overview, or for one section of the text."""
    if own.organisation_id is None:
        return {"others": [], "given": {}, "yours": [], "notes": [], "release": None}
    given = queries.assignments(own)
    release = queries.latest_release(own)
    return {
        "others": presence.note(own, section_key),
        "given": {each.section_key or each.question_id: each for each in given},
        "yours": [each for each in given if each.participant_id == person().id],
        "notes": [each for each in queries.remarks(own) if each.resolved_at is None],
        "release": release,
        "is_approved": policy.is_approved(own, release),
    }
