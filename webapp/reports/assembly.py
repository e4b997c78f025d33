"""From loaded rows to what the report says. Reads nothing: `queries.material` did that."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from webapp.assessment.models import Origin, Point
from webapp.core import clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.drafts import designations
from webapp.drafts.labels import designation
from webapp.drafts.models import Section
from webapp.organisations.labels import CATEGORY_NAMES, SECTORS
from webapp.reports import (
    arguing,
    asking,
    audience,
    changing,
    copying,
    counting,
    endorsing,
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
from webapp.responses import naming, shown
from webapp.responses.models import Position, Response
from webapp.responses.policy import is_late_still
from webapp.rounds.models import Invitation


def report(material: Material, imprint: Imprint) -> outline.Report:
    """The whole report, in the language now spoken."""
    said = changing.with_changes(_Assembly(material, imprint).report(), material)
    return counting.with_figures(copying.with_copies(said, material), material)


class _Assembly:
    """Holds what many parts of one report look up."""

    def __init__(self, material: Material, imprint: Imprint) -> None:
        self._material = material
        self._imprint = imprint
        self._language = imprint.language
        self._shown = {row.id: shown.of(row) for row in material.responses}
        self._told = [row for row in material.responses if not self._shown[row.id].is_withheld]
        self._senders = {
            row.id: naming.in_report(row, self._shown[row.id]) for row in material.responses
        }
        self._together = endorsing.Together(material.responses, self._senders, self._shown)
        self._numbers = {row.id: _registry_number(material, row) for row in material.responses}
        self._points: dict[tuple[Origin, uuid.UUID | None], list[Point]] = defaultdict(list)
        self._outside: list[Point] = []
        self._invitations = {row.id: row for row in material.invitations}
        self._titles = {row.key: row for row in material.sections}
        self._changed = changing.changed_sections(material)
        self._called = designations.of(material.sections)
        self._disclosed = audience.holds(imprint.audience, Matter.UNCONFIRMED)
        self._arguments = arguing.Arguments(material, imprint, total=len(self._told))
        for point in material.points:
            if point.response_id not in self._shown or self._shown[point.response_id].is_withheld:
                continue  # It came in after the responses were read, or is not to be shown.
            if self._decision(point) is outline.Decision.OUT_OF_SCOPE:
                self._outside.append(point)
            else:
                self._points[point.origin, _place(point)].append(point)

    def report(self) -> outline.Report:
        """The parts put together."""
        material, imprint = self._material, self._imprint
        invited, unasked = tuple(self._invited()), tuple(self._unasked())
        whole = self._points[Origin.COMMENT, None]
        return outline.Report(
            title=_("Response report"),
            edition=imprint.number,
            language=imprint.language,
            compiled_at=imprint.compiled_at,
            occasion=_occasion(material, imprint),
            counts=participation.Counts.of(invited, unasked),
            invited=invited,
            unasked=unasked,
            positions=self._tally((r.id, r.stand) for r in self._told),
            permalink=imprint.address,
            by_category=self._groups(lambda sender: sender.group),
            by_sector=self._groups(lambda sender: sender.sector),
            general_views=self._said(self._points[Origin.STATEMENT, None] + whole),
            general_arguments=self._arguments.standing_in(None),
            arguments=self._arguments.told,
            sections=tuple(self._section(section) for section in material.sections),
            questions=tuple(self._questions()),
            outside_scope=self._said(self._outside),
            responses=tuple(self._full(response) for response in self._together.entries()),
            audience=imprint.audience,
        )

    def _invited(self) -> Iterator[participation.Body]:
        by_invitation = {
            self._invitations[row.invitation_id].counting.id: row
            for row in self._material.responses
            if row.invitation_id in self._invitations
        }
        for invitation in self._material.invitations:
            if invitation.counted_as_id is not None:
                continue
            response = by_invitation.get(invitation.id)
            category = str(CATEGORY_NAMES[invitation.category])
            sector = str(SECTORS[invitation.sector])
            if response is None:
                yield participation.Body(
                    invitation.name,
                    category,
                    participation.Outcome.NO_ANSWER,
                    sector=sector,
                    extended_to=_extension(self._material, invitation),
                )
            else:
                yield self._body(response, invitation.name, category, sector=sector)

    def _unasked(self) -> Iterator[participation.Body]:
        for response in self._material.responses:
            if response.invitation_id is None:
                sender = self._senders[response.id]
                yield self._body(response, sender.label, sender.category, sector=sender.sector)

    def _body(
        self, response: Response, label: str, category: str, *, sector: str
    ) -> participation.Body:
        invitation = self._invitations.get(response.invitation_id or uuid.UUID(int=0))
        is_withheld = self._shown[response.id].is_withheld
        return participation.Body(
            label,
            category,
            hiding.outcome(reacting.outcome(response), is_withheld=is_withheld),
            position=None if is_withheld else participation.Position(response.stand.value),
            sector=sector,
            registry_number=self._numbers[response.id],
            submitted_at=response.submitted_at,
            late=is_late_still(response),
            read_by_staff=reacting.is_read(response),
            withheld=is_withheld,
            behind=hiding.behind(response, self._shown[response.id]),
            together=self._together.others(response),
            **reacting.considered(response),
            extended_to=_extension(self._material, invitation) if invitation else None,
        )

    def _tally(self, taken: Iterable[tuple[uuid.UUID, Position]]) -> participation.Tally:
        names: dict[Position, list[str]] = defaultdict(list)
        unnamed: dict[Position, int] = defaultdict(int)
        for response_id, position in taken:
            sender = self._senders[response_id]
            if sender.named:
                names[position].append(sender.label)
            else:
                unnamed[position] += 1
        standings = tuple(
            participation.Standing(
                participation.Position(position.value),
                tuple(sorted(names[position])),
                unnamed[position],
            )
            for position in Position
        )
        return participation.Tally(sum(s.count for s in standings), standings)

    def _groups(self, label: Callable[[naming.Sender], str]) -> tuple[participation.Group, ...]:
        members: dict[str, list[tuple[uuid.UUID, Position]]] = defaultdict(list)
        for row in self._told:
            members[label(self._senders[row.id])].append((row.id, row.stand))
        return tuple(
            participation.Group(name, self._tally(members[name])) for name in sorted(members)
        )

    def _section(self, section: Section) -> outline.Section:
        points = self._points[Origin.COMMENT, section.key]
        stances = {
            sender: p.remark.position
            for p in points
            if p.remark and p.remark.position
            for sender in self._together.speakers(p.response_id)
        }
        argued = self._arguments.standing_in(section.key)
        return outline.Section(
            number=section.number,
            title=localised(section.title, self._imprint.language),
            level=section.level,
            designation=designation(self._called.get(section.key)),
            excerpt=excerpt(section, self._imprint.language) if points or argued else "",
            positions=self._tally(stances.items()) if stances else None,
            points=self._said(points),
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
                options=asking.counted(question, responses, self._senders, self._language),
                choosers=asking.choosers(question, responses),
                asked=tuple(localised(each.name, self._language) for each in question.groups),
                positions=self._tally(stances.items()) if stances else None,
                points=self._said(self._points[Origin.ANSWER, question.id]),
                place=places.of_question(question.id),
            )

    def _said(self, points: Sequence[Point]) -> tuple[outline.Point, ...]:
        return tuple(self._point(point) for point in points)

    def _point(self, point: Point) -> outline.Point:
        sender = self._senders[point.response_id]
        source = point.remark or point.answer
        comment = point.remark
        position = source.position if source else point.response.stand
        said = outline.Point(
            number=str(point.number),
            permalink=self._imprint.permalink(point.number),
            sender=self._together.labels[point.response_id],
            category=sender.category,
            person=sender.person,
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
            registry_number=self._numbers[point.response_id],
            version=self._material.round.version.name,
            language=point.response.language,
        )
        part = shown.part_of(point.comment or point.answer)
        return hiding.point(said, self._shown[point.response_id], part)

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

    def _full(self, response: Response) -> outline.FullResponse:
        sender = self._senders[response.id]
        said = outline.FullResponse(
            sender=self._together.labels[response.id],
            category=sender.category,
            registry_number=self._numbers[response.id],
            position=participation.Position(response.stand.value),
            read_by_staff=reacting.is_read(response),
            quote=response.reading.quote if response.reading else "",
            attachments=tuple(each.file.name for each in response.attachments),
            submitted_at=response.submitted_at,
            outcome=reacting.outcome(response),
            late=is_late_still(response),
            statement=response.statement,
            remarks=(
                *remarks.of(response.comments, self._titles, self._language),
                *asking.remarks(response.answers, self._material.questions, self._language),
            ),
            language=response.language,
        )
        return hiding.full(said, self._shown[response.id], response, self._material.questions)


def _occasion(material: Material, imprint: Imprint) -> Occasion:
    round_ = material.round
    case = round_.consultation
    opened = round_.opened_at or round_.created_at
    return Occasion(
        consultation_title=localised(case.title, imprint.language),
        registry_number=case.registry_number,
        authority=imprint.authority,
        contact=Contact(
            case.contact_name, case.contact_title, case.contact_email, case.contact_phone
        ),
        round_kind=RoundKind(round_.kind.value),
        opened_on=min(clock.local(opened).date(), round_.deadline),
        deadline=round_.deadline,
        document_version=round_.version.name or str(round_.version.number),
        channels=reacting.channels(material.responses),
    )


def _place(point: Point) -> uuid.UUID | None:
    if point.origin is Origin.COMMENT:
        return point.section_key
    return point.answer.question_id if point.answer else None


def _registry_number(material: Material, response: Response) -> str:
    return f"{material.round.consultation.registry_number}-{response.number}"


def _extension(material: Material, invitation: Invitation) -> date | None:
    extended = invitation.deadline
    return extended if extended and extended > material.round.deadline else None
