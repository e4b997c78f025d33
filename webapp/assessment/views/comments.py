"""Comments on an earlier version, followed to a later one."""

import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, queries
from webapp.assessment.following import Following, follow
from webapp.assessment.forms import UNSURE, FollowForm
from webapp.assessment.views.frame import blueprint
from webapp.core import access
from webapp.core.forms import identifier, member
from webapp.drafts import policy as drafts_policy
from webapp.drafts import queries as drafts
from webapp.drafts.carrying import Status
from webapp.drafts.models import Document
from webapp.responses import queries as responses

SECTIONS_ON_A_PAGE = 10


@blueprint.get("/documents/<uuid:document_id>/comments")
@access.staff()
def comments(document_id: uuid.UUID) -> ResponseReturnValue:
    """Each comment on an earlier version, with what became of its text."""
    found = drafts.document(document_id)
    commented = responses.commented_versions(document_id)
    context: dict[str, Any] = {}
    if commented:
        context = _followed(found, FollowForm.of(found.versions, commented, request.args))
    return render_template(
        "assessment/comments.html",
        document=found,
        may_write=drafts_policy.may_write(current_user.roles),
        labels=labels,
        Status=Status,
        UNSURE=UNSURE,
        **context,
    )


def _followed(found: Document, form: FollowForm) -> dict[str, Any]:
    versions = {each.id: each for each in found.versions}
    former, later = versions[form.former.data], versions[form.later.data]
    rows = drafts.reading(former.id), drafts.reading(later.id)
    following = follow(responses.comments_on_version(former.id), *rows)
    return {
        "form": form,
        "former": former,
        "later": later,
        "titles": [{each.key: each.title for each in row} for row in rows],
        "counts": following.counts(),
        "unsure": following.unsure(),
        "points": queries.on_comments(former.id),
        **_page(following, str(form.status.data)),
    }


def _page(following: Following, wanted: str) -> dict[str, Any]:
    narrowed = following.narrowed(member(Status, wanted), unsure=wanted == UNSURE)
    chosen = identifier(request.args.get("section"))
    shown = narrowed.of_section(chosen).sections if chosen else narrowed.sections
    first = max(0, request.args.get("after", 0, int))
    last = first + SECTIONS_ON_A_PAGE
    return {
        "sections": shown[first:last],
        "more": last if len(shown) > last else None,
        "chosen": chosen,
    }
