"""Permanent links to a frozen version, its sections and its blocks.

They are good for staff always, and for the public for as long as a round shows the version or a
published decision has adopted it. The text is made once and kept, for a frozen version never
changes.
"""

import uuid
from collections.abc import Sequence
from functools import lru_cache

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access, clock, rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import labels
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section, Version
from webapp.responses import policy
from webapp.responses.views.frame import blueprint, written_languages
from webapp.responses.views.reading import finished, is_nobody
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/v/<uuid:version_id>")
@access.public
def permanent(version_id: uuid.UUID) -> ResponseReturnValue:
    """A frozen version. Its sections are found at `#s-` and their key, its blocks at `#b-`."""
    found = drafts.version(version_id)
    shown = _shown(rounds.showing([version_id]))
    tags = _languages(found, shown)
    if not tags:
        raise _nothing_here()
    asked = request.args.get("language", rendering.language())
    tag = asked if asked in tags else tags[0]
    text, contents = _text(version_id, tag, rendering.language())
    page = render_template(
        "responses/permanent.html",
        version=found,
        round=shown[0] if shown else None,
        text=text,
        contents=contents,
        text_language=tag,
        languages=tags,
        language_name=labels.language_name,
    )
    return finished(make_response(page), shared=is_nobody())


@blueprint.get("/documents/<uuid:document_id>/s/<uuid:section_key>")
@access.public
def latest_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """To the section in the latest frozen version that has it and that the reader may read."""
    versions = drafts.versions_with(document_id, section_key)
    shown = _shown(rounds.showing([each.id for each in versions]))
    found = next((each for each in versions if _languages(each, shown)), None)
    if found is None:
        raise _nothing_here()
    place = url_for(
        "responses.permanent",
        version_id=found.id,
        language=request.args.get("language"),
        _anchor=f"s-{section_key}",
    )
    answer = make_response(redirect(place))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(asking: Sequence[Round]) -> Sequence[Round]:
    """Those of the rounds whose text anyone may read now."""
    moment = clock.now()
    return [each for each in asking if policy.is_readable(each, moment)]


def _languages(version: Version, shown: Sequence[Round]) -> Sequence[str]:
    """The languages in which the reader may read the version; none where it is not published."""
    if not version.is_frozen:
        return []
    written = written_languages(version.id)
    asked = version.document.languages
    known = [tag for tag in asked if tag in written] or asked[:1]
    if current_user.is_authenticated and current_user.is_staff:
        return known
    mine = [each for each in shown if each.version_id == version.id]
    if not mine and rounds.is_adopted(version.id):
        return known
    return policy.languages_shown(known, mine)


def _nothing_here() -> NotFoundError:
    return NotFoundError(_("There is nothing to read here now."))


@lru_cache(maxsize=64)
def _text(version_id: uuid.UUID, tag: str, _reader: str) -> tuple[Markup, Markup]:
    """The text, and its table of contents, with the words around it in the reader's language."""
    sections: Sequence[Section] = drafts.reading(version_id)
    parts = {
        "sections": sections,
        "called": labels.designations(sections),
        "language": tag,
        "text_language": tag,
        "permanent": None,
    }
    return (
        Markup(render_template("drafts/_frozen_text.html", **parts)),  # noqa: S704 - our own
        Markup(render_template("responses/_permanent_contents.html", **parts)),  # noqa: S704 - our own
    )
