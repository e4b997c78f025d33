"""From rows to what the report says. Reads nothing: `queries.material` says how that is done.

What grows with the round is read once from beginning to end, and kept on shelves.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from webapp.assessment.models import Origin, Point
from webapp.core import clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.drafts import designations
from webapp.drafts.labels import designation
from webapp.drafts.models import Section
from webapp.reports import (
    arguing,
    asking,
    audience,
    changing,
    copying,
    counting,
    hiding,
    outline,
    participation,
    places,
    reacting,
    remarks,
)
from webapp.reports.audience import Matter
from webapp.reports.excerpts import excerpt
from webapp.reports.imprint import Imprint
from webapp.reports.inside import Inside
from webapp.reports.material import Material
from webapp.reports.occasion import Contact, Occasion, RoundKind
from webapp.reports.replies import Replies, Reply
from webapp.reports.shelves import Place, Shelf
from webapp.responses import shown
from webapp.responses.models import Position, Response
from webapp.responses.policy import is_late_still
from webapp.rounds import policy as rounds_policy


def report(material: Material, imprint: Imprint) -> outline.Report:
    """The whole report, in the language now spoken."""
    said = changing.with_changes(_Assembly(material, imprint).report(), material)
    return copying.with_copies(said, material)


@dataclass
class _Heap:
    """What was said in one place of the report, and where those who said it stand on it."""

    points: Shelf[outline.Point]
    stances: dict[uuid.UUID, Position] = field(default_factory=dict)


class _Assembly:
    """Holds what many parts of one report look up."""

    def __init__(self, material: Material, imprint: Imprint) -> None:
        self._material = material
        self._imprint = imprint
        self._language = imprint.language
        self._replies = Replies(material)
        self._together = self._replies.together
        self._told = counting.Told(self._replies)
        self._place = Place()
        self._titles = {row.key: row for row in material.sections}
        self._changed = changing.changed_sections(material)
        self._called = designations.of(material.sections)
        self._disclosed = audience.holds(imprint.audience, Matter.UNCONFIRMED)
        self._arguments = arguing.Arguments(material, imprint, self._replies)
        self._outside = _Heap(Shelf(self._place))
        self._heaps: dict[tuple[Origin, uuid.UUID | None], _Heap] = defaultdict(
            lambda: _Heap(Shelf(self._place))
        )
        for point in material.points:
            reply = self._replies.find(point.response_id)
            if reply is not None and not reply.shown.is_withheld:
                self._add(point, reply)  # Else it came in later, or is not to be shown.

    def _add(self, point: Point, reply: Reply) -> None:
        is_outside = self._decision(point) is outline.Decision.OUT_OF_SCOPE
        heap = self._outside if is_outside else self._heaps[point.origin, _place(point)]
        heap.points.append(self._point(point, reply))
        self._told.note(point, is_outside=is_outside)
        if point.remark and point.remark.position:
            for sender in self._together.speakers(reply.id):
                heap.stances[sender] = point.remark.position

    def report(self) -> outline.Report:
        """The parts put together."""
        material, imprint, replies = self._material, self._imprint, self._replies
        invited, unasked = tuple(replies.invited()), tuple(replies.unasked())
        said = outline.Report(
            title=_("Response report"),
            edition=imprint.number,
            language=imprint.language,
            compiled_at=imprint.compiled_at,
            occasion=_occasion(material, imprint, replies.channels),
            counts=participation.Counts.of(invited, unasked),
            invited=invited,
            unasked=unasked,
            positions=replies.tally((each.id, each.stand) for each in replies.told),
            permalink=imprint.address,
            by_category=replies.groups(lambda sender: sender.group),
            by_sector=replies.groups(lambda sender: sender.sector),
            general_views=self._general(),
            general_arguments=self._arguments.standing_in(None),
            arguments=self._arguments.told,
            sections=tuple(self._section(section) for section in material.sections),
            questions=tuple(self._questions()),
            outside_scope=self._outside.points,
            responses=Shelf(self._place, self._full_ones()),
            audience=imprint.audience,
        )
        return counting.with_figures(said, material, replies, self._told)

    def _general(self) -> Shelf[outline.Point]:
        """The statements, and behind them the comments on the text as a whole."""
        found = self._heaps[Origin.STATEMENT, None].points
        for each in self._heaps[Origin.COMMENT, None].points:
            found.append(each)
        return found

    def _section(self, section: Section) -> outline.Section:
        heap = self._heaps[Origin.COMMENT, section.key]
        argued = self._arguments.standing_in(section.key)
        return outline.Section(
            number=section.number,
            title=localised(section.title, self._imprint.language),
            level=section.level,
            designation=designation(self._called.get(section.key)),
            excerpt=excerpt(section, self._imprint.language) if heap.points or argued else "",
            positions=self._replies.tally(heap.stances.items()) if heap.stances else None,
            points=heap.points,
            place=places.of_section(section.key),
            arguments=argued,
        )

    def _questions(self) -> Iterator[outline.Question]:
        for number, question in enumerate(self._material.questions, start=1):
            responses = list(self._together.speaking())
            stances = {
                sender: answer.position
                for sender, response in responses
                for answer in response.answers
                if answer.question_id == question.id and answer.position
            }
            yield outline.Question(
                number=str(number),
                text=localised(question.text, self._language),
                options=asking.counted(question, responses, self._replies.sender, self._language),
                choosers=asking.choosers(question, responses),
                asked=tuple(localised(each.name, self._language) for each in question.groups),
                positions=self._replies.tally(stances.items()) if stances else None,
                points=self._heaps[Origin.ANSWER, question.id].points,
                place=places.of_question(question.id),
            )

    def _point(self, point: Point, reply: Reply) -> outline.Point:
        source = point.remark or point.answer
        comment = point.remark
        position = source.position if source else reply.stand
        said = outline.Point(
            number=str(point.number),
            permalink=self._imprint.permalink(point.number),
            sender=self._together.labels[reply.id],
            category=reply.sender.category,
            person=reply.sender.person,
            text=source.text if source else point.response.statement,
            kind=outline.PointKind(comment.kind.value) if comment else outline.PointKind.GENERAL,
            position=participation.Position(position.value) if position else None,
            quote=comment.quote if comment else "",
            proposed_wording=comment.proposed_wording if comment else "",
            change=remarks.change(point.comment),
            importance=remarks.importance(point.comment),
            decision=self._decision(point),
            reply=point.reply if self._is_told(point) else "",
            unconfirmed=self._disclosed and point.id in self._material.waiting,
            inside=self._inside(point),
            argument=self._arguments.of_point(point.id),
            changed_section=self._changed.get(point.id, "") if self._is_told(point) else "",
            choices=asking.words_of(point.answer, self._language),
            registry_number=reply.row.registry_number,
            version=self._material.round.version.name,
            language=reply.language,
        )
        part = shown.part_of(point.comment or point.answer)
        return hiding.point(said, reply.shown, part)

    def _is_told(self, point: Point) -> bool:
        """Whether those whom the report is for may know what is decided on the point."""
        return self._disclosed or point.id not in self._material.waiting

    def _decision(self, point: Point) -> outline.Decision:
        if point.decision is None or not self._is_told(point):
            return outline.Decision.UNASSESSED
        return outline.Decision(point.decision.value)

    def _inside(self, point: Point) -> Inside | None:
        known = self._material.inside.get(point.id)
        return hiding.inside(known, self._material.hushed) if known else None

    def _full_ones(self) -> Iterator[outline.FullResponse]:
        for response, numbers in self._material.whole:
            reply = self._replies.find(response.id)
            if reply is not None and self._together.is_entry(reply):
                yield self._full(response, reply, numbers)

    def _full(
        self, response: Response, reply: Reply, numbers: Mapping[uuid.UUID, int]
    ) -> outline.FullResponse:
        said = outline.FullResponse(
            sender=self._together.labels[reply.id],
            category=reply.sender.category,
            registry_number=reply.row.registry_number,
            position=participation.Position(response.stand.value),
            read_by_staff=reacting.is_read(response),
            quote=response.reading.quote if response.reading else "",
            attachments=tuple(each.file.name for each in response.attachments),
            submitted_at=response.submitted_at,
            outcome=reacting.outcome(response),
            late=is_late_still(response),
            statement=response.statement,
            remarks=(
                *remarks.of(response.comments, self._titles, numbers, self._language),
                *asking.remarks(
                    response.answers, self._material.questions, numbers, self._language
                ),
            ),
            number=str(numbers.get(response.id, "")),
            language=response.language,
        )
        return hiding.full(said, reply.shown, response, self._material.questions)


def _occasion(material: Material, imprint: Imprint, channels: tuple[str, ...]) -> Occasion:
    round_ = material.round
    case = round_.consultation
    opened = round_.opened_at or round_.created_at
    last = rounds_policy.last_day(round_, None)
    return Occasion(
        consultation_title=localised(case.title, imprint.language),
        registry_number=case.registry_number,
        authority=imprint.authority,
        contact=Contact(
            case.contact_name, case.contact_title, case.contact_email, case.contact_phone
        ),
        round_kind=RoundKind(round_.kind.value),
        opened_on=min(clock.local(opened).date(), last),
        deadline=last,
        document_version=round_.version.name or str(round_.version.number),
        channels=channels,
    )


def _place(point: Point) -> uuid.UUID | None:
    if point.origin is Origin.COMMENT:
        return point.section_key
    return point.answer.question_id if point.answer else None
