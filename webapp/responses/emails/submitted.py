"""To whom what is said about a response, and when. Nothing out of an own space is ever said."""

import uuid

from webapp.accounts.models import Participant
from webapp.core import clock, rendering
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import SOON, Letter
from webapp.responses import queries
from webapp.responses.models import (
    Channel,
    Erasure,
    Form,
    IncomingResponse,
    OwnSpace,
    Position,
    PositionReading,
    Response,
)
from webapp.rounds import queries as rounds
from webapp.rounds.models import Consultation, Invitation
from webapp.rounds.policy import last_day


def receipts(response: Response, file_id: uuid.UUID) -> list[Letter]:
    """The receipt, with the PDF, to who pressed the button and to the body's official mailbox."""
    intros = rounds.intros(response.round_id).get(Occasion.RECEIPT, {})
    return [
        Letter(
            Occasion.RECEIPT,
            about=response.id,
            concerns=response.invitation_id,
            address=address,
            language=language,
            params={
                **_facts(response, language),
                "to_one": not response.for_body,
                "intro": intros.get(language, ""),
                **_way_out(response, address),
                **_leaving(response),
            },
            attachments=[file_id],
            priority=SOON,
        )
        for address, language in recipients(response).items()
    ]


def receipt_to_be(invitation: Invitation, *, to_one: bool = False) -> Letter:
    """The receipt that a body would get if it answered now, to be looked at before it does.

    Number, time and checksum are those of nothing that came in. `to_one`: as a private person who
    reads the same language would get it, who is nobody either.
    """
    case, language = invitation.round.consultation, invitation.language
    with rendering.spoken(language):
        came_in = rendering.show_moment(clock.now(), "d MMMM y HH:mm:ss")
        somebody = _("First name Last name")
    return Letter(
        Occasion.RECEIPT,
        about=invitation.id,
        address="name@example.org" if to_one else invitation.email,
        language=language,
        params={
            "reference": f"{case.registry_number}-{case.next_response_number}",
            "title": localised(case.title, language),
            "to_one": to_one,
            "sender": somebody if to_one else invitation.name,
            "form": Form.ANSWER.value,
            "preliminary": False,
            "late": False,
            "channel": Channel.WEB.value,
            "position": Position.ENDORSE_IN_PART.value,
            "came_in": came_in,
            "sha256": "0" * 64,
            "contact": case.contact_email,
        },
    )


def new_response(response: Response) -> Letter:
    """To the contact person: that something came in, from whom, and where to read it."""
    contact = response.round.consultation.contact_email
    return Letter(
        Occasion.NEW_RESPONSE,
        about=response.id,
        address=contact,
        params={
            **_facts(response, rendering.DEFAULT_LANGUAGE),
            "sender": _senders(response) if response.named else "",
        },
    )


def _senders(response: Response) -> str:
    with rendering.spoken(rendering.DEFAULT_LANGUAGE):
        return rendering.listed([response.sender, *response.jointly_with])


def position_read(reading: PositionReading) -> list[Letter]:
    """To the sender: how we read their letter, with the sentence, and a link to put it right."""
    response = reading.response
    return [
        Letter(
            Occasion.POSITION_READ,
            about=reading.id,
            concerns=response.invitation_id,
            address=address,
            language=language,
            params={
                **_facts(response, language),
                "to_one": not response.for_body,
                "response": str(response.id),
                "read": reading.position.value,
                "quote": reading.quote,
            },
        )
        for address, language in recipients(response).items()
    ]


def position_put_right(reading: PositionReading) -> Letter:
    """To the contact person: that a sender has put right how their letter was read."""
    response = reading.response
    return Letter(
        Occasion.POSITION_PUT_RIGHT,
        about=reading.id,
        address=response.round.consultation.contact_email,
        params={
            **_facts(response, rendering.DEFAULT_LANGUAGE),
            "sender": response.sender if response.named else "",
            "response": str(response.id),
            "read": reading.position.value,
        },
    )


def answer_waits(row: IncomingResponse, case: Consultation) -> Letter:
    """To the contact person: that an e-mail waits to be registered as an answer."""
    return Letter(
        Occasion.ANSWER_WAITS,
        about=row.id,
        concerns=row.invitation_id,
        address=case.contact_email,
        params={
            "title": localised(case.title, rendering.DEFAULT_LANGUAGE),
            "registry_number": case.registry_number,
            "sender": row.sender_name or row.sender_address,
            "subject": row.mail.subject if row.mail else "",
            "files": [each.file.name for each in row.files],
        },
    )


