"""Keeping a draft that is about to be erased: why, and as a file."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.drafts import queries as drafts
from webapp.responses import queries
from webapp.responses.views.frame import blueprint, own_page, own_space, terms
from webapp.rounds.policy import asked_of


@blueprint.get("/rounds/<uuid:round_id>/answer/keep")
@access.respondent
def keep_draft(round_id: uuid.UUID) -> ResponseReturnValue:
    """When the draft is erased, and how to keep it."""
    own = own_space(round_id)
    return own_page(
        "responses/keep_draft.html",
        own,
        erasing=queries.erasure_of(own),
        kept_days=terms().drafts,
    )


@blueprint.get("/rounds/<uuid:round_id>/answer/draft.html")
@access.respondent
def draft_file(round_id: uuid.UUID) -> ResponseReturnValue:
    """The draft as a page to keep."""
    own = own_space(round_id)
    page = render_template(
        "responses/draft_file.html",
        space=own,
        round=own.round,
        now=clock.now(),
        asked_questions=asked_of(own.round, own.invitation),
        answers={each.question_id: each for each in own.answers},
        sections={each.key: each for each in drafts.outline(own.round.version_id)},
    )
    name = _("Draft") + f" {own.round.consultation.registry_number}.html".replace("/", "-")
    return download(page.encode(), name=name, content_type="text/html; charset=utf-8")
