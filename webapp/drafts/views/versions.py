"""Versions as readers see them, and the pictures in them."""

import uuid
from functools import lru_cache

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access, rendering, storage
from webapp.drafts import policy, queries, sealing
from webapp.drafts.views.frame import blueprint, reading_parts, revalidated, words


@blueprint.get("/versions/<uuid:version_id>")
@access.staff()
def version(version_id: uuid.UUID) -> ResponseReturnValue:
    """A version as readers see its text, in one of its languages."""
    found = queries.version(version_id)
    tags = queries.document(found.document_id).languages
    chosen = request.args.get("language", rendering.language())
    language = chosen if chosen in tags else tags[0]
    made = _kept if found.is_frozen else _made
    text, contents, mark = made(version_id, language, rendering.language(), found.is_frozen)
    page = render_template(
        "drafts/version.html",
        version=found,
        document=found.document,
        text=text,
        contents=contents,
        language=language,
        approved=queries.approval_of(found.document_id, mark),
        may_write=policy.may_write(current_user.roles),
        **words(),
    )
    return revalidated(page)


def _made(
    version_id: uuid.UUID,
    language: str,
    _reader: str,
    is_frozen: bool,  # noqa: FBT001 - part of the key, as all of them
) -> tuple[Markup, Markup, str]:
    """The text and its table of contents, in words of the reader's language, and its mark."""
    sections = queries.reading(version_id)
    permanent = version_id if is_frozen else None
    title = queries.version(version_id).document.title
    return (
        *reading_parts(sections, language, permanent=permanent),
        sealing.mark(title, sections),
    )


_kept = lru_cache(maxsize=64)(_made)
"""The same, made once: a frozen version never changes."""


@blueprint.get("/figures/<uuid:file_id>")
@access.public
def figure(file_id: uuid.UUID) -> ResponseReturnValue:
    """The picture of a figure: public where a frozen version shows it, else for staff."""
    is_staff = current_user.is_authenticated and current_user.is_staff
    file, is_public = queries.picture(file_id, for_staff=is_staff)
    response = Response(storage.contents(file), content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    kept = "public, max-age=31536000, immutable" if is_public else "private, max-age=3600"
    response.headers["Cache-Control"] = kept
    return response