def file_unreadable(row: IncomingResponse, case: Consultation) -> Letter:
    """To the contact person: that a file of an answer cannot be read, and what to do."""
    return Letter(
        Occasion.FILE_UNREADABLE,
        about=row.id,
        address=case.contact_email,
        params={
            "title": localised(case.title, rendering.DEFAULT_LANGUAGE),
            "registry_number": case.registry_number,
            "sender": row.sender_name or row.sender_address,
            "files": [each.file.name for each in row.files],
        },
    )


def draft_erased_soon(
    row: Erasure, space: OwnSpace, person: Participant, *, is_open: bool
) -> Letter:
    """To who writes in a space: when it is erased, why, and how to keep what is in it."""
    language = person.language
    case = space.round.consultation
    with rendering.spoken(language):
        day = rendering.show_date(row.erase_on, "EEEE d MMMM y")
        ended = rendering.show_date(last_day(space.round, space.invitation))
    return Letter(
        Occasion.DRAFT_ERASED_SOON,
        about=row.id,
        address=person.email,
        language=language,
        params={
            "title": localised(case.title, language),
            "registry_number": case.registry_number,
            "to_one": not space.for_body,
            "name": space.sender,
            "day": day,
            "ended": ended,
            "is_open": is_open,
            "round_id": str(space.round_id),
        },
    )


def _way_out(response: Response, address: str) -> dict[str, str]:
    """Who the link "this was not me" is signed for, where one answered without an invitation."""
    person = response.participant
    if person is None or response.organisation_id or address != person.email.lower():
        return {}
    return {"not_me": str(person.id)}


def _leaving(response: Response) -> dict[str, str]:
    """What the link is signed from by which a body leaves a joint answer."""
    row = queries.joint_body_behind(response)
    return {"leave": row.link} if row is not None else {}


def to_answer_again(
    occasion: Occasion,
    response: Response,
    to: tuple[str, str],
    *,
    about: uuid.UUID,
    **said: str,
) -> Letter:
    """To one of `recipients` of a body's answer, with the link by which it answers once more.

    What it is about, preliminary answers and joining others', is only for bodies.
    """
    (address, language), body = to, response.invitation
    case = response.round.consultation
    return Letter(
        occasion,
        about=about,
        concerns=response.invitation_id,
        address=address,
        language=language,
        params={
            "title": localised(case.title, language),
            "registry_number": case.registry_number,
            "name": response.sender,
            "reference": response.reference,
            "link": f"{body.id}:{body.link_number}" if body is not None else "",
            "round_id": str(response.round_id),
            "contact": case.contact_email,
            **said,
        },
        thread=response.round_id,
    )


def language_of(response: Response) -> str:
    """The language to speak to the sender in: the body's own, else the person's."""
    if response.invitation is not None:
        return response.invitation.language
    if response.organisation is not None:
        return response.organisation.language
    return response.participant.language if response.participant else response.language


def recipients(response: Response) -> dict[str, str]:
    """The addresses that what concerns a response goes to, each with its language."""
    found: dict[str, str] = {}
    if response.participant is not None and response.participant.erased_at is None:
        found[response.participant.email.lower()] = response.participant.language
    if response.invitation is not None:
        found[response.invitation.email.lower()] = response.invitation.language
    elif response.organisation is not None:
        found[response.organisation.email.lower()] = response.organisation.language
    filed = queries.incoming_of(response.id) if response.channel is not Channel.WEB else None
    if filed is not None and filed.mail is not None and filed.sender_address:
        found.setdefault(filed.sender_address.lower(), response.language)
    found.pop("", None)
    return found


def _facts(response: Response, language: str) -> dict[str, object]:
    with rendering.spoken(language):
        came_in = rendering.show_moment(response.submitted_at, "d MMMM y HH:mm:ss")
    return {
        "reference": response.reference,
        "title": localised(response.round.consultation.title, language),
        "sender": response.sender,
        "together": list(response.jointly_with),
        "form": response.form.value,
        "preliminary": response.stage.value == "preliminary",
        "late": response.late,
        "channel": response.channel.value,
        "position": response.position.value,
        "came_in": came_in,
        "sha256": response.sha256,
        "contact": response.round.consultation.contact_email,
    }
