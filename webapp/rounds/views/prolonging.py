"""Pages that give everyone, or some, longer, and what bodies ask for: HTTP only."""

import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext, show_date
from webapp.rounds import emails, forms, policy, queries, service
from webapp.rounds.life import Step
from webapp.rounds.models import NoticeKind, Round
from webapp.rounds.views.frame import blueprint, form_page, to


@blueprint.get("/rounds/<uuid:round_id>/longer")
@access.staff(*policy.EDITORS)
def longer(round_id: uuid.UUID) -> ResponseReturnValue:
    """The ways to give more time: to all, 24 hours after an outage, to some, or again."""
    return _longer(queries.get(round_id))


@blueprint.post("/rounds/<uuid:round_id>/longer")
@access.staff(*policy.EDITORS)
def put_off(round_id: uuid.UUID) -> ResponseReturnValue:
    """Give all a later last day; a closed round opens again by it."""
    round_ = queries.get(round_id)
    form = forms.DayForAllForm()
    if request.form.get("do") == "preview":
        return _longer(round_, form, previewing=True)
    if form.validate():
        step = service.put_off if policy.may_end(round_, clock.now()) else service.reopen
        done = form.attempt(lambda: step(round_, form.decision(), current_user))
        if done is not None:
            return _told(round_, done=done)
    return _longer(round_, form)


@blueprint.post("/rounds/<uuid:round_id>/a-day-more")
@access.staff(*policy.EDITORS)
def give_a_day(round_id: uuid.UUID) -> ResponseReturnValue:
    """Give everyone 24 hours more, with one button."""
    round_ = queries.get(round_id)
    form = forms.DayMoreForm()
    if form.validate():
        done = form.attempt(lambda: service.give_a_day(round_, form.decision(), current_user))
        if done is not None:
            return _told(round_, done=done)
    return _longer(round_, form)


@blueprint.route("/rounds/<uuid:round_id>/longer/some", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def longer_for_some(round_id: uuid.UUID) -> ResponseReturnValue:
    """Give the bodies that are ticked a later day."""
    round_ = queries.get(round_id)
    choosing, form = forms.ChoiceForm(request.args), forms.DayForSomeForm()
    if form.validate_on_submit():
        chosen = [each for each in form.body.data if each]
        given = form.attempt(
            lambda: service.extend_some(
                round_, chosen, form.day.data, current_user, answer=form.answer.data
            )
        )
        if given is not None:
            told = ngettext("One body gets more time.", "%(num)s bodies get more time.", given)
            return to(round_, told)
    found, cursor = queries.unanswered_lines(round_, choosing.choice())
    form.offer(found)
    page = {"round": round_, "choices": choosing, "found": found, "cursor": cursor}
    return form_page("rounds/longer_for_some.html", form, **page)


@blueprint.get("/rounds/<uuid:round_id>/extensions")
@access.staff()
def extensions(round_id: uuid.UUID) -> ResponseReturnValue:
    """What bodies asked for more time, and what was decided."""
    round_ = queries.get(round_id)
    asked = queries.extensions(round_id)
    return render_template("rounds/extensions.html", round=round_, extensions=asked)


@blueprint.route("/rounds/<uuid:round_id>/extensions/<uuid:extension_id>", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def decide_extension(round_id: uuid.UUID, extension_id: uuid.UUID) -> ResponseReturnValue:
    """Grant or deny what one body asked for."""
    asked = queries.extension(round_id, extension_id)
    if request.method == "GET" and asked.decided_at is not None:
        raise NotFoundError(_("This request is decided already."))
    form = forms.DecisionForm.on(asked)
    if form.validate_on_submit():
        form.attempt(lambda: _decide(form, asked))
        if not form.errors and not form.form_errors:
            return to(asked.invitation, _("The body is told of your decision."))
    return form_page(
        "rounds/decide_extension.html", form, round=asked.invitation.round, asked=asked
    )


def _decide(form: forms.DecisionForm, asked: Any) -> None:
    if form.decision.data == "grant":
        service.grant(asked, form.day.data, form.answer.data, actor=current_user)
    else:
        service.deny(asked, form.answer.data, actor=current_user)


def _told(round_: Round, *, done: bool) -> ResponseReturnValue:
    day = show_date(round_.deadline, "EEEE d MMMM y")
    if done:
        return to(round_, _("The last day is now %(day)s. E-mails about it are leaving.", day=day))
    return to(round_, _("The last day had been changed already. It is %(day)s.", day=day))


def _longer(round_: Round, form: Any = None, *, previewing: bool = False) -> ResponseReturnValue:
    at = clock.now()
    if not policy.may(Step.REOPEN, round_, at):
        policy.require(Step.PUT_OFF, round_, at)
    for_all = form if isinstance(form, forms.DayForAllForm) else forms.DayForAllForm.on(round_)
    a_day = form if isinstance(form, forms.DayMoreForm) else forms.DayMoreForm.on(round_)
    return form_page(
        "rounds/longer.html",
        form or for_all,
        round=round_,
        for_all=for_all,
        a_day=a_day,
        a_day_more=policy.a_day_more(round_, at),
        told=queries.told_by_language(round_.id, unanswered=True),
        mails=_mails(round_, for_all) if previewing else [],
    )


def _mails(round_: Round, form: forms.DayForAllForm) -> list[emails.Preview]:
    decision = form.decision()
    words = service.deadline_words(decision.day or round_.deadline, decision.reason)
    return emails.previews_of(round_, NoticeKind.DEADLINE, words.title, words.text)
