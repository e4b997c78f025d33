"""Who answered, as the parts of a report look it up: everything of each answer but its words.

A round may have many answers, and all of them must be at hand while the report is put together;
what they say is read a batch at a time.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from webapp.core.rendering import gettext as _
from webapp.organisations.categories import Category, Sector
from webapp.organisations.labels import CATEGORY_NAMES, SECTORS
from webapp.reports import asking, endorsing, hiding, participation, reacting
from webapp.reports.breakdown import PERSON
from webapp.reports.material import Material
from webapp.responses import naming, shown
from webapp.responses.models import Channel, Position, Response
from webapp.responses.naming import Sender
from webapp.responses.policy import is_late_still
from webapp.responses.shown import Shown
from webapp.rounds.models import Invitation


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer without its words."""

    id: uuid.UUID
    shown: Shown
    sender: Sender
    category: str
    """The code of what its body is, as figures are counted by it; of a person, PERSON."""
    body_sector: Sector
    channel: Channel
    submitted_at: datetime
    stand: Position
    language: str
    row: participation.Body
    """What it is in the table of senders."""
    invitation_id: uuid.UUID | None
    """Of the invitation that counts."""
    is_beside: bool
    words_id: uuid.UUID
    endorses_id: uuid.UUID | None
    answers: tuple[asking.Given, ...]


class Replies:
    """The answers of a round, in the language now spoken."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._all: dict[uuid.UUID, Reply] = {}
        used = set()
        self.joined: list[Response] = []
        """The joint answers of the other bodies in each, whole: they are few."""
        for response in material.responses:
            self._all[response.id] = _reply(response, material)
            used.add(response.channel)
            if response.is_beside:
                self.joined.append(response)
        self.channels = reacting.channels(used)
        self._latest = {each.invitation_id: each for each in self._all.values()}
        self.told = [each for each in self._all.values() if not each.shown.is_withheld]
        self.together = endorsing.Together(
            list(self._all.values()),
            {key: each.sender for key, each in self._all.items()},
            {key: each.shown for key, each in self._all.items()},
        )

    def find(self, response_id: uuid.UUID) -> Reply | None:
        """The answer; None where it came in after they were read."""
        return self._all.get(response_id)

    def __getitem__(self, response_id: uuid.UUID) -> Reply:
        """The answer, which is known to be there."""
        return self._all[response_id]

    def sender(self, response_id: uuid.UUID) -> Sender:
        """Who sent the answer."""
        return self._all[response_id].sender

    def __iter__(self) -> Iterator[Reply]:
        """Every answer, the withheld ones too."""
        return iter(self._all.values())

    def latest(self, invitation_id: uuid.UUID) -> Reply | None:
        """What an invited body answered last, by the invitation that counts."""
        return self._latest.get(invitation_id)

    def is_latest(self, reply: Reply) -> bool:
        """Whether its body, if it was invited, has sent nothing after it."""
        return reply.invitation_id is None or self._latest[reply.invitation_id] is reply

    def invited(self) -> Iterator[participation.Body]:
        """A row for each invitation that counts, with what its body did."""
        for invitation in self._material.invitations:
            if invitation.counted_as_id is not None:
                continue
            reply = self.latest(invitation.id)
            yield self._row(reply) if reply else _silent(invitation, self._material)

    def unasked(self) -> Iterator[participation.Body]:
        """A row for each sender who was not invited."""
        return (self._row(each) for each in self._all.values() if each.invitation_id is None)

    def _row(self, reply: Reply) -> participation.Body:
        others = self.together.others(reply)
        return replace(reply.row, together=others) if others else reply.row

    def tally(self, taken: Iterable[tuple[uuid.UUID, Position]]) -> participation.Tally:
        """How many take each position, and who."""
        names: dict[Position, list[str]] = defaultdict(list)
        unnamed: dict[Position, int] = defaultdict(int)
        for response_id, position in taken:
            sender = self._all[response_id].sender
            if sender.named:
                names[position].append(sender.label)
            else:
                unnamed[position] += 1
        standings = tuple(
            participation.Standing(
                participation.Position(position.value),
                tuple(participation.alphabetical(names[position])),
                unnamed[position],
            )
            for position in Position
        )
        return participation.Tally(sum(s.count for s in standings), standings)

    def groups(self, label: Callable[[Sender], str]) -> tuple[participation.Group, ...]:
        """The positions of those who are called the same by `label`."""
        members: dict[str, list[tuple[uuid.UUID, Position]]] = defaultdict(list)
        for each in self.told:
            members[label(each.sender)].append((each.id, each.stand))
        return tuple(
            participation.Group(name, self.tally(members[name])) for name in sorted(members)
        )


def registry_number(material: Material, response: Response) -> str:
    """The number of the case with that of the answer behind it."""
    return f"{material.round.consultation.registry_number}-{response.number}"


def _reply(response: Response, material: Material) -> Reply:
    seen = shown.of(response)
    if not (seen.is_withheld or seen.is_masked):
        seen = Shown(None, _("[masked]"))  # A check that hides nothing need not be remembered.
    sender = naming.in_report(response, seen)
    invitation = response.invitation
    return Reply(
        id=response.id,
        shown=seen,
        sender=sender,
        **_counted_as(response),
        channel=response.channel,
        submitted_at=response.submitted_at,
        stand=response.stand,
        language=response.language,
        row=_row(response, seen, sender, material),
        invitation_id=invitation.counting.id if invitation else None,
        is_beside=response.is_beside,
        words_id=response.words_id,
        endorses_id=response.endorses_id,
        answers=tuple(
            asking.Given(each.question_id, each.position, tuple(each.choices))
            for each in response.answers
        ),
    )


def _counted_as(response: Response) -> dict[str, Any]:
    body = naming.body_of(response)
    if body is not None:
        return {"category": body.category.value, "body_sector": body.sector}
    stranger = Category.OTHER.value if response.for_body else PERSON
    return {"category": stranger, "body_sector": Sector.CIVIL}


def _row(response: Response, seen: Shown, sender: Sender, material: Material) -> participation.Body:
    stand = None if seen.is_withheld else participation.Position(response.stand.value)
    return participation.Body(
        **_named(response.invitation, sender),
        outcome=hiding.outcome(reacting.outcome(response), is_withheld=seen.is_withheld),
        position=stand,
        registry_number=registry_number(material, response),
        submitted_at=response.submitted_at,
        late=is_late_still(response),
        read_by_staff=reacting.is_read(response),
        withheld=seen.is_withheld,
        behind=hiding.behind(response, seen),
        **reacting.considered(response),
        extended_to=reacting.extension(response.invitation, material.round),
    )


def _named(invitation: Invitation | None, sender: Sender) -> dict[str, Any]:
    """What a sender is called in the table: an invited body as on the list that was frozen."""
    if invitation is None:
        return {"label": sender.label, "category": sender.category, "sector": sender.sector}
    body = invitation.counting
    return {
        "label": body.name,
        "category": str(CATEGORY_NAMES[body.category]),
        "sector": str(SECTORS[body.sector]),
    }


def _silent(invitation: Invitation, material: Material) -> participation.Body:
    return participation.Body(
        invitation.name,
        str(CATEGORY_NAMES[invitation.category]),
        participation.Outcome.NO_ANSWER,
        sector=str(SECTORS[invitation.sector]),
        extended_to=reacting.extension(invitation, material.round),
    )
