"""The figures of a round, as a page and as files: HTTP only."""

import uuid
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, show_date, show_moment
from webapp.core.web import download
from webapp.drafts import queries as drafts
from webapp.organisations.categories import Category, Sector
from webapp.reports import breakdowntables as tables
from webapp.reports import queries, service
from webapp.reports.breakdown import Choice, Days, Span
from webapp.reports.breakdowncounted import Counted
from webapp.reports.breakdownfiles import WRITERS, About
from webapp.reports.breakdowntables import Sheet
from webapp.reports.breakdowntime import over_time
from webapp.reports.forms import StatisticsForm
from webapp.reports.labels import CONTENT_TYPES
from webapp.reports.models import Format
from webapp.reports.views.frame import blueprint
from webapp.rounds import policy as rounds_policy
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/statistics")
@access.staff()
def statistics(round_id: uuid.UUID) -> ResponseReturnValue:
    """The figures that the address asks for, each table with its chart."""
    round_ = rounds.get(round_id)
    form = StatisticsForm.of(request.args)
    choice = form.choice()
    shown = service.figures(round_, choice, reader=current_user)
    counted = shown.counted
    days = counted.figures.days(_span(round_))
    return render_template(
        "reports/statistics.html",
        round=round_,
        filter=form,
        choice=choice,
        counted_at=shown.at,
        all=counted.figures.all,
        days=days,
        municipalities=counted.figures.within(Choice(category=Category.MUNICIPALITY)).all,
        sheets={sheet.key: sheet for sheet in _sheets(round_, counted, choice, days)},
        formats=list(WRITERS),
    )


@blueprint.post("/rounds/<uuid:round_id>/statistics")
@access.staff()
def count_anew(round_id: uuid.UUID) -> ResponseReturnValue:
    """Count figures that were kept once more."""
    round_ = rounds.get(round_id)
    service.count_anew(round_.id)
    address = StatisticsForm.of(request.args).address()
    return redirect(url_for("reports.statistics", round_id=round_.id, **address))


@blueprint.get("/rounds/<uuid:round_id>/statistics/<ending>")
@access.staff()
def statistics_file(round_id: uuid.UUID, ending: str) -> ResponseReturnValue:
    """The same tables as a file."""
    if ending not in WRITERS:
        raise NotFoundError(_l("The figures do not exist in this format."))
    round_ = rounds.get(round_id)
    form = StatisticsForm.of(request.args)
    counted = queries.counted(round_, form.choice())
    days = counted.figures.days(_span(round_))
    sheets = _sheets(round_, counted, form.choice(), days)
    data = WRITERS[ending](sheets, _about(round_, form))
    name = _("statistics %(day)s", day=f"{clock.local(clock.now()):%Y-%m-%d}")
    return download(data, name=f"{name}.{ending}", content_type=CONTENT_TYPES[Format(ending)])


def _span(round_: Round) -> Span:
    opened = round_.opened_at or clock.now()
    return Span(clock.local(opened).date(), rounds_policy.last_day(round_, None))


def _sheets(round_: Round, counted: Counted, choice: Choice, days: Days | None) -> Sequence[Sheet]:
    """Every table that has something to say."""
    figures = counted.figures
    by_category = figures.by("category", tables.groups())
    by_sector = figures.by("sector", Sector)
    places = tables.places(drafts.outline(round_.version_id), round_.questions)
    found = [
        tables.reception(figures.all),
        tables.positions(figures.all),
        *over_time(days),
        tables.outcomes("category", by_category, choice),
        tables.stands("category", by_category),
        tables.outcomes("sector", by_sector, choice),
        tables.stands("sector", by_sector),
        tables.municipalities(counted.municipalities),
        tables.channels((row.key, row.answers) for row in figures.by_channel()),
        tables.parts(places, counted.parts),
    ]
    return [sheet for sheet in found if sheet.rows]


def _about(round_: Round, form: StatisticsForm) -> About:
    case = round_.consultation
    title = f"{case.registry_number} {localised(case.title)}"
    return About(
        title,
        [
            (_("Consultation"), localised(case.title)),
            (_("Registry number"), case.registry_number),
            (_("Round"), str(round_.number)),
            (_("Last day to answer"), show_date(rounds_policy.last_day(round_, None))),
            (_("As it was"), show_moment(clock.now())),
            *(form.chosen() or [(_("Which"), _("All"))]),
        ],
    )
