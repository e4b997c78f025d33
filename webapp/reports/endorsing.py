"""How senders are named where several stand behind an answer: "X and Y", "X, endorsed by Y"."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from webapp.core import rendering
from webapp.core.rendering import gettext as _
from webapp.responses.naming import Sender
from webapp.responses.shown import Shown


class Linked(Protocol):
    """A response, or what is known of it, with what it is to others."""

    @property
    def id(self) -> uuid.UUID:
        """Its own id."""

    @property
    def is_beside(self) -> bool:
        """Whether it says what another body's does, as one joint answer."""

    @property
    def words_id(self) -> uuid.UUID:
        """The id of the response that holds its words."""

    @property
    def endorses_id(self) -> uuid.UUID | None:
        """The id of the one that it joins."""


R = TypeVar("R", bound=Linked)


class Together(Generic[R]):
    """Who stands behind each of the responses of a report, and in how many entries they are told.

    A joint answer is one entry with several senders, each of which is counted, and whose view each
    of its points is.
    """

    def __init__(
        self,
        responses: Sequence[R],
        senders: Mapping[uuid.UUID, Sender],
        shown: Mapping[uuid.UUID, Shown],
    ) -> None:
        """With how each response's sender is called, and what of it may be seen."""
        self.labels = labels(responses, senders, shown)
        self._senders = senders
        self._told = {each.id: each for each in responses if not shown[each.id].is_withheld}
        self._beside = beside(self._told.values())

    def is_entry(self, response: Linked) -> bool:
        """Whether the response is told of by itself: a joint answer is once, with its senders."""
        return not (response.is_beside and response.words_id in self._senders)

    def speakers(self, response_id: uuid.UUID) -> Sequence[uuid.UUID]:
        """Whose view the words of a response are: of a joint answer, of each body in it."""
        return [response_id, *(each.id for each in self._beside.get(response_id, ()))]

    def speaking(self) -> Iterator[tuple[uuid.UUID, R]]:
        """Each sender with the response that holds its words, but for those that are withheld."""
        for each in self._told.values():
            for sender in self.speakers(each.id):
                yield sender, each

    def others(self, response: Linked) -> tuple[str, ...]:
        """The other bodies in a joint answer; nothing of one that is withheld."""
        if response.id not in self._told:
            return ()
        found = [each for each in self.speakers(response.words_id) if each in self._told]
        return tuple(self._senders[each].label for each in found if each != response.id)


def labels(
    responses: Sequence[Linked],
    senders: Mapping[uuid.UUID, Sender],
    shown: Mapping[uuid.UUID, Shown],
) -> Mapping[uuid.UUID, str]:
    """What each response's sender is called beside what it says, in the language now spoken.

    That a body joined another is a part of what it says, so of a withheld answer it is not told.
    """
    joining: dict[uuid.UUID, list[str]] = defaultdict(list)
    found = {key: sender.label for key, sender in senders.items()}
    together = {
        key: [senders[each.id].label for each in others if not shown[each.id].is_withheld]
        for key, others in beside(responses).items()
        if key in found
    }
    found |= {key: rendering.listed([found[key], *names]) for key, names in together.items()}
    for each in responses:
        if each.endorses_id is None or shown[each.id].is_withheld:
            continue
        theirs = senders.get(each.endorses_id)
        if theirs is not None and each.is_beside:
            found[each.id] = found[each.endorses_id]
        elif theirs is not None:
            values = {"name": senders[each.id].label, "other": theirs.label}
            found[each.id] = _("%(name)s, who joins %(other)s", **values)
        if not each.is_beside:
            joining[each.endorses_id].append(senders[each.id].label)
    for key, names in joining.items():
        if key in found:
            values = {"name": found[key], "others": rendering.listed(names)}
            found[key] = _("%(name)s, endorsed by %(others)s", **values)
    return found


def beside(responses: Iterable[R]) -> Mapping[uuid.UUID, Sequence[R]]:
    """Of the joint answers among the responses, those of the other bodies in each."""
    found: dict[uuid.UUID, list[R]] = defaultdict(list)
    for each in responses:
        if each.is_beside:
            found[each.words_id].append(each)
    return found
