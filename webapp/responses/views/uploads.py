"""Taking in a file piece by piece: HTTP only, and for scripts alone.

The headers are those of draft-ietf-httpbis-resumable-upload. How the file is announced is not:
a form says it, as everywhere here, for the page's own script is the only client.
"""

import uuid
from http import HTTPStatus

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.core import access
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.transactions import rollback
from webapp.responses.forms import AnnouncedForm, UploadingForm
from webapp.responses.models import OwnSpace, OwnUpload
from webapp.responses.service import uploads as service
from webapp.responses.views.frame import blueprint, own_space, person

_ADDRESS = "/rounds/<uuid:round_id>/uploads/<token>"
_LIMITS = f"max-append-size={service.LARGEST_PIECE}, min-append-size={service.SMALLEST_PIECE}"


def opens(form: UploadingForm, own: OwnSpace) -> service.Opens:
    """What gives the file that a form takes: it came in pieces before, or is in the form."""
    token, sent = form.uploaded.data, form.file.data
    if token:
        return lambda: service.take(own, person(), token)
    return lambda: service.Given(sent.filename, sent.stream)


def arrived(form: UploadingForm, own: OwnSpace) -> str:
    """The name of the file that came before a form that is shown again; empty where none did.

    What was refused is forgotten.
    """
    token = form.uploaded.data
    if not token:
        return ""
    try:
        if not form.file.errors:
            return service.find(own, person(), token).name
        service.drop(own, person(), token)
    except NotFoundError:
        pass
    form.uploaded.data = ""
    return ""


@blueprint.post("/rounds/<uuid:round_id>/uploads")
@access.respondent
def begin_upload(round_id: uuid.UUID) -> ResponseReturnValue:
    """Begin to send a file, or learn how much of it has come before."""
    form = AnnouncedForm()
    if not form.validate():
        return Response(status=HTTPStatus.BAD_REQUEST)
    announced = service.Announced(form.name.data or "", form.size.data or 0, form.sha256.data or "")
    try:
        upload, token = service.begin(own_space(round_id), person(), announced)
    except DomainError as error:
        return _refused(error)
    answer = _told(upload, HTTPStatus.CREATED)
    answer.location = url_for("responses.upload", round_id=round_id, token=token)
    return answer


@blueprint.route(_ADDRESS, methods=["HEAD"], endpoint="upload")
@access.respondent
def how_far(round_id: uuid.UUID, token: str) -> ResponseReturnValue:
    """How much of the file has come."""
    try:
        return _told(service.find(own_space(round_id), person(), token), HTTPStatus.NO_CONTENT)
    except DomainError as error:
        return _refused(error)


@blueprint.patch(_ADDRESS)
@access.respondent
def append_upload(round_id: uuid.UUID, token: str) -> ResponseReturnValue:
    """Take in one piece. It is read before anything is locked, however slowly it comes."""
    if (request.content_length or 0) > service.LARGEST_PIECE:
        raise RequestEntityTooLarge
    data = request.get_data(cache=False)
    start = request.headers.get("Upload-Offset", -1, type=int)
    try:
        upload = service.find(own_space(round_id), person(), token)
        service.append(upload, start, data)
    except DomainError as error:
        return _refused(error)
    return _told(upload, HTTPStatus.NO_CONTENT)


@blueprint.delete(_ADDRESS)
@access.respondent
def drop_upload(round_id: uuid.UUID, token: str) -> ResponseReturnValue:
    """Forget what has come."""
    service.drop(own_space(round_id), person(), token)
    return Response(status=HTTPStatus.NO_CONTENT)


def _told(upload: OwnUpload, status: HTTPStatus) -> Response:
    answer = Response(status=status)
    answer.headers["Upload-Offset"] = str(upload.received)
    answer.headers["Upload-Complete"] = "?1" if upload.is_whole else "?0"
    answer.headers["Upload-Limit"] = _LIMITS
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _refused(error: DomainError) -> ResponseReturnValue:
    rollback()
    answer = jsonify(message=str(error.message))
    answer.status_code = error.status
    if isinstance(error, service.OutOfStepError):
        answer.headers["Upload-Offset"] = str(error.received)
    return answer
