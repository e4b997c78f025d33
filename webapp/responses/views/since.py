"""What has changed in the text since the round before: for everyone who may read it."""

import uuid
from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.core import access, clock
from webapp.drafts import comparing
from webapp.drafts.comparing import Comparison, SectionChange
from webapp.responses import policy
from webapp.responses.views.frame import (
    blueprint,
    readable,
    shown_languages,
    text_language,
    timing,
)
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round

Changes = Mapping[uuid.UUID, SectionChange]

VIEWS = ("inline", "side")


@blueprint.get("/rounds/<uuid:round_id>/changes")
@access.public
def changes(round_id: uuid.UUID) -> ResponseReturnValue:
    """What differs from the text of the round before, by section and by word."""
    round_ = readable(round_id)
    former = rounds.former_round(round_)
    tag, view = text_language(round_, request.args.get("text")), request.args.get("view", "")
    return render_template(
        "responses/changes.html",
        former=former,
        comparison=compared(former, round_, tag),
        language=tag,
        view=view if view in VIEWS else "inline",
        Standing=comparing.Standing,
        languages=shown_languages(round_),
        **timing(round_, None),
    )


def compared(former: Round | None, round_: Round, tag: str) -> Comparison | None:
    """What differs, where there was such a round and its text may be read in the language."""
    if former is None or not _is_comparable(former, tag):
        return None
    return rounds.differences(former.version_id, round_.version_id, tag)


def marks(former_id: uuid.UUID | None, later_id: uuid.UUID, tag: str) -> Changes:
    """The sections of the text that changed since the version `former_id`, by key."""
    if former_id is None:
        return {}
    changed = rounds.differences(former_id, later_id, tag).changed
    return {each.key: each for each in changed}


def former_version(former: Round | None, tag: str) -> uuid.UUID | None:
    """The version that the former round asked about, where it is compared with."""
    return former.version_id if former is not None and _is_comparable(former, tag) else None


def _is_comparable(former: Round, tag: str) -> bool:
    return policy.is_readable(former, clock.now()) and tag in shown_languages(former)
