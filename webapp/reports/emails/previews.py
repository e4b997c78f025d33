"""Letters of a round before they go, as real recipients get them.

No link in them carries rights.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.core.rendering import Rendered
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.reports import queries
from webapp.reports.emails.decisions import previews_of_decision
from webapp.reports.emails.publishing import results
from webapp.reports.queries import letters as found
from webapp.reports.telling import Recipient, Why
from webapp.responses import emails as responses
from webapp.responses.models import Response
from webapp.rounds import emails as rounds
from webapp.rounds import queries as round_queries
from webapp.rounds.models import Invitation, Round

NOWHERE = uuid.UUID(int=0)
"""What the links in an example lead to."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter as one recipient gets it."""

    name: str
    address: str
    language: str
    mail: Rendered
    count: int = 0
    """How many get the like; 0 where that is not known before."""
    why: Why | None = None
    is_example: bool = False
    """Whether what it tells of has not happened yet."""
    to_one: bool = False
    """Whether it is to a private person, who in Swedish is spoken to in other words than a body."""


def shown(round_: Round, occasion: Occasion, body: Invitation | None) -> list[Shown]:
    """The letter to `body`, or to one recipient for each language."""
    return _MADE[occasion](round_, body)


def gone(round_: Round, occasion: Occasion) -> datetime | None:
    """When a letter that leaves once has left, so that nothing in it can change any more."""
    if occasion is not Occasion.BOARD_DECISION:
        return None
    decision = round_queries.find_decision(round_.id)
    return decision.published_at if decision else None


def _receipts(round_: Round, body: Invitation | None) -> list[Shown]:
    latest: dict[tuple[str, bool], Response] = {}
    for each in found.latest_responses(round_.id, body):
        for language in responses.recipients(each).values():
            latest.setdefault((language, each.for_body), each)
    if latest:
        letters = (
            letter
            for (language, _for_body), each in latest.items()
            for letter in responses.receipts(each, NOWHERE)
            if letter.language == language
        )
        return [_show(letter.params["sender"], letter) for letter in _one_a_language(letters)]
    return [
        replace(_show(letter.params["sender"], letter), is_example=True)
        for letter in _one_a_language(_receipts_to_be(round_, body))
    ]


def _receipts_to_be(round_: Round, body: Invitation | None) -> Iterator[Letter]:
    """To a body, and to a private person where anyone may answer: in each language asked in."""
    for each in _bodies(round_, body):
        yield responses.receipt_to_be(each)
        if body is None and round_.open_to_public:
            yield responses.receipt_to_be(each, to_one=True)


def _results(round_: Round, body: Invitation | None) -> list[Shown]:
    answers = {each.id: each for each in found.latest_responses(round_.id, body)}
    letters = _one_a_language(results(round_, answers.values()))
    return [_show(answers[letter.about].sender, letter) for letter in letters]


def _decision(round_: Round, body: Invitation | None) -> list[Shown]:
    decision = round_queries.find_decision(round_.id)
    if decision is None:
        return []
    if body is not None:
        one = queries.recipient(round_.id, body.email)
        told = previews_of_decision(decision, [one] if one else [], {})
    else:
        counts = queries.recipient_counts(round_.id)
        told = previews_of_decision(decision, queries.recipient_samples(round_.id), counts)
    return [_told(each, count, mail) for each, (_language, count, mail) in told]


def _undelivered(round_: Round, body: Invitation | None) -> list[Shown]:
    faults = found.faults(round_.id, body)
    if faults:
        letters = [rounds.undelivered(one, mail) for one, mail in faults]
        lines = [line for letter in letters for line in letter.params["lines"]]
        whole = replace(letters[0], params={**letters[0].params, "lines": lines})
        return [_show(round_.consultation.contact_name, whole)]
    return [
        replace(
            _show(round_.consultation.contact_name, rounds.undelivered_to_be(each)),
            is_example=True,
        )
        for each in _bodies(round_, body)[:1]
    ]


_MADE: Mapping[Occasion, Callable[[Round, Invitation | None], list[Shown]]] = {
    Occasion.RECEIPT: _receipts,
    Occasion.REPORT_PUBLISHED: _results,
    Occasion.BOARD_DECISION: _decision,
    Occasion.UNDELIVERED: _undelivered,
}


def _bodies(round_: Round, body: Invitation | None) -> list[Invitation]:
    return [body] if body else [each for each, _count in round_queries.samples(round_)]


def _one_a_language(letters: Iterable[Letter]) -> list[Letter]:
    """The first in each language; to a body and to a private person, where it is not said alike."""
    once: dict[tuple[str, bool], Letter] = {}
    for letter in letters:
        once.setdefault((letter.language, _to_one(letter)), letter)
    return [
        letter
        for (language, to_one), letter in once.items()
        if not to_one or (language, False) not in once or rounds.is_said_otherwise(letter)
    ]


def _to_one(letter: Letter) -> bool:
    return bool(letter.params.get("to_one"))


def _show(name: str, letter: Letter) -> Shown:
    signed = {key: str(NOWHERE) for key in ("response_id", "response") if key in letter.params}
    safe = replace(letter, about=NOWHERE, params={**letter.params, **signed})
    language, _count, mail = rounds.preview(safe, 1)
    return Shown(name, letter.address, language, mail, to_one=_to_one(letter))


def _told(each: Recipient, count: int, mail: Rendered) -> Shown:
    return Shown(
        each.name,
        each.address,
        each.language,
        mail,
        count=count,
        why=each.why,
        to_one=each.to_one,
    )
