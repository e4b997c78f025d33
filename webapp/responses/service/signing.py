"""Saying who answers, in a space of somebody who was not invited."""

from dataclasses import dataclass

from webapp.responses.models import Deed, OwnSpace
from webapp.responses.service import past


@dataclass(frozen=True, slots=True)
class Sender:
    """Who answers without an invitation: a private person, or a body by its name."""

    name: str
    named: bool
    for_body: bool
    for_child: bool = False
    """Whether a guardian answers for a child."""


def keep(space: OwnSpace, sender: Sender) -> None:
    """Keep who answers, in a space that is held.

    A body is always named, a private person by choice, for a child nobody. Only a body joins
    another's answer, so who turns out to be a person leaves it.
    """
    if space.endorses is not None and not sender.for_body:
        past.tell(space, Deed.LEAVES, name=space.endorses.sender)
        space.endorses_id = None
        space.revision += 1
    space.name = sender.name
    space.for_body = sender.for_body
    space.for_child = sender.for_child
    space.named = sender.for_body or (sender.named and not sender.for_child)
