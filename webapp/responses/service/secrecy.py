"""Checking responses for secrecy. A check never changes the response; the latest one counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import labels, masking, policy, queries, shown
from webapp.responses.labels import Evidence
from webapp.responses.models import HIDING, Response, Secrecy, SecrecyCheck
from webapp.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: `words`, `parts` and `files` as in `SecrecyCheck`."""

    state: Secrecy
    law: str = ""
    reason: str = ""
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def marks(self) -> bool:
        """Whether anything is marked for masking."""
        return bool(self.words or self.parts or self.files)

    def row(self) -> SecrecyCheck:
        """The outcome as a check of nobody's yet."""
        return SecrecyCheck(
            state=self.state,
            law=self.law,
            reason=self.reason,
            words=list(self.words),
            parts=list(self.parts),
            files=list(self.files),
        )


class UnconfirmedError(DomainError):
    """Finds that are less certain would be shown, and nobody has said that they may be.

    `left`: each response with those in it.
    """

    def __init__(self, left: Sequence[tuple[Response, Sequence[Evidence]]]) -> None:
        super().__init__(
            _l("Look at what may be a private person’s, and confirm that it may be shown.")
        )
        self.left = left

    @property
    def count(self) -> int:
        """How many they are: the number that is confirmed."""
        return _count(self.left)


class UnexplainedError(DomainError):
    """Something is hidden without saying why. `missing`: a sentence for each field to fill in."""

    def __init__(self, missing: Mapping[str, object]) -> None:
        field, sentence = next(iter(missing.items()))
        super().__init__(sentence, field=field)
        self.missing = missing


def check(
    response: Response,
    outcome: Outcome,
    *,
    actor: User,
    left: Sequence[Evidence] | None = None,
) -> SecrecyCheck:
    """Keep what a check of the response found. The same once more changes nothing.

    `left`: what `still_shown` says of it, where that is known.

    Raises:
        ForbiddenError: the person may not.
        DomainError: a reason is missing, or what is marked does not stand in the response.
    """
    if not policy.may_check_secrecy(actor):
        raise ForbiddenError(_l("Your role cannot check responses for secrecy."))
    _see_that_it_holds(response, outcome)
    # The lock is the one that an edition is asked for under: it has this check, or is before it.
    session.execute(select(Round.id).where(Round.id == response.round_id).with_for_update())
    session.refresh(response, ["checks"])
    if response.check and _said(response.check) == outcome:
        return response.check
    kept = outcome.row()
    kept.checked_by = actor.id
    response.checks.append(kept)
    session.flush()
    # What is masked is not repeated on the trail: only how much it is.
    audit.record(
        "responses.check_secrecy",
        subject=response.id,
        actor=actor,
        number=response.number,
        state=outcome.state.value,
        law=outcome.law,
        marked=len(outcome.words) + len(outcome.parts) + len(outcome.files),
        shown=len(still_shown(response, outcome) if left is None else left),
    )
    return kept


def still_shown(
    response: Response, outcome: Outcome, found: Sequence[Evidence] | None = None
) -> list[Evidence]:
    """What is less certain and would be read by everyone, if the outcome were kept.

    `found`: all that is found in the response, where that is known.
    """
    finds = labels.found_in(response) if found is None else found
    unsure = [each for each in finds if not each.certain]
    if outcome.state is Secrecy.WITHHELD or not unsure:
        return []
    seen = labels.seen_of(response, shown.under(outcome.row()))
    said = " ".join(" ".join(text.split()) for _name, text in seen)
    return [each for each in unsure if each.text in said]


def preview(response: Response, outcome: Outcome) -> list[tuple[str, str]]:
    """What everyone would see of the response, part by part, if the outcome were kept.

    Raises:
        DomainError: what is marked does not stand in the response.
    """
    _see_that_it_stands(response, outcome)
    return labels.seen_of(response, shown.under(outcome.row()))


def open_all(found: Iterable[Response], *, actor: User, confirmed: int = 0) -> int:
    """Keep that each of the responses is open; returns how many.

    `confirmed`: how many finds that are less certain the person has seen and let be shown.

    Raises:
        DomainError: one was not opened by the person, or holds what may have to be masked.
        UnconfirmedError: they hold another number of finds that are less certain.
    """
    chosen = [(each, labels.found_in(each)) for each in found]
    read = queries.read_by(actor, [each.id for each, _finds in chosen])
    for each, finds in chosen:
        holds = any(find.certain for find in finds)
        if each.check is not None or each.id not in read or holds:
            raise DomainError(_l("Open %(sender)s and check it by itself.", sender=each.sender))
    is_open = Outcome(Secrecy.OPEN)
    left = [(each, still_shown(each, is_open, finds)) for each, finds in chosen]
    if _count(left) != confirmed:
        raise UnconfirmedError(left)
    for each, finds in left:
        check(each, is_open, actor=actor, left=finds)
    return len(left)


def _count(left: Iterable[tuple[Response, Sequence[Evidence]]]) -> int:
    return sum(len(finds) for _response, finds in left)


def _missing(outcome: Outcome) -> dict[str, object]:
    if outcome.state not in HIDING:
        return {}
    asked: dict[str, object] = {
        "law": _l("Write the paragraph of the law."),
        "reason": _l("Write a sentence that the sender understands."),
    }
    return {field: said for field, said in asked.items() if not getattr(outcome, field)}


def _see_that_it_holds(response: Response, outcome: Outcome) -> None:
    missing = _missing(outcome)
    if missing:
        raise UnexplainedError(missing)
    if outcome.state is Secrecy.MASKED and not outcome.marks:
        raise DomainError(_l("Mark what is masked, or choose another outcome."), field="words")
    if outcome.state is not Secrecy.MASKED and outcome.marks:
        raise DomainError(
            _l("You have marked passages. Choose that it is partly masked, or remove the marks."),
            field="state",
        )
    _see_that_it_stands(response, outcome)


def _see_that_it_stands(response: Response, outcome: Outcome) -> None:
    said = [*shown.parts(response).values(), response.sender]
    said += [each.quote for each in response.comments] + [each.quote for each in response.readings]
    said += [each.file.name for each in response.attachments]
    for words in outcome.words:
        if not any(masking.stands_in(words, text) for text in said):
            raise DomainError(
                _l(
                    "“%(words)s” does not stand in the response. Copy it as it is written there.",
                    words=words,
                ),
                field="words",
            )


def _said(check_: SecrecyCheck) -> Outcome:
    return Outcome(
        check_.state,
        check_.law,
        check_.reason,
        tuple(check_.words),
        tuple(check_.parts),
        tuple(check_.files),
    )
