"""The list of changes: what differs in the text since it was sent out, why, and whose points."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from webapp.assessment.listing import Listed, ListedSection, listed
from webapp.assessment.models import PointChange
from webapp.drafts.comparing import Standing
from webapp.drafts.paper.manuscript import order_of_languages
from webapp.reports import outline
from webapp.reports.material import Material


def with_changes(report: outline.Report, material: Material) -> outline.Report:
    """The report with its list of changes.

    Only points that the report shows are said to be why, and only where their decision is told.
    """
    causes = {str(each.point.number) for some in material.causes.values() for each in some}
    told = dict(_told(report, causes)) if causes else {}
    return replace(report, changes=tuple(_changes(material, report.language, told)))


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


def _changes(
    material: Material, language: str, told: Mapping[str, outline.Point]
) -> Iterator[outline.Change]:
    if not material.later:
        return
    document = material.round.version.document
    tags = order_of_languages(language, document.source_language, document.languages)
    known = [tag for tag in tags if tag in document.languages]
    for section in listed(material.sections, material.later, known, material.causes):
        yield from _of_heading(section)
        for each in section.blocks:
            yield _of_block(section, each, told)


def _of_heading(section: ListedSection[PointChange]) -> Iterator[outline.Change]:
    """What became of the section as a whole: it is new, gone, moved or has another title."""
    change = section.section
    former, later = (
        f"{each.number} {each.title}".strip() if each else ""
        for each in (change.former, change.later)
    )
    if change.standing is not Standing.KEPT or change.moved or change.renamed:
        yield outline.Change(section.names, former, later, language=section.language)


def _of_block(
    section: ListedSection[PointChange],
    each: Listed[PointChange],
    told: Mapping[str, outline.Point],
) -> outline.Change:
    points = _shown(each.causes, told)
    return outline.Change(
        section=section.names,
        before=each.block.former,
        after=each.block.later,
        points=tuple(point.number for point in points),
        whose=tuple(point.sender for point in points),
        why=tuple(point.reply for point in points),
        language=section.language,
    )


def _shown(
    causes: Sequence[PointChange], told: Mapping[str, outline.Point]
) -> Sequence[outline.Point]:
    numbers = sorted({cause.point.number for cause in causes})
    return [told[str(number)] for number in numbers if str(number) in told]
