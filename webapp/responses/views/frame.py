"""What the pages of answering share: whose space it is, and what stands around each page."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

from flask import Blueprint, current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from webapp.accounts.models import Participant
from webapp.core import clock, rendering
from webapp.core.errors import ConflictError, DomainError, NotFoundError
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.drafts import blocks
from webapp.drafts import labels as drafts_labels
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import erasure, labels, policy, proposals, queries
from webapp.responses.erasure import Terms
from webapp.responses.models import Assignment, ErasureStatus, FilingStatus, OwnSpace, Response
from webapp.rounds import queries as rounds
from webapp.rounds.deadlines import end_of
from webapp.rounds.models import Invitation, Round
from webapp.rounds.policy import accepts_answers, asked_of, last_day

blueprint = Blueprint("responses", __name__)

_LABELS: Mapping[str, Mapping[Any, Any]] = {
    "position_label": labels.POSITIONS,
    "own_position_label": labels.CHOICES,
    "position_tone": labels.TONES,
    "own_stand_label": labels.STANDS,
    "position_explanation": labels.EXPLANATIONS,
    "comment_kind_label": labels.KINDS,
    "importance_label": labels.IMPORTANCES,
    "answer_form_label": labels.FORMS,
    "stage_label": labels.STAGES,
    "considered_label": labels.CONSIDERED,
    "considered_tone": labels.CONSIDERED_TONES,
    "channel_label": labels.CHANNELS,
    "filing_label": labels.FILINGS,
    "text_state_label": labels.TEXT_STATES,
    "text_state_tone": labels.TEXT_TONES,
    "team_role_label": labels.ROLES,
    "team_role_hint": labels.ROLE_HINTS,
    "find_label": labels.SHAPES,
    "reading_way": labels.WAYS,
    "reading_label": {status: label for status, (label, _tone) in labels.READINGS.items()},
    "reading_tone": {status: tone for status, (_label, tone) in labels.READINGS.items()},
}
for _name, _labels in _LABELS.items():
    blueprint.add_app_template_filter(_labels.get, _name)
blueprint.add_app_template_filter(policy.is_late_still, "late_still")
blueprint.add_app_template_filter(
    lambda part, space: policy.may_mark_ready(space, part), "may_mark_ready"
)
blueprint.add_app_template_filter(labels.behind_facts, "behind_facts")
blueprint.add_app_template_filter(labels.together, "together")
blueprint.add_app_template_test(policy.may_share, "shareable")
blueprint.add_app_template_filter(proposals.is_bare, "is_bare")
blueprint.add_app_template_filter(proposals.pieces, "proposed_pieces")
blueprint.add_app_template_filter(proposals.changes_words, "changes_words")
blueprint.add_app_template_filter(drafts_labels.designation, "designation")
blueprint.add_app_template_filter(blocks.with_id, "with_id")
blueprint.add_app_template_filter(labels.section_anchor, "section_anchor")


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    """What staff may do with answers that come other ways: for the menu, and other pages."""
    return {
        "filing_policy": policy,
        "held_files": queries.held_files,
        "scans_of": queries.scans_of,
        "letters_waiting": _letters_waiting,
        "finals_awaited": queries.count_awaited,
        "answers_of": queries.answers_of,
        "to_be_erased": _to_be_erased,
        "former_round": rounds.former_round,
    }


Writer = TypeVar("Writer", OwnSpace, Response)

_CHOSEN = "space"
"""The session's key to the space last used, for who answers for several bodies."""


def _letters_waiting(round_id: uuid.UUID) -> int:
    """How many answers by other ways wait to be registered in the round."""
    return queries.count_incoming(round_id=round_id).get(FilingStatus.NEW, 0)


def terms() -> Terms:
    """How long this installation keeps what is needed no more."""
    config = current_app.config
    return Terms(config["DRAFTS_KEPT_DAYS"], config["CONTACTS_KEPT_DAYS"])


def _to_be_erased(round_: Round) -> dict[str, Any]:
    """What of a round is erased when: days and counts, and nothing of what it is."""
    counts = queries.erasure_counts(round_.id)
    over = erasure.over_since(round_, clock.now())
    waiting, first = counts.get(ErasureStatus.WAITING, (0, None))
    return {
        "drafts_day": over + timedelta(days=terms().drafts) if over else None,
        "contacts_day": erasure.contacts_day(round_, terms()),
        "contacts_days": terms().contacts,
        "waiting": waiting,
        "first": first,
        "erased": counts.get(ErasureStatus.ERASED, (0, None))[0],
    }


def person() -> Participant:
    """The participant who is signed in; the declaration of access made sure that it is one."""
    return cast("Participant", current_user._get_current_object())  # noqa: SLF001 - the proxy's own door


def preferred() -> uuid.UUID | None:
    """The space that the person last used, if any."""
    chosen = session.get(_CHOSEN)
    return uuid.UUID(chosen) if chosen else None


def remember(space: OwnSpace) -> None:
    """Go on in this space until another is chosen."""
    session[_CHOSEN] = str(space.id)


def own_space(round_id: uuid.UUID, *, held: bool = False) -> OwnSpace:
    """The person's own space in the round, spoken to. A form says in which one it was opened.

    Raises:
        NotFoundError: the person has none.
        ConflictError: the form was opened in a space that is not the person's.
    """
    named = identifier(request.form.get("whose"))
    space = queries.space_of(person(), round_id, preferred=named or preferred(), held=held)
    if named and space.id != named:
        raise ConflictError(
            _("This was written in another answer than yours. Sign in as whoever wrote it.")
        )
    return spoken_to(space)


