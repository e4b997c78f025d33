"""Whether an answer was received, for whoever has its checksum: HTTP only."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.extensions import limiter
from webapp.responses import queries
from webapp.responses.forms import ChecksumForm, ContentFileForm
from webapp.responses.views.frame import blueprint, submission_limit


@blueprint.get("/verify")
@access.public
@limiter.limit(submission_limit)
def verify() -> ResponseReturnValue:
    """When the answer with a checksum came in, and to what; never whose it is or what it says."""
    form = ChecksumForm(request.args)
    asked = "sha256" in request.args
    found = queries.with_checksum(form.sha256.data) if asked and form.validate() else None
    return _page(form, ContentFileForm(), asked=asked and not form.errors, found=found)


@blueprint.post("/verify")
@access.public
@limiter.limit(submission_limit)
def verify_file() -> ResponseReturnValue:
    """Work out the checksum of a file, and ask with it."""
    form = ContentFileForm()
    if form.validate_on_submit():
        return redirect(url_for("responses.verify", sha256=form.checksum()))
    return _page(ChecksumForm(None), form)


def _page(
    form: ChecksumForm, upload: ContentFileForm, *, asked: bool = False, found: object = None
) -> ResponseReturnValue:
    page = render_template(
        "responses/verify.html", form=form, upload=upload, asked=asked, found=found
    )
    wrong = form.errors or upload.errors
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
