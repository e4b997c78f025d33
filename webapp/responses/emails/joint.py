"""Between bodies that answer jointly: the question, what was said, and who is a sender."""

import uuid

from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import SOON, Letter
from webapp.responses.emails.submitted import recipients
from webapp.responses.models import JointBody, Response
from webapp.rounds.policy import last_day


def joint_asked(row: JointBody) -> Letter:
    """To a body's official mailbox: who asks it to answer jointly, what, until when, and how."""
    return Letter(
        Occasion.JOINT_ASKED,
        about=row.id,
        address=row.invitation.email,
        language=row.invitation.language,
        params=_facts(row, row.invitation.language),
        priority=SOON,
    )


def joint_said(row: JointBody) -> Letter:
    """To who asked: that the body has said yes, or no."""
    to = row.asked_by
    return Letter(
        Occasion.JOINT_SAID,
        about=row.id,
        address=to.email,
        language=to.language,
        params={**_facts(row, to.language), "said": row.said.value if row.said else ""},
        priority=SOON,
    )


def joint_without(row: JointBody, *, sent: bool) -> Letter:
    """To a body that was asked: the answer was submitted without it, or it is not asked any more.

    Args:
        row: the body that was asked.
        sent: whether the other body has submitted its answer.
    """
    return Letter(
        Occasion.JOINT_WITHOUT,
        about=uuid.uuid5(row.id, f"{row.link_number} {sent}"),
        address=row.invitation.email,
        language=row.invitation.language,
        params={**_facts(row, row.invitation.language), "sent": sent},
        priority=SOON,
    )


def joint_left(part: Response) -> list[Letter]:
    """To the body that left, to the one whose words it had joined, and to the contact person."""
    told = recipients(part) | recipients(part.words)
    contact = part.round.consultation.contact_email.lower()
    told.setdefault(contact, rendering.DEFAULT_LANGUAGE)
    return [_left(part, address, language) for address, language in told.items()]


def _left(part: Response, address: str, language: str) -> Letter:
    case = part.round.consultation
    return Letter(
        Occasion.JOINT_LEFT,
        about=part.id,
        concerns=part.invitation_id,
        address=address,
        language=language,
        params={
            "title": localised(case.title, language),
            "registry_number": case.registry_number,
            "name": part.sender,
            "reference": part.reference,
            "sender": part.words.sender,
            "answer": part.words.reference,
            "contact": case.contact_email,
        },
        thread=part.round_id,
    )


def _facts(row: JointBody, language: str) -> dict[str, str]:
    case, space, by = row.space.round.consultation, row.space, row.asked_by
    with rendering.spoken(language):
        day = rendering.show_date(last_day(space.round, space.invitation), "EEEE d MMMM y")
    return {
        "title": localised(case.title, language),
        "registry_number": case.registry_number,
        "deadline": day,
        "name": space.sender,
        "body": row.invitation.name,
        "by": by.display_name,
        "round_id": str(space.round_id),
        "link": row.link,
        "contact": case.contact_email,
    }
