"""The list of changes: what differs in the text since it was sent out, why, and whose points."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from webapp.assessment import parting
from webapp.assessment.listing import Listed, ListedSection, listed
from webapp.assessment.models import PointChange
from webapp.drafts.comparing import BlockChange, Standing
from webapp.drafts.models import Section
from webapp.drafts.paper.manuscript import order_of_languages
from webapp.reports import outline
from webapp.reports.material import Material


def with_changes(report: outline.Report, material: Material) -> outline.Report:
    """The report with its list of changes.

    Only points that the report shows are said to be why, and only where their decision is told.
    """
    causes = _causes(material)
    numbers = {str(each.point.number) for some in causes.values() for each in some}
    told = dict(_told(report, numbers)) if numbers else {}
    changes = _Changes(material, causes, told)
    return replace(report, changes=tuple(changes.listed(report.language)))


def _causes(material: Material) -> Mapping[uuid.UUID, Sequence[PointChange]]:
    """What the round's own points changed; those of another round have the same numbers."""
    return {
        key: [each for each in some if each.point.round_id == material.round.id]
        for key, some in material.causes.items()
    }


def _told(report: outline.Report, numbers: Collection[str]) -> Iterator[tuple[str, outline.Point]]:
    """Those of the points with these numbers that are shown with their decision."""
    undecided = outline.Decision.UNASSESSED
    for placed in report.points():
        if placed.point.number in numbers and placed.point.decision is not undecided:
            yield placed.point.number, placed.point


def changed_sections(material: Material) -> Mapping[uuid.UUID, str]:
    """The number of the section that each point changed, as it is in the later text."""
    numbers = {each.key: each.number for each in material.later}
    return {
        cause.point_id: numbers.get(cause.section_key, "")
        for causes in material.causes.values()
        for cause in causes
    }


class _Changes:
    """Holds what the changes are told with; `told` are the points that are shown, by number."""

    def __init__(
        self,
        material: Material,
        causes: Mapping[uuid.UUID, Sequence[PointChange]],
        told: Mapping[str, outline.Point],
    ) -> None:
        self._material = material
        self._causes = causes
        self._told = told
        self._former = _texts(material.sections)
        self._later = _texts(material.later)

    def listed(self, language: str) -> Iterator[outline.Change]:
        """Each change, in the order of the text."""
        material = self._material
        if not material.later:
            return
        document = material.round.version.document
        tags = order_of_languages(language, document.source_language, document.languages)
        known = [tag for tag in tags if tag in document.languages]
        for section in listed(material.sections, material.later, known, self._causes):
            yield from _of_heading(section)
            for each in section.blocks:
                yield self._of_block(section, each)

    def _of_block(
        self, section: ListedSection[PointChange], each: Listed[PointChange]
    ) -> outline.Change:
        made = self._by_point(each.causes)
        points = [self._told[number] for number in made]
        return outline.Change(
            section=section.names,
            before=each.block.former,
            after=each.block.later,
            points=tuple(made),
            whose=tuple(point.sender for point in points),
            why=tuple(point.reply for point in points),
            language=section.language,
            own=tuple(self._own(each.block, some) for some in made.values()),
        )

    def _by_point(self, causes: Sequence[PointChange]) -> Mapping[str, Sequence[PointChange]]:
        """What each point that is shown made of a block, by number."""
        found: dict[str, list[PointChange]] = {}
        for cause in sorted(causes, key=lambda each: each.point.number):
            if str(cause.point.number) in self._told:
                found.setdefault(str(cause.point.number), []).append(cause)
        return found

    def _own(self, block: BlockChange, made: Sequence[PointChange]) -> outline.Own | None:
        texts = (where.get(block.key, {}) for where in (self._former, self._later))
        found = parting.own(made, block.kind, *texts)
        return outline.Own(found.before, found.after, found.language) if found else None


def _texts(sections: Sequence[Section]) -> Mapping[uuid.UUID, dict[str, str]]:
    """What each block says, by its key."""
    return {block.key: block.text for section in sections for block in section.blocks}


def _of_heading(section: ListedSection[PointChange]) -> Iterator[outline.Change]:
    """What became of the section as a whole: it is new, gone, moved or has another title."""
    change = section.section
    former, later = (
        f"{each.number} {each.title}".strip() if each else ""
        for each in (change.former, change.later)
    )
    if change.standing is not Standing.KEPT or change.moved or change.renamed:
        yield outline.Change(section.names, former, later, language=section.language)
