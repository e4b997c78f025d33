"""A plausible response report of any size in Swedish or English, the same on every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

from tests.webapp.reports import texts
from webapp.reports.occasion import Contact, Occasion, RoundKind
from webapp.reports.outline import (
    Change,
    Decision,
    FullResponse,
    Point,
    PointKind,
    Question,
    Remark,
    Report,
    Section,
)
from webapp.reports.participation import Body, Counts, Group, Outcome, Position, Standing, Tally

COMPILED = datetime(2026, 11, 14, 12, 5, 22, tzinfo=UTC)
POSITIONS = (
    Position.ENDORSE,
    Position.ENDORSE_IN_PART,
    Position.ENDORSE,
    Position.NEITHER,
    Position.OPPOSE,
    Position.ENDORSE_IN_PART,
    Position.NOT_STATED,
)
DECISIONS = (
    Decision.ACCOMMODATED,
    Decision.PARTLY,
    Decision.NOT_ACCOMMODATED,
    Decision.NOTED,
)
OUTCOMES = (
    *(Outcome.FINAL,) * 6,
    Outcome.PRELIMINARY,
    Outcome.NO_COMMENTS,
    *(Outcome.FINAL,) * 3,
    Outcome.NO_ANSWER,
    Outcome.ABSTAINED,
)


@dataclass(frozen=True)
class Size:
    """How much there is to report."""

    bodies: int = 44
    unasked: int = 4
    points: int = 90


def _body(number: int, name: str, words: texts.Words) -> Body:
    outcome = OUTCOMES[number % len(OUTCOMES)]
    silent = outcome is Outcome.NO_ANSWER
    position = {
        Outcome.NO_ANSWER: None,
        Outcome.NO_COMMENTS: Position.NO_COMMENTS,
        Outcome.ABSTAINED: Position.ABSTAIN,
    }.get(outcome, POSITIONS[number % len(POSITIONS)])
    return Body(
        label=name,
        category=words.category(name),
        outcome=outcome,
        position=position,
        sector=words.sectors[number % len(words.sectors)],
        registry_number="" if silent else f"RS 2026/0417-{number + 12}",
        submitted_at=None
        if silent
        else COMPILED - timedelta(days=40 - number % 21, minutes=number),
        late=not silent and number % 11 == 5,
        extended_to=date(2026, 10, 30) if number % 9 == 4 else None,
    )


def bodies(size: Size, words: texts.Words) -> tuple[Body, ...]:
    """The invited bodies, with more made up than the list of names holds if need be."""
    names = (
        words.names[n] if n < len(words.names) else f"{words.names[n % len(words.names)]} {n}"
        for n in range(size.bodies)
    )
    return tuple(_body(number, name, words) for number, name in enumerate(names))


def unasked(size: Size, words: texts.Words) -> tuple[Body, ...]:
    """Private persons, who are not named, and one association."""
    return tuple(
        Body(
            label=f"{words.person} {number}" if number > 1 else words.association,
            category=words.person if number > 1 else words.civil,
            outcome=Outcome.FINAL,
            position=POSITIONS[number],
            sector=words.sectors[-1],
            submitted_at=COMPILED - timedelta(days=30),
            registry_number=f"RS 2026/0417-{100 + number}",
        )
        for number in range(1, size.unasked + 1)
    )


def tally(senders: tuple[Body, ...]) -> Tally:
    """Where the senders stand; private persons are only counted."""
    stated = [sender for sender in senders if sender.position]
    standings = tuple(
        Standing(
            position=position,
            names=tuple(s.label for s in stated if s.position is position),
        )
        for position in Position
    )
    return Tally(total=len(stated), standings=standings)


def groups(senders: tuple[Body, ...], field: str) -> tuple[Group, ...]:
    """The senders' positions by category or sector."""
    stated = [sender for sender in senders if sender.position]
    labels = dict.fromkeys(getattr(sender, field) for sender in stated)
    return tuple(
        Group(label, tally(tuple(s for s in stated if getattr(s, field) == label)))
        for label in labels
    )


