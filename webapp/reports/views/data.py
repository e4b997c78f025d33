"""What the data of editions mean, for programs: schemas, and what a CSV file is. HTTP only."""

import uuid

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.reports import queries, service
from webapp.reports.models import Edition, Format
from webapp.reports.schemas import Data
from webapp.reports.views.frame import blueprint, check_shown, withdrawn


@blueprint.get("/schemas/<data>/<int:version>.json")
@access.public
def schema(data: str, version: int) -> ResponseReturnValue:
    """A published schema, for every program that reads it."""
    kind = member(Data, data)
    if kind is None:
        raise NotFoundError(_("There is no such page."))
    content_type = service.SCHEMA_TYPE if kind is Data.REPORT else service.CSVW_TYPE
    response = Response(service.schema(kind, version), content_type=content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get(f"/editions/<uuid:edition_id>/{service.METADATA}")
@access.staff()
def csv_metadata(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What the CSV of an edition is, to be kept beside that file."""
    edition = queries.edition(edition_id)
    return _metadata(edition, queries.file(edition, Format.CSV).file.name)


@blueprint.get(f"/reports/<uuid:round_id>/{service.METADATA}")
@access.public
def published_csv_metadata(round_id: uuid.UUID) -> ResponseReturnValue:
    """What the CSV of the report is that was published last."""
    return _published(queries.published(round_id))


@blueprint.get(f"/reports/<uuid:round_id>/editions/<int:number>/{service.METADATA}")
@access.public
def edition_csv_metadata(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """What the CSV of one edition is that is or was published."""
    return _published(queries.published_edition(round_id, number))


def _published(edition: Edition) -> ResponseReturnValue:
    if edition.withdrawn_at is not None:
        return withdrawn(edition)
    check_shown(edition)
    url = url_for(
        "reports.edition_file",
        round_id=edition.round_id,
        number=edition.number,
        format_=Format.CSV.value,
        _external=True,
    )
    return _metadata(edition, url)


def _metadata(edition: Edition, url: str) -> ResponseReturnValue:
    said = service.csv_metadata(edition, url, authority=current_app.config["AUTHORITY_NAME"])
    name = f"{queries.file(edition, Format.CSV).file.name}-metadata.json"
    return download(said, name=name, content_type=service.CSVW_TYPE)
