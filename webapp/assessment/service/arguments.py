"""Summing views up as arguments, and answering them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.meeting import NOTHING, Fields, Met, meet
from webapp.assessment.models import Argument, ArgumentSection, Decision, Point, Theme
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.linking import link_points
from webapp.assessment.service.many import theme_named
from webapp.assessment.service.points import VERDICT, Verdict, check_verdict, met_verdict
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import Localised, session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round

LONGEST_VIEW = 300
LONGEST_SUMMARY = 5_000
TAGS = ("sv", "en")
"""The languages that an argument is written in."""

_TEXTS = tuple(f"{part}_{tag}" for part in ("view", "summary") for tag in TAGS)


@dataclass(frozen=True, slots=True)
class Summed:
    """What staff write of an argument."""

    view: Localised
    summary: Localised
    theme: str = ""

    def fields(self) -> Fields:
        """The same as a form has it."""
        view = {f"view_{tag}": self.view.get(tag, "") for tag in TAGS}
        return {
            **view,
            **{f"summary_{tag}": self.summary.get(tag, "") for tag in TAGS},
            "theme": self.theme,
        }

    @classmethod
    def read(cls, fields: Fields) -> "Summed":
        """What a form holds."""
        return cls(
            view={tag: fields[f"view_{tag}"] for tag in TAGS},
            summary={tag: fields[f"summary_{tag}"] for tag in TAGS},
            theme=fields["theme"],
        )


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new argument begins with. `key`: its identifier, so that it is made once."""

    key: uuid.UUID
    sections: Sequence[uuid.UUID] = ()
    points: Sequence[Point] = ()


def sum_up(round_: Round, said: Summed, begin: Beginning, *, actor: User) -> Argument:
    """Make an argument of a round, linked to the points that it begins with.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: it says nothing.
    """
    check_may_decide(round_, actor)
    # The lock on the round makes the numbers follow one another without a gap.
    session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    made = session.get(Argument, begin.key)
    if made is not None:
        return made
    made = Argument(id=begin.key, round=round_, made_by=actor.id)
    made.number = queries.next_argument_number(round_.id)
    _write(made, said)
    made.places = [ArgumentSection(section_key=key) for key in begin.sections]
    session.add(made)
    session.flush()
    _record("sum_up", made, actor, view=made.view, summary=made.summary)
    if begin.points:
        link_points(begin.points, made, actor=actor)
    return made


def said_of(argument: Argument) -> Fields:
    """What an argument says, as a form has it."""
    theme = argument.theme.name if argument.theme else ""
    return Summed(argument.view, argument.summary, theme).fields()


def reword(argument: Argument, said: Summed, *, began: Fields = NOTHING, actor: User) -> Met:
    """Change what an argument says, beside what another officer has changed meanwhile.

    `began`: what the form held when it was opened. Where the two clash nothing is saved, and the
    outcome says so.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: it has been merged into another.
        DomainError: it says nothing.
    """
    _hold(argument, actor)
    met = meet(began, said_of(argument), said.fields(), texts=_TEXTS)
    if met.is_saved:
        before = {"view": argument.view, "summary": argument.summary}
        _write(argument, Summed.read(met.values))
        argument.revision += 1
        now = {"view": argument.view, "summary": argument.summary}
        _record("reword", argument, actor, before=before, **now)
    return met


def answer(argument: Argument, verdict: Verdict, *, began: Fields = NOTHING, actor: User) -> Met:
    """Decide on the view, with the authority's reasons. The points keep decisions of their own.

    `began`: as for rewording.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: it has been merged into another.
        DomainError: it is not accommodated without a reason.
    """
    _hold(argument, actor)
    met = met_verdict(argument, verdict, began)
    if met.is_saved:
        _answer(argument, Verdict(Decision(met.values["decision"]), met.values["reply"]), actor)
    return met


def _answer(argument: Argument, verdict: Verdict, actor: User) -> None:
    check_verdict(verdict)
    before = argument.decision.value if argument.decision else None
    argument.decision, argument.reply = verdict.decision, verdict.reply
    argument.decided_by, argument.decided_at = actor.id, clock.now()
    argument.revision += 1
    _record("answer", argument, actor, decision=verdict.decision.value, before=before)


def place(argument: Argument, section_key: uuid.UUID, *, actor: User) -> None:
    """Let the argument stand in a section, too."""
    check_may_decide(argument.round, actor)
    if section_key not in argument.section_keys:
        argument.places.append(ArgumentSection(section_key=section_key))
        _record("place", argument, actor, section=str(section_key))


def displace(argument: Argument, section_key: uuid.UUID, *, actor: User) -> None:
    """Let the argument stand in a section no more; in none, it is on the document as a whole."""
    check_may_decide(argument.round, actor)
    left = [each for each in argument.places if each.section_key != section_key]
    if len(left) < len(argument.places):
        argument.places = left
        _record("displace", argument, actor, section=str(section_key))


def drop(argument: Argument, *, actor: User) -> None:
    """Let there be no such argument, as long as no point is linked to it.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: points are linked to it.
    """
    check_may_decide(argument.round, actor)
    session.refresh(argument, with_for_update=True, attribute_names=["revision"])
    if queries.points_by_argument(argument.round_id).get(argument.id):
        raise ConflictError(_l("Points are linked to this argument. Take them out of it first."))
    _record("drop", argument, actor, view=argument.view, summary=argument.summary)
    session.delete(argument)


def _hold(argument: Argument, actor: User) -> None:
    check_may_decide(argument.round, actor)
    now = ["merged_into_id", "view", "summary", "theme_id"]
    session.refresh(argument, with_for_update=True, attribute_names=[*now, *VERDICT])
    session.expire(argument, ["theme"])
    if argument.merged_into_id is not None:
        raise ConflictError(
            _l("This argument has become a part of another meanwhile. What you wrote is kept here.")
        )


def _write(argument: Argument, said: Summed) -> None:
    view = {tag: text.rstrip(" .") for tag, text in said.view.items() if text.rstrip(" .")}
    if not view:
        raise DomainError(_l("Write what they say, in one language at least."), field="view_sv")
    for field, text in said.fields().items():
        if len(text) > (LONGEST_VIEW if field.startswith("view") else LONGEST_SUMMARY):
            raise DomainError(_l("This is too long. Shorten it."), field=field)
    argument.view = view
    argument.summary = {tag: text for tag, text in said.summary.items() if text}
    argument.theme = _theme(argument, said.theme)


def _theme(argument: Argument, name: str) -> Theme | None:
    return theme_named(argument.round.consultation_id, name) if name else None


def _record(action: str, argument: Argument, actor: User, **details: object) -> None:
    audit.record(
        f"assessment.{action}_argument",
        subject=argument.id,
        actor=actor,
        round=str(argument.round_id),
        number=argument.number,
        **details,
    )
