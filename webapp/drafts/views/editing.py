"""What the editor in the browser asks for while someone writes."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core.errors import DomainError
from webapp.core.forms import clean_text
from webapp.core.rendering import gettext as _
from webapp.drafts import blocks, queries, service, writing
from webapp.drafts.blocks import BlockKind, BlockText
from webapp.drafts.forms import LONGEST_TEXT, FigureForm
from webapp.drafts.models import Document
from webapp.drafts.views.frame import blueprint, status, writer


@blueprint.post("/documents/<uuid:document_id>/render")
@writer
def render(document_id: uuid.UUID) -> ResponseReturnValue:
    """A text as the editor takes it in: block by block, each with its source and its HTML."""
    document = queries.document(document_id)
    text = clean_text(request.form.get("text"))
    if len(text) > LONGEST_TEXT:
        raise DomainError(_("The text is too long."))
    return jsonify(blocks=editor_blocks(document, text))


def editor_blocks(document: Document, text: str) -> list[dict[str, Any]]:
    """A text as the editor takes it in, for a page that holds one."""
    parts = blocks.split(text)
    has_figures = any(part.kind is BlockKind.FIGURE for part in parts)
    album = queries.pictures(document.id) if has_figures else {}
    return [_block(part, album) for part in parts]


@blueprint.route("/documents/<uuid:document_id>/figures", methods=["GET", "POST"])
@writer
def add_figure(document_id: uuid.UUID) -> ResponseReturnValue:
    """Put a picture into the document; the page says what to write for it to be shown."""
    document = queries.document(document_id)
    form = FigureForm()
    line, answer = "", status(form.is_submitted())
    if form.validate_on_submit() and (_wants_json() or form.describes()):
        key = form.attempt(lambda: _keep(document, form))
        if key is not None:
            line, answer = form.line(key), HTTPStatus.CREATED
            if _wants_json():
                url = writing.picture_address(queries.pictures(document.id)[key])
                return jsonify(key=key, url=url), answer
    if _wants_json():
        return jsonify(errors=form.errors), answer
    page = render_template("drafts/add_figure.html", document=document, form=form, line=line)
    return page, answer


def _keep(document: Document, form: FigureForm) -> str:
    upload = form.file.data
    return service.add_picture(
        document, upload.read(), name=upload.filename or "", actor=current_user
    )


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _block(part: BlockText, album: writing.Album) -> dict[str, Any]:
    figure = blocks.figure_parts(part.text)
    if figure is None or figure.key not in album:
        return {"source": part.text, "html": blocks.render_for_editing(part.text)}
    shown = {
        "key": figure.key,
        "src": writing.picture_address(album[figure.key]),
        "alt": figure.alt,
        "caption": figure.caption,
        "decorative": figure.decorative,
    }
    return {"source": part.text, "figure": shown}
