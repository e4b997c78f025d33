"""To everyone who answered, when the report is out: what became of their points."""

from collections.abc import Iterable, Iterator

from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.reports.models import Edition
from webapp.responses.models import Response


def published(edition: Edition, responses: Iterable[Response]) -> Iterator[Letter]:
    """One letter a response, to the address that it was submitted from."""
    case = edition.round.consultation
    for response in responses:
        if response.participant is None or response.participant.erased_at is not None:
            continue
        language = response.participant.language
        yield Letter(
            occasion=Occasion.REPORT_PUBLISHED,
            about=response.id,
            address=response.participant.email,
            language=language,
            params={
                "title": localised(case.title, language),
                "registry_number": case.registry_number,
                "response_number": f"{case.registry_number}-{response.number}",
                "round_id": str(edition.round_id),
                "response_id": str(response.id),
            },
            thread=edition.round_id,
        )
