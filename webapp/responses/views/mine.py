"""What is one's own beside the text: a summary of one's comments, what is left, what is read."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import blocks
from webapp.drafts import queries as drafts
from webapp.responses import queries, reckoning
from webapp.responses.forms import StandForm
from webapp.responses.models import OwnComment, OwnSpace, Response
from webapp.responses.reckoning import Left
from webapp.responses.service import reading
from webapp.responses.views import placing
from webapp.responses.views.frame import blueprint, own_space, person, text_language
from webapp.rounds.models import Invitation, Round
from webapp.rounds.policy import asked_of


@dataclass(frozen=True, slots=True)
class Mine:
    """What one has done of an answer, and what is left."""

    comments: Sequence[OwnComment]
    """In the order of the document."""
    seen: frozenset[uuid.UUID]
    sections: int
    left: Left
    latest: Response | None
    """What was submitted last, if it counts."""


def summary(own: OwnSpace) -> Mine:
    """One's own comments and how far one has come."""
    tag = text_language(own.round)
    words = section_words(own.round.version_id, tag)
    seen = queries.seen_by(person(), own) & words.keys()
    order = {key: place for place, key in enumerate(words)}
    given = {answer.question_id for answer in own.answers if answer.is_given}
    asked = asked_of(own.round, own.invitation)
    body = own.invitation
    latest = queries.latest_of(own) if body is None or body.answered_at else None
    return Mine(
        sorted(own.comments, key=lambda each: order.get(each.section_key, -1)),  # type: ignore[arg-type]
        seen,
        len(words),
        Left(
            sum(count for key, count in words.items() if key not in seen),
            sum(question.id not in given for question in asked),
            position=not own.position,
        ),
        None if latest is None or latest.has_left else latest,
    )


def whole(round_: Round, invitation: Invitation | None) -> Left:
    """All that there is to do, for whoever has not begun."""
    words = section_words(round_.version_id, text_language(round_))
    return Left(sum(words.values()), len(asked_of(round_, invitation)), position=True)


@lru_cache(maxsize=32)
def section_words(version_id: uuid.UUID, language: str) -> Mapping[uuid.UUID, int]:
    """How many words each section of a frozen version has, in its order. Kept: it never changes."""
    return {
        section.key: sum(
            reckoning.count_words(text)
            for text in (
                placing.shown_text(section.title, language, section.source_language),
                *(
                    blocks.plain(placing.shown_text(block.text, language, section.source_language))
                    for block in section.blocks
                ),
            )
        )
        for section in drafts.reading(version_id)
    }


@blueprint.post("/rounds/<uuid:round_id>/sections/<uuid:section_key>/seen")
@access.respondent
def seen(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Note that a section is read, and go on to the next; or take that back."""
    own = own_space(round_id)
    keys = list(section_words(own.round.version_id, text_language(own.round)))
    if section_key not in keys:
        raise NotFoundError(_("There is no such section in this version."))
    takes_back = request.form.get("do") == "unread"
    reading.mark_seen(own, person(), section_key, seen=not takes_back)
    following = keys[keys.index(section_key) + 1 :]
    if takes_back:
        following = [section_key]
    if not following:
        return redirect(url_for("responses.statement", round_id=round_id))
    return redirect(url_for("responses.section", round_id=round_id, section_key=following[0]))


@blueprint.post("/rounds/<uuid:round_id>/sections/<uuid:section_key>/stand")
@access.respondent
def stand(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Take a position on a section as a whole."""
    own = own_space(round_id)
    if section_key not in placing.section_keys(own.round.version_id):
        raise NotFoundError(_("There is no such section in this version."))
    form = StandForm()
    if form.validate():
        reading.take_stand(own, section_key, form.position)
        flash(_("Saved."), "success")
    here = url_for("responses.section", round_id=round_id, section_key=section_key)
    return redirect(f"{here}#section-comments")
