"""What the pages of reports share."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from webapp.core import storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import show_moment
from webapp.core.web import download
from webapp.drafts import wording
from webapp.reports import labels, phrases, queries, service
from webapp.reports.audience import Audience
from webapp.reports.models import Edition, Format, Package
from webapp.reports.schemas import Data
from webapp.responses import queries as responses

blueprint = Blueprint("reports", __name__)
blueprint.add_app_template_filter(wording.words, "compared_with")


def as_file(edition: Edition, name: str) -> ResponseReturnValue:
    """The edition in the format of that name, as a file to keep.

    Raises:
        NotFoundError: there is no such format, or the edition does not exist in it.
    """
    if name not in {format_.value for format_ in labels.FORMATS}:
        raise NotFoundError(_("The report does not exist in this format."))
    file = queries.file(edition, Format(name)).file
    response = download(storage.contents(file), name=file.name, content_type=file.content_type)
    response.headers.extend(_described_by(edition, Format(name)))
    return response


def _described_by(edition: Edition, format_: Format) -> dict[str, str]:
    """Where a program finds what the file is (RFC 8288, and CSV on the Web 5.2)."""
    if edition.data_version is None or format_ not in {Format.JSON, Format.CSV}:
        return {}
    if format_ is Format.JSON:
        address = service.schema_address(Data.REPORT, edition.data_version)
        kind = service.SCHEMA_TYPE
    else:
        # Relative, so that it is right wherever the file is had.
        address, kind = service.METADATA, service.CSVW_TYPE
    return {"Link": f'<{address}>; rel="describedby"; type="{kind}"'}


def told_of_audiences() -> dict[str, Any]:
    """What the choice of readers is told with."""
    return {
        "audiences": phrases.AUDIENCES,
        "more": {each.value: phrases.more(each) for each in Audience},
        "never": phrases.never(),
    }


def formats(edition: Edition) -> list[tuple[str, object, int]]:
    """The formats that the edition has: name, words, size in bytes."""
    kept = {row.format: row.file.size for row in edition.files}
    return [(f.value, words, kept[f]) for f, words in labels.FORMATS.items() if f in kept]


def tell_of_same(job: Edition | Package, began: datetime) -> None:
    """Say so where what was asked for, at a moment, was under way before that already."""
    if job.created_at < began and job.is_under_way:
        said = _(
            "The same was asked for already, by %(name)s at %(when)s, and is being made. No second "
            "one is begun.",
            name=job.maker.name,
            when=show_moment(job.created_at),
        )
        flash(said, "info")


class KeptBackError(NotFoundError):
    """An edition is not shown any more, for something in it is secret now.

    `last`: the edition that was published last; `is_later`: whether that one is shown.
    """

    def __init__(self, last: Edition, *, is_later: bool) -> None:
        super().__init__(_("This edition is not shown any more"))
        self.last, self.is_later = last, is_later


@blueprint.errorhandler(KeptBackError)
def _kept_back(error: KeptBackError) -> ResponseReturnValue:
    page = render_template("reports/kept_back.html", last=error.last, is_later=error.is_later)
    return page, error.status


def check_shown(edition: Edition) -> None:
    """Keep back an edition from before something in it was masked or withheld.

    Raises:
        KeptBackError: something in it is secret now.
    """
    if not responses.hidden_since(edition.round_id, edition.created_at):
        return
    last = queries.published(edition.round_id)
    is_hidden = last.withdrawn_at or responses.hidden_since(last.round_id, last.created_at)
    raise KeptBackError(last, is_later=not is_hidden)


def later_of(edition: Edition, others: Sequence[Edition]) -> Edition | None:
    """The edition that took the place of this one: the one that was published last."""
    moment = edition.published_at
    later = [each for each in others if each.published_at and moment and each.published_at > moment]
    return later[0] if later else None


def withdrawn(edition: Edition) -> ResponseReturnValue:
    """What stands where the edition stood: that it is withdrawn, when, and why."""
    page = render_template(
        "reports/withdrawn.html",
        edition=edition,
        round=edition.round,
        others=queries.other_published(edition),
    )
    return page, HTTPStatus.GONE