def points(size: Size, senders: tuple[Body, ...], words: texts.Words) -> Iterator[Point]:
    """Points of realistic length, each with an assessment."""
    writers = cycle([sender for sender in senders if sender.outcome is not Outcome.NO_ANSWER])
    for number, sender in enumerate(islice(writers, size.points), 1):
        yield Point(
            number=f"S-{number}",
            permalink=f"https://yttra.example/s/{number}",
            sender=sender.label,
            category=sender.category,
            text=words.comments[number % len(words.comments)],
            kind=list(PointKind)[number % 7 % 3],
            position=sender.position if number % 3 == 0 else None,
            quote=words.quotes[number % len(words.quotes)] if number % 2 else "",
            proposed_wording=words.wordings[number % len(words.wordings)]
            if number % 5 == 0
            else "",
            decision=DECISIONS[number % len(DECISIONS)],
            reply=words.replies[number % len(words.replies)],
            changed_section="2.1" if number % 8 == 0 else "",
            registry_number=sender.registry_number,
            version="1.0",
        )


def _sections(every: list[Point], words: texts.Words) -> tuple[Section, ...]:
    share = -(-len(every) // len(words.sections))
    return tuple(
        Section(
            number=number,
            title=title,
            level=number.count(".") + 1,
            excerpt=words.excerpts[index % len(words.excerpts)],
            points=tuple(every[index * share : (index + 1) * share]),
        )
        for index, (number, title) in enumerate(words.sections)
    )


def _response(sender: Body, own: list[Point], words: texts.Words) -> FullResponse:
    return FullResponse(
        sender=sender.label,
        category=sender.category,
        registry_number=sender.registry_number,
        position=sender.position,
        submitted_at=sender.submitted_at,
        outcome=sender.outcome,
        late=sender.late,
        statement=words.statement,
        remarks=tuple(
            Remark(
                heading=words.sections[index % len(words.sections)][1],
                text=point.text,
                number=point.number,
                quote=point.quote,
                proposed_wording=point.proposed_wording,
                position=point.position,
            )
            for index, point in enumerate(own)
        ),
        attachments=("yttrande.pdf",) if len(own) == 3 else (),
    )


def _responses(
    senders: tuple[Body, ...], every: list[Point], words: texts.Words
) -> tuple[FullResponse, ...]:
    by_sender: dict[str, list[Point]] = {}
    for point in every:
        by_sender.setdefault(point.sender, []).append(point)
    answered = (s for s in senders if s.outcome in {Outcome.FINAL, Outcome.PRELIMINARY})
    return tuple(_response(s, by_sender.get(s.label, []), words) for s in answered)


def _occasion(words: texts.Words) -> Occasion:
    return Occasion(
        consultation_title=words.title,
        registry_number="RS 2026/0417",
        authority="Region Västerbotten",
        contact=Contact("Karin Öhman", words.role, "karin.ohman@region.example", "090-10 20 30"),
        round_kind=RoundKind.REMISS,
        opened_on=date(2026, 6, 15),
        deadline=date(2026, 10, 15),
        document_version="1.0",
        channels=tuple(words.channels),
        meetings=tuple(words.meetings),
    )


def report(language: str = "sv", size: Size | None = None) -> Report:
    """A whole report; the default is what a region's strategy brings in."""
    size = size or Size()
    words = texts.words(language)
    invited, others = bodies(size, words), unasked(size, words)
    everyone = invited + others
    every = list(points(size, everyone, words))
    general, asked, beside = every[:6], every[6:12], every[12:14]
    return Report(
        title=words.kind,
        edition=2,
        language=language,
        compiled_at=COMPILED,
        occasion=_occasion(words),
        counts=Counts.of(invited, others),
        invited=invited,
        unasked=others,
        positions=tally(everyone),
        permalink="https://yttra.example/remisser/innovationsstrategi",
        summary=words.summary,
        by_category=groups(everyone, "category"),
        by_sector=groups(everyone, "sector"),
        general_views=tuple(general),
        sections=_sections(every[14:], words),
        questions=(Question("1", words.question, tally(everyone), tuple(asked)),),
        outside_scope=tuple(beside),
        changes=(Change("2.1", words.quotes[0], words.wordings[0], ("S-8", "S-16")),),
        responses=_responses(everyone, every, words),
    )
