"""Pages of the e-mails that leave by themselves: HTTP only."""

import uuid
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.forms import clean_line, member
from webapp.core.rendering import gettext as _
from webapp.notifications import service as notifications
from webapp.rounds import emails, forms, labels, policy, queries, service
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
        hours=notifications.hours(),
        meetings=[each for each in queries.meetings_of(round_) if each.ends_at > clock.now()],
        kinds=[kind for kind in labels.REMINDERS if not _is_past(round_, kind)],
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
    shown = {"round": round_, "kind": kind} | _recipients(round_, kind) | _words(round_, kind)
    return form_page("rounds/letter.html", form, **shown)


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


def _recipients(round_: Round, kind: Reminder) -> dict[str, Any]:
    """Who gets it next: those of them that are sought, a page at a time."""
    day, named = _next_day(round_, kind), clean_line(request.args.get("q"))
    if day is None or kind is Reminder.UNPUBLISHED:
        return {"day": day, "named": named, "bodies": [], "count": 0, "found": 0, "more": None}
    after = request.args.get("after", type=uuid.UUID)
    page = queries.audience_page(round_, kind, day, after=after, named=named)
    bodies = page[: policy.SHOWN]
    return {
        "day": day,
        "named": named,
        "bodies": bodies,
        "count": queries.count_audience(round_, kind, day),
        "found": queries.count_audience(round_, kind, day, named=named),
        "more": bodies[-1].id if len(page) > len(bodies) else None,
    }


def _words(round_: Round, kind: Reminder) -> dict[str, Any]:
    """What it says: to the body that is chosen, or to one of each language."""
    chosen = request.args.get("body", type=uuid.UUID)
    if chosen is None:
        mails = emails.previews_of_reminder(round_, kind, queries.samples(round_))
        return {"mails": mails, "body": None}
    body = queries.invitation(chosen)
    if body.round_id != round_.id:
        raise NotFoundError(_("This invitation does not exist."))
    mails = emails.previews_of_reminder(round_, kind, [(body, 1)])
    return {"mails": mails, "body": body, "open_mails": True}


def _coming(round_: Round) -> list[tuple[Reminder, date, int]]:
    is_planned = round_.opened_at or round_.opens_at
    return queries.coming(round_, clock.now()) if is_planned else []


def _next_day(round_: Round, kind: Reminder) -> date | None:
    days = (day for each, day, _count in _coming(round_) if each is kind)
    return next(days, None)
