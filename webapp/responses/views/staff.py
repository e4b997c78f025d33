"""What staff see: submitted responses. Nothing of any own space is within reach here."""

import uuid
from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock, rendering
from webapp.responses import emails, queries
from webapp.responses.forms import AWAITED, UNDECIDED, FilterForm, questions_form
from webapp.responses.models import Form, Position, Response
from webapp.responses.queries import Filters
from webapp.responses.service import submission
from webapp.responses.views.frame import blueprint
from webapp.responses.views.readings import response_page
from webapp.responses.views.sentfiles import receipt_file, sent_file
from webapp.rounds import queries as rounds
from webapp.rounds.emails import Preview
from webapp.rounds.policy import asked_in


@blueprint.get("/rounds/<uuid:round_id>/responses")
@access.staff()
def submitted(round_id: uuid.UUID) -> ResponseReturnValue:
    """The responses that came in, newest first."""
    form = FilterForm(request.args)
    form.validate()
    filters = _filters(form)
    responses, cursor = queries.page(round_id, filters, after=_cursor())
    return render_template(
        "responses/submitted.html",
        round=rounds.get(round_id),
        filter=form,
        responses=responses,
        count=queries.count(round_id, filters),
        cursor=cursor,
        narrowed=filters != Filters(),
        mails=_reminders(responses) if filters.awaited else None,
    )


@blueprint.get("/responses/<uuid:response_id>")
@access.staff()
def show(response_id: uuid.UUID) -> ResponseReturnValue:
    """One response in full. That it was opened is written on the trail, once a person."""
    response = queries.get(response_id)
    submission.note_read(response, current_user)
    return response_page(response)


@blueprint.get("/responses/<uuid:response_id>/files/<int:ordinal>")
@access.staff()
def attachment(response_id: uuid.UUID, ordinal: int) -> ResponseReturnValue:
    """A file that a response came with, as it came."""
    return sent_file(queries.get(response_id), ordinal)


@blueprint.get("/responses/<uuid:response_id>/receipt.pdf")
@access.staff()
def receipt_to_post(response_id: uuid.UUID) -> ResponseReturnValue:
    """The receipt, for sending by post to a sender that has no e-mail address."""
    return receipt_file(queries.get(response_id))


@blueprint.get("/rounds/<uuid:round_id>/questions/preview")
@access.staff()
def preview_questions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The questions of a round as those who answer see them, in each language and group."""
    round_ = rounds.get(round_id)
    wanted = request.args.get("group", "")
    group = next((each for each in round_.groups if str(each.id) == wanted), None)
    asked = asked_in(round_, group.id) if group else round_.questions
    tag = request.args.get("in", "")
    with rendering.spoken(tag if tag in rendering.LANGUAGES else rendering.language()):
        return render_template(
            "responses/preview_questions.html",
            round=round_,
            questions=asked,
            group=group,
            form=questions_form(asked)(formdata=None),
        )


def _reminders(responses: Sequence[Response]) -> Sequence[Preview]:
    """The words of the reminder that those will get who named a day that is still to come."""
    today = clock.local(clock.now()).date()
    coming = [each for each in responses if each.decides_on and each.decides_on >= today]
    return emails.previews_of_finals(coming)


def _filters(form: FilterForm) -> Filters:
    late = {"late": True, "on_time": False}.get(form.time.data or "")
    return Filters(
        form=Form(form.form.data) if form.form.data in set(Form) else None,
        position=Position(form.position.data) if form.position.data in set(Position) else None,
        late=late,
        awaited=form.stage.data == AWAITED,
        undecided=form.time.data == UNDECIDED,
    )


def _cursor() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("after", ""))
    except ValueError:
        return None
