"""Writing the authority's own texts in a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.assessment import queries as assessment
from webapp.audit import service as audit
from webapp.core import clock, rendering
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import filling, placeholders, policy, queries
from webapp.reports.audience import Audience, usual
from webapp.reports.models import Edition, Format, ReportText, ReportTextRevision
from webapp.reports.queries import Spot
from webapp.reports.service.compiling import outline, write
from webapp.reports.wording import Wording
from webapp.responses import twowriters
from webapp.rounds.models import Round

LONGEST_OWN_TEXT = 20_000
"""Characters."""

LONGEST_PREVIEW = 2_000
"""Points: with more, an edition is compiled in a worker instead."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed in one place, and the saving of it that they began from."""

    spot: Spot
    language: str
    text: str
    revision: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would say if the report were compiled now, and each figure that it may hold."""

    text: str
    facts: Sequence[tuple[str, str]]
    """As it is written in a text, and what it says now."""


class WrittenMeanwhileError(DomainError):
    """Another person saved the text first. `both` holds what the two have written, to look at."""

    def __init__(self, now: ReportText, both: str) -> None:
        super().__init__(
            _l(
                "%(name)s has saved this text since you began. Nothing is lost: below stands what "
                "you both have written. Look through it, and save it.",
                name=now.writer.display_name,
            ),
            field="text",
        )
        self.now = now
        self.both = both


def write_text(round_: Round, typed: Typed, *, actor: User) -> ReportText:
    """Save what the person typed. The same text again is no new saving.

    Raises:
        ForbiddenError: the person may not.
        DomainError: a name between brackets cannot be filled in.
        WrittenMeanwhileError: somebody else has saved another text meanwhile.
    """
    if not policy.may_write(actor.roles):
        raise ForbiddenError(_l("Only a case officer writes the texts of the report."))
    check_placeholders(typed.text, typed.spot, typed.language)
    # The lock lets the first two who write in a place come one after the other.
    session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    text = queries.find_text(round_.id, typed.spot.place, typed.language)
    if text is None:
        text = ReportText(round_id=round_.id, place=typed.spot.place, language=typed.language)
        text.text, text.revision = "", 0
    else:
        session.refresh(text)
    if text.text == typed.text:
        return text
    if text.revision != typed.revision:
        raise WrittenMeanwhileError(text, _both(text, typed))
    _save(text, typed.text, actor)
    return text


def preview(round_: Round, typed: Typed, *, authority: str) -> Preview:
    """The text as it would read in an edition that is compiled now. Nothing is kept.

    Raises:
        DomainError: a name between brackets cannot be filled in.
    """
    check_placeholders(typed.text, typed.spot, typed.language)
    place, language = typed.spot.place, typed.language
    edition = Edition(
        round_id=round_.id,
        number=queries.next_number(round_.id),
        language=language,
        parts=[],
        texts={place: typed.text},
    )
    report = outline(edition, authority=authority)
    with rendering.spoken(language):
        values = filling.values_in(report, place, Wording(language, rendering.catalogue()))
    facts = [(placeholders.written(each, language), said) for each, said in values.items()]
    return Preview(filling.text_in(report, place), facts)


def preview_report(
    round_: Round, language: str, audience: Audience, *, authority: str
) -> str | None:
    """The whole report as a part of a page, as an edition for them would be if compiled now.

    None where it is too long to be made while a person waits. Nothing is kept.
    """
    points = assessment.overall(assessment.progress(round_.id)).total
    if points > LONGEST_PREVIEW:
        return None
    edition = Edition(
        round_id=round_.id,
        number=queries.next_number(round_.id),
        language=language,
        audience=audience,
        parts=list(usual(audience, points)),
        texts={place: each.text for place, each in queries.texts(round_.id, language).items()},
    )
    report = outline(edition, authority=authority)
    return write(report, Format.FRAGMENT).decode()


def check_placeholders(text: str, spot: Spot, language: str) -> None:
    """See that every name between brackets can be filled in.

    Raises:
        DomainError: one cannot; the sentence says which, and what was perhaps meant.
    """
    for fault in placeholders.faults(text, here=not spot.is_whole, language=language):
        raise DomainError(_sentence(fault), field="text")


def _sentence(fault: placeholders.Fault) -> object:
    if fault.unclosed:
        return _unclosed(fault)
    values = {"name": f"{{{fault.name}}}", "meant": f"{{{fault.meant}}}"}
    if fault.misplaced:
        return _l(
            "%(name)s is counted in one section, so it can only stand in the text on a section or "
            "a question.",
            **values,
        )
    if fault.meant:
        return _l("There is no figure called %(name)s. Did you mean %(meant)s?", **values)
    return _l(
        "There is no figure called %(name)s. Choose one from the list, or write other brackets.",
        **values,
    )


def _unclosed(fault: placeholders.Fault) -> object:
    if fault.meant:
        return _l(
            "“%(words)s” begins with a bracket that is never closed. Did you mean %(meant)s?",
            words=f"{{{fault.name}",
            meant=f"{{{fault.meant}}}",
        )
    return _l(
        "“%(words)s” begins with a bracket that is never closed. Close it after the name of a "
        "figure, or write other brackets.",
        words=f"{{{fault.name}",
    )


def _both(now: ReportText, typed: Typed) -> str:
    began = queries.find_revision(now, typed.revision)
    return twowriters.text(began.text if began else "", now.text, typed.text).both


def _save(text: ReportText, words: str, actor: User) -> None:
    text.text = words
    text.revision += 1
    text.writer, text.written_at = actor, clock.now()
    session.add(text)
    session.flush()
    session.add(
        ReportTextRevision(
            text_id=text.id,
            number=text.revision,
            text=words,
            written_by=actor.id,
            written_at=text.written_at,
        )
    )
    audit.record(
        "reports.write_text",
        subject=text.round_id,
        actor=actor,
        place=text.place,
        language=text.language,
        revision=text.revision,
    )
    session.flush()
