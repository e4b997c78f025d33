"""Versions as readers see them, and the pictures in them."""

import uuid

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering, storage
from webapp.drafts import designations, policy, queries
from webapp.drafts.views.frame import blueprint, words


@blueprint.get("/versions/<uuid:version_id>")
@access.staff()
def version(version_id: uuid.UUID) -> ResponseReturnValue:
    """A version as readers see its text, in one of its languages."""
    found = queries.version(version_id)
    sections = queries.reading(version_id)
    tags = queries.document(found.document_id).languages
    chosen = request.args.get("language", rendering.language())
    return render_template(
        "drafts/version.html",
        version=found,
        document=found.document,
        sections=sections,
        designations=designations.of(sections),
        language=chosen if chosen in tags else tags[0],
        may_write=policy.may_write(current_user.roles),
        **words(),
    )


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
