"""Pages of the e-mails that leave by themselves: HTTP only."""

import uuid
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.rounds import emails, forms, policy, queries, service
from webapp.rounds.models import Round
from webapp.rounds.reminders import OCCASIONS, Reminder
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.get("/rounds/<uuid:round_id>/letters")
@access.staff()
def letters(round_id: uuid.UUID) -> ResponseReturnValue:
    """What e-mails are to come and have gone: which, when, to how many and why."""
    round_ = queries.get(round_id)
    coming = _coming(round_)
    return render_template(
        "rounds/letters.html",
        round=round_,
        coming=coming,
        runs=queries.runs(round_id),
        kinds=[kind for kind in Reminder if not _is_past(round_, kind)],
    )


@blueprint.route("/rounds/<uuid:round_id>/letters/<name>", methods=["GET", "POST"])
@access.staff()
def letter(round_id: uuid.UUID, name: str) -> ResponseReturnValue:
    """One of them: who gets it and why, its words, and what is said first in it."""
    round_, kind = queries.get(round_id), _kind(name)
    occasion = OCCASIONS[kind].value
    form = forms.IntroForm.about(queries.intro(round_id, occasion))
    if form.is_submitted():
        policy.require_editor(current_user)
    if form.validate_on_submit():
        service.introduce(round_, occasion, form.text(), current_user)
        flash(_("Saved."), "success")
        return redirect(request.path)
    day = _next_day(round_, kind)
    found = queries.audience(round_, kind, day, limit=policy.SHOWN) if day else []
    return form_page(
        "rounds/letter.html",
        form,
        round=round_,
        kind=kind,
        day=day,
        bodies=found,
        count=queries.count_audience(round_, kind, day) if day else 0,
        mails=emails.previews_of_reminder(round_, kind, queries.samples(round_)),
    )


@blueprint.post("/rounds/<uuid:round_id>/letters/<name>/switch")
@access.staff(*policy.EDITORS)
def switch_letter(round_id: uuid.UUID, name: str) -> ResponseReturnValue:
    """Let a reminder leave, or not."""
    round_, kind = queries.get(round_id), _kind(name)
    on = request.form.get("on") == "yes"
    service.switch(round_, kind, on=on, actor=current_user)
    told = _("The reminder leaves when its day comes.") if on else _("The reminder does not leave.")
    flash(told, "success")
    return redirect(url_for("rounds.letters", round_id=round_id))


def _kind(name: str) -> Reminder:
    found = member(Reminder, name)
    if found is None:
        raise NotFoundError(_("There is no such e-mail."))
    return found


def _is_past(round_: Round, kind: Reminder) -> bool:
    """Whether a round that has opened has no more use for it."""
    return kind is Reminder.HEADS_UP and round_.opened_at is not None


def _coming(round_: Round) -> list[tuple[Reminder, date, int]]:
    is_planned = round_.opened_at or round_.opens_at
    return queries.coming(round_, clock.now()) if is_planned else []


def _next_day(round_: Round, kind: Reminder) -> date | None:
    days = (day for each, day, _count in _coming(round_) if each is kind)
    return next(days, None)