def found_space(round_id: uuid.UUID) -> OwnSpace | None:
    """As `own_space`, for a page that can do without."""
    space = queries.find_space(person(), round_id, preferred=preferred())
    return spoken_to(space) if space else None


def spoken_to(whose: Writer) -> Writer:
    """Whoever wrote this is called *du* or *ni* from here on: a private person, or a body."""
    if not whose.for_body:
        rendering.speak_to_one()
    return whose


def written_space(round_id: uuid.UUID) -> OwnSpace:
    """As `own_space`, for a page that is written in: what it sends has the space to itself.

    It is locked as it is read, before anything in it, so that two who save wait and never meet.
    """
    return own_space(round_id, held=request.method == "POST")


def body_space(round_id: uuid.UUID) -> OwnSpace:
    """As `own_space`, where it is a body's, in which several people write.

    Raises:
        NotFoundError: the person has none, or answers alone.
    """
    space = own_space(round_id)
    if space.organisation_id is None:
        raise NotFoundError(_("Only an invited body can have several people on one answer."))
    return space


def link_stopped(error: DomainError) -> ResponseReturnValue:
    """The page behind a link in an e-mail that works no more, with why."""
    return render_template("responses/link_stopped.html", message=error.message), error.status


def sign_in(participant: Participant) -> None:
    """Let the person in with a new session that holds nothing of an earlier one but the language.

    The page that she came from was in that language, also where she never chose it.
    """
    language = rendering.language()
    session.clear()
    session["language"] = language
    session.permanent = True
    login_user(participant)


def readable(round_id: uuid.UUID) -> Round:
    """The round, where the public may read it.

    Raises:
        NotFoundError: there is no such round, or it is not out.
    """
    round_ = rounds.get(round_id)
    if not policy.is_readable(round_, clock.now()):
        raise NotFoundError(_("There is nothing to read here now."))
    return round_


@lru_cache(maxsize=256)
def written_languages(version_id: uuid.UUID) -> frozenset[str]:
    """The languages in which there is anything in a frozen version, which never changes."""
    return drafts.written_languages(version_id)


def shown_languages(round_: Round) -> list[str]:
    """The languages that readers can choose: those that the round shows and that have a text."""
    asked, written = round_.text_languages, written_languages(round_.version_id)
    return [tag for tag in asked if tag in written] or asked[:1]


def text_language(round_: Round, asked: str | None = None) -> str:
    """The language to show a round's text in: as asked, else the reader's, else the first shown."""
    shown = shown_languages(round_)
    return next((tag for tag in (asked, rendering.language()) if tag in shown), shown[0])


def submission_limit() -> str:
    """How often one address may send in what is public to send."""
    return str(current_app.config["SUBMISSION_LIMIT"])


def own_page(template: str, space: OwnSpace, *, step: str = "", **context: Any) -> str:
    """A page of the space, with the round above it and the steps of answering beside it."""
    latest = queries.latest_of(space)
    latest = None if latest is not None and latest.has_left else latest
    around = timing(space.round, space.invitation)
    return render_template(
        template,
        space=space,
        latest=latest,
        steps=_steps(space, latest, step),
        may_coordinate=policy.may_coordinate(space),
        asked_questions=asked_of(space.round, space.invitation),
        **{
            **around,
            "takes_answers": around["is_open"],
            # What is open to be written is so for whoever writes, and while nobody approves it.
            "is_open": around["is_open"] and policy.may_write(space),
        },
        **context,
    )


def outline_of(own: OwnSpace) -> dict[uuid.UUID, Section]:
    """The sections of the text that is answered, by key, in their order."""
    return {each.key: each for each in drafts.outline(own.round.version_id)}


def beforehand(own: OwnSpace) -> dict[str, Any]:
    """What is worth a look before the answer is submitted; its `sections` and files' `scans`."""
    sections = outline_of(own)
    scans = queries.scans_of(each.file_id for each in own.attachments)
    found = policy.beforehand(own, _given(own, list(sections)), scans)
    return {"sections": sections, "scans": scans, "beforehand": found}


def _given(own: OwnSpace, keys: list[uuid.UUID]) -> list[Assignment]:
    """What the body's people take care of, in the order of the text, questions last."""
    given = queries.assignments(own) if own.organisation_id else []
    places: dict[uuid.UUID | None, int] = {key: place for place, key in enumerate(keys)}
    return sorted(given, key=lambda each: places.get(each.section_key, len(places)))


def timing(round_: Round, invitation: Invitation | None) -> dict[str, Any]:
    """What pages say of the round and its time: `round`, `last_day`, `is_past`, `is_open`."""
    moment = clock.now()
    day = last_day(round_, invitation)
    return {
        "round": round_,
        "last_day": day,
        "ends": end_of(day),
        "is_past": moment >= end_of(day),
        "is_open": accepts_answers(round_, moment),
    }


def _steps(space: OwnSpace, latest: Response | None, step: str) -> list[tuple[str, str, str]]:
    names = {
        "read": (_("Read and comment"), "responses.read", bool(space.comments)),
        "statement": (
            _("Position and general statement"), "responses.statement", bool(space.position)
        ),
        "questions": (
            _("Questions"), "responses.questions", any(a.is_given for a in space.answers)
        ),
        "review": (
            _("Review and submit"),
            "responses.review",
            latest is not None and space.updated_at <= latest.submitted_at,
        ),
    }  # fmt: skip
    if not asked_of(space.round, space.invitation):
        del names["questions"]
    return [
        (
            label,
            url_for(endpoint, round_id=space.round_id),
            "current" if key == step else "done" if done else "todo",
        )
        for key, (label, endpoint, done) in names.items()
    ]
