"""Preview links: making them, ending them, and the page that whoever has one reads."""

import uuid

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from webapp.core import access, clock, rendering, storage
from webapp.core.errors import NotFoundError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.drafts import forms, queries, service
from webapp.drafts.models import PreviewLink
from webapp.drafts.views.frame import blueprint, reading_parts, status, words, working, writer

_PURPOSE = "preview"
_RATE = "60 per minute"


@blueprint.route("/documents/<uuid:document_id>/previews", methods=["GET", "POST"])
@writer
def previews(document_id: uuid.UUID) -> ResponseReturnValue:
    """The preview links of a document, and a form for another."""
    found = queries.document(document_id)
    form = forms.PreviewForm()
    if form.validate_on_submit():
        recipient, days = form.recipient.data or "", form.days.data
        made = form.attempt(
            lambda: service.make_preview(found, recipient, days=days, actor=current_user)
        )
        if made is not None:
            flash(_("The link is made. Copy it from the list and send it."), "success")
            return redirect(request.path)
    page = render_template(
        "drafts/previews.html",
        document=found,
        form=form,
        previews=queries.previews(document_id),
        moment=clock.now(),
        may_write=True,
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.post("/documents/<uuid:document_id>/previews/<uuid:preview_id>/withdraw")
@writer
def withdraw_preview(document_id: uuid.UUID, preview_id: uuid.UUID) -> ResponseReturnValue:
    """End a link before its time."""
    found = queries.document(document_id)
    service.withdraw_preview(found, preview_id, actor=current_user)
    flash(_("The link does not work any more."), "success")
    return redirect(request.path.removesuffix(f"/{preview_id}/withdraw"))


@blueprint.get("/preview/<token>")
@access.public
@limiter.limit(_RATE)
def preview(token: str) -> ResponseReturnValue:
    """The draft as readers will see it, for whoever has the link."""
    link = _link(token)
    if request.method == "GET":  # Some mail scanners only ask what there is.
        service.note_opened(link)
    found, version = queries.document(link.document_id), working(link.document_id)
    asked = request.args.get("language", rendering.language())
    language = asked if asked in found.languages else found.source_language
    text, contents = reading_parts(queries.reading(version.id), language)
    page = render_template(
        "drafts/preview.html",
        token=token,
        link=link,
        document=found,
        text=_with_own_pictures(text, token),
        contents=contents,
        language=language,
        **words(),
    )
    return _private(make_response(page))


@blueprint.get("/preview/<token>/figures/<uuid:file_id>")
@access.public
@limiter.limit("600 per minute")
def preview_figure(token: str, file_id: uuid.UUID) -> ResponseReturnValue:
    """A picture in the draft, for whoever has the link."""
    link = _link(token)
    shown = queries.pictures_of(working(link.document_id).id)
    if file_id not in shown:
        raise NotFoundError(_("There is no such picture."))
    file, _is_public = queries.picture(file_id, for_staff=True)
    response = Response(storage.contents(file), content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def _link(token: str) -> PreviewLink:
    """The link that a token is for; one that was altered is told as one that is over."""
    found: uuid.UUID | None
    try:
        found = uuid.UUID(access.unsign(_PURPOSE, token))
    except (access.LinkInvalidError, ValueError):
        found = None
    return service.working_preview(found)


def _with_own_pictures(text: Markup, token: str) -> Markup:
    """The text with its pictures at addresses that the link opens."""
    own = str(text).replace('src="/figures/', f'src="/preview/{token}/figures/')
    return Markup(own)  # noqa: S704 - our own


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
