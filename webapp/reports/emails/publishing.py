"""To everyone who answered: what became of their points, when the report is out or withdrawn."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace

from webapp.core.rendering import localised, show_moment, spoken
from webapp.notifications.models import Email, Occasion
from webapp.notifications.service import Letter
from webapp.reports.models import Edition
from webapp.responses.emails import recipients
from webapp.responses.models import HIDING, Response
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


def published(
    edition: Edition, responses: Iterable[Response], *, is_again: bool = False
) -> Iterator[Letter]:
    """One letter a response, to the address that it was submitted from.

    Each gets it once, also when a later edition comes; `is_again` says that the one before was
    withdrawn, so that everyone is told anew.
    """
    for letter in results(edition.round, responses):
        if is_again:
            about = uuid.uuid5(edition.id, str(letter.about))
            yield replace(letter, about=about, params={**letter.params, "again": edition.number})
        else:
            yield letter


def results(round_: Round, responses: Iterable[Response]) -> Iterator[Letter]:
    """One letter a response, to the address that it was submitted from: what became of it."""
    case = round_.consultation
    intros = rounds.intros(round_.id).get(Occasion.REPORT_PUBLISHED, {})
    for response in responses:
        to = _to(response)
        if to is None:
            continue
        address, language = to
        yield Letter(
            occasion=Occasion.REPORT_PUBLISHED,
            about=response.id,
            address=address,
            language=language,
            params={
                "title": localised(case.title, language),
                "registry_number": case.registry_number,
                "response_number": f"{case.registry_number}-{response.number}",
                "round_id": str(round_.id),
                "intro": intros.get(language, ""),
                "response_id": str(response.id),
                "to_one": not response.for_body,
                **_secrecy(response),
            },
            thread=round_.id,
        )


def _to(response: Response) -> tuple[str, str] | None:
    """Where a response was submitted from, or else where what concerns it goes, if anywhere.

    A body that answered jointly, or on paper, is told at its official mailbox; so is one whose
    person's particulars are erased.
    """
    person = response.participant
    if person is not None and person.erased_at is None:
        return person.email, person.language
    return next(iter(recipients(response).items()), None)


def withdrawn(edition: Edition, told: Iterable[Email]) -> Iterator[Letter]:
    """One letter to each address that was `told` that the report was published."""
    case = edition.round.consultation
    for email in told:
        with spoken(email.language):
            when = str(show_moment(edition.withdrawn_at))
        yield Letter(
            occasion=Occasion.REPORT_WITHDRAWN,
            about=edition.id,
            address=email.address,
            language=email.language,
            params={
                "title": localised(case.title, email.language),
                "registry_number": case.registry_number,
                "number": edition.number,
                "reason": edition.withdrawn_reason,
                "when": when,
                "round_id": str(edition.round_id),
                "to_one": email.params.get("to_one", False),
            },
            thread=edition.round_id,
        )


def _secrecy(response: Response) -> dict[str, str]:
    """Whether the answer is shown in whole, and if not, why. In the one e-mail about the report."""
    check = response.check
    if check is None or check.state not in HIDING:
        return {"secrecy": "open"}
    return {"secrecy": check.state.value, "law": check.law, "why": check.reason}
