"""The figures of a published edition, as a page that stays, and as files: HTTP only.

They are read out of the edition itself, and follow its rules: it is replaced, withdrawn or kept
back, and so are they.
"""

import json
import uuid
from functools import lru_cache

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import show_date, show_moment
from webapp.core.web import download
from webapp.reports import figuretables, queries
from webapp.reports.breakdownfiles import WRITERS, About
from webapp.reports.figures import Edited
from webapp.reports.labels import CONTENT_TYPES
from webapp.reports.models import Edition, Format
from webapp.reports.views.frame import blueprint, check_shown, later_of, withdrawn


@blueprint.get("/reports/<uuid:round_id>/statistics")
@access.public
def published_statistics(round_id: uuid.UUID) -> ResponseReturnValue:
    """The figures of the report that was published last, for everyone."""
    return _page(queries.published(round_id))


@blueprint.get("/reports/<uuid:round_id>/statistics/<ending>")
@access.public
def published_statistics_file(round_id: uuid.UUID, ending: str) -> ResponseReturnValue:
    """The same tables as a file."""
    return _file(queries.published(round_id), ending)


@blueprint.get("/reports/<uuid:round_id>/editions/<int:number>/statistics")
@access.public
def edition_statistics(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """The figures of one edition that is or was published, also when a later one came."""
    return _page(queries.published_edition(round_id, number))


@blueprint.get("/reports/<uuid:round_id>/editions/<int:number>/statistics/<ending>")
@access.public
def edition_statistics_file(round_id: uuid.UUID, number: int, ending: str) -> ResponseReturnValue:
    """The same tables as a file."""
    return _file(queries.published_edition(round_id, number), ending)


def _page(edition: Edition) -> ResponseReturnValue:
    if edition.withdrawn_at is not None:
        return withdrawn(edition)
    check_shown(edition)
    edited = _edited(queries.figures_file(edition).file_id)
    sheets = figuretables.sheets(edited) if edited else []
    return render_template(
        "reports/published_statistics.html",
        edition=edition,
        round=edition.round,
        later=later_of(edition, queries.other_published(edition)),
        edited=edited,
        all=edited.figures.all if edited else None,
        municipalities=figuretables.municipal(edited.figures) if edited else None,
        days=figuretables.days(edited) if edited else None,
        sheets={sheet.key: sheet for sheet in sheets},
        formats=list(WRITERS),
    )


def _file(edition: Edition, ending: str) -> ResponseReturnValue:
    if edition.withdrawn_at is not None:
        return withdrawn(edition)
    check_shown(edition)
    edited = _edited(queries.figures_file(edition).file_id)
    if ending not in WRITERS or edited is None:
        raise NotFoundError(_l("The figures do not exist in this format."))
    data = WRITERS[ending](figuretables.sheets(edited), _about(edition, edited))
    number = edition.round.consultation.registry_number.replace("/", "-").replace(" ", "-")
    name = _("statistics %(number)s edition %(edition)s", number=number, edition=edition.number)
    return download(data, name=f"{name}.{ending}", content_type=CONTENT_TYPES[Format(ending)])


@lru_cache(maxsize=16)
def _edited(file_id: uuid.UUID) -> Edited | None:
    """What an edition says of figures. Kept: its files never change."""
    file = storage.get(file_id)
    return Edited.read(json.loads(storage.contents(file))) if file else None


def _about(edition: Edition, edited: Edited) -> About:
    case = edition.round.consultation
    address = url_for(
        "reports.edition_statistics",
        round_id=edition.round_id,
        number=edition.number,
        _external=True,
    )
    return About(
        f"{case.registry_number} {edited.title}",
        [
            (_("Consultation"), edited.title),
            (_("Registry number"), case.registry_number),
            (_("Round"), str(edition.round.number)),
            (_("Edition"), str(edition.number)),
            (_("Last day to answer"), show_date(edited.span.last_day)),
            (_("Counted"), show_moment(edited.compiled_at)),
            (_("Published"), show_moment(edition.published_at)),
            (_("Permanent address"), address),
        ],
    )
