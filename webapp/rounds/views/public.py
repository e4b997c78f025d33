"""What anyone may see of a case: its process, its meetings, and calendars. HTTP only."""

import uuid
from collections.abc import Sequence

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from webapp.core import access, clock, rendering
from webapp.core.errors import NotFoundError
from webapp.core.extensions import talisman
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.core.web import CONTENT_SECURITY_POLICY
from webapp.notifications import calendars
from webapp.rounds import entries, films, process, queries
from webapp.rounds.models import Consultation, Invitation, Meeting, Round
from webapp.rounds.views.frame import blueprint

WITH_FILMS = {**CONTENT_SECURITY_POLICY}
"""The policy of the page that shows a film: frames of the hosts in the settings, and no others."""


@blueprint.record
def _allow_films(state: BlueprintSetupState) -> None:
    hosts = state.app.config["FILM_HOSTS"]
    WITH_FILMS["frame-src"] = " ".join(f"https://{host}" for host in hosts) or "'none'"


@blueprint.get("/c/<uuid:consultation_id>")
@access.public
def case(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """The case for everyone: where it is in its process, its rounds, meetings and contact."""
    found, rounds = _public_case(consultation_id)
    meetings = [each for each in queries.meetings(found.id) if each.is_public]
    steps = [each for each in found.steps if each.is_public]
    decided = [each for each in queries.decisions_in(found.id) if each.published_at]
    today = clock.local(clock.now()).date()
    return render_template(
        "rounds/case.html",
        case=found,
        rounds=rounds,
        versions={each.version_id: each.version for each in rounds},
        decisions=decided,
        happenings=process.parts(process.line(rounds, meetings, steps, decisions=decided), today),
    )


@blueprint.get("/c/meetings/<uuid:meeting_id>")
@access.public
def public_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """A public meeting. Nothing is fetched from its film's host by this page."""
    return _meeting_page(_public_meeting(meeting_id), playing=False)


@blueprint.route("/c/meetings/<uuid:meeting_id>/film", methods=["GET", "POST"])
@access.public
@talisman(content_security_policy=WITH_FILMS)
def film(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """The same with its film, for a reader who has been told what that means and pressed.

    Whoever comes by a link has not been told, and comes to the page that tells.
    """
    if request.method != "POST":
        return redirect(url_for("rounds.public_meeting", meeting_id=meeting_id))
    return _meeting_page(_public_meeting(meeting_id), playing=True)


@blueprint.get("/c/meetings/<uuid:meeting_id>.ics")
@access.public
def meeting_file(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """A public meeting as a file for calendars."""
    return _calendar([entries.of_meeting(_public_meeting(meeting_id))])


@blueprint.get("/rounds/<uuid:round_id>/calendar.ics")
@access.public
def round_calendar(round_id: uuid.UUID) -> ResponseReturnValue:
    """A feed of the round: its last day and its public meetings."""
    round_ = queries.get(round_id)
    _public_case(round_.consultation_id)
    if not process.seen_by_all([round_], clock.now()):
        raise NotFoundError(_("There is nothing to read here now."))
    meetings = [each for each in queries.meetings_of(round_) if each.is_public]
    return _feed(round_, None, meetings)


@blueprint.get("/calendar/<token>.ics")
@access.public
def body_calendar(token: str) -> ResponseReturnValue:
    """A feed for one body, by its own link: its own last day, and the meetings it is called to."""
    identifier, _colon, number = access.unsign("calendar", token).partition(":")
    found = queries.find_invitation(uuid.UUID(identifier))
    if found is None or str(found.link_number) != number:
        raise NotFoundError(_("This calendar has ended."))
    with rendering.spoken(found.language):
        return _feed(found.round, found, queries.meetings_of(found.round))


def _meeting_page(found: Meeting, *, playing: bool) -> ResponseReturnValue:
    player = films.player(found.film, current_app.config["FILM_HOSTS"])
    return render_template(
        "rounds/public_meeting.html",
        meeting=found,
        case=found.consultation,
        player=player,
        playing=playing,
        film_host=films.host(player) if player else "",
    )


def _feed(
    round_: Round, invitation: Invitation | None, meetings: Sequence[Meeting]
) -> ResponseReturnValue:
    deadline = entries.of_deadline(round_, invitation)
    name = localised(round_.consultation.title)
    return _calendar([deadline, *map(entries.of_meeting, meetings)], name=name)


def _calendar(found: list[calendars.Entry], *, name: str = "") -> Response:
    response = make_response(calendars.file(found, name=name))
    response.headers["Content-Type"] = calendars.MEDIA_TYPE
    response.headers["Content-Disposition"] = f'inline; filename="{calendars.FILE_NAME}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _public_case(consultation_id: uuid.UUID) -> tuple[Consultation, list[Round]]:
    found = queries.whole_case(consultation_id)
    rounds = process.seen_by_all(found.rounds, clock.now()) if found else []
    if found is None or not rounds:
        raise NotFoundError(_("There is nothing to read here now."))
    return found, rounds


def _public_meeting(meeting_id: uuid.UUID) -> Meeting:
    found = queries.meeting(meeting_id)
    _public_case(found.consultation_id)
    if not found.is_public:
        raise NotFoundError(_("This meeting does not exist."))
    return found
