"""A round's ledger as a file: HTTP only."""

import uuid

from flask import request
from flask.typing import ResponseReturnValue

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.rounds import forms, queries, workbook
from webapp.rounds.views.frame import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/rounds/<uuid:round_id>/ledger.xlsx")
@access.staff()
def ledger_workbook(round_id: uuid.UUID) -> ResponseReturnValue:
    """The bodies that the address chooses, as a workbook."""
    round_ = queries.get(round_id)
    at = clock.now()
    form = forms.LedgerForm(request.args)
    rows = queries.rows(round_, form.choice(), at)
    data = workbook.compiled(round_, rows, at=at, narrowed=form.narrowed)
    name = _("invited bodies %(day)s", day=f"{clock.local(at):%Y-%m-%d}")
    return download(data, name=f"{name}.xlsx", content_type=XLSX)
