"""That a point is one of several with the same text: its group, counted in the report. Pure.

Only points that the report shows are counted, so the number says nothing of what is withheld.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.reports import outline
from webapp.reports.material import Material
from webapp.reports.shelves import through


def with_copies(report: outline.Report, material: Material) -> outline.Report:
    """The report with the group of each point that a person has confirmed to be one of several."""
    if not material.alike:
        return report
    return grouped(report, {str(number): group for number, group in material.alike.items()})


def grouped(report: outline.Report, groups: Mapping[str, uuid.UUID]) -> outline.Report:
    """The report with the points that are alike said to be so; `groups` is by their numbers."""
    members: dict[uuid.UUID, list[str]] = {}
    for placed in report.points():
        if placed.point.number in groups:
            members.setdefault(groups[placed.point.number], []).append(placed.point.number)

    def told(point: outline.Point) -> outline.Point:
        alike = members.get(groups.get(point.number, _NONE), ())
        if len(alike) < 2:  # noqa: PLR2004 - one alone is like no other
            return point
        return replace(point, copies=len(alike), group=f"G{alike[0]}")

    def counted(points: Sequence[outline.Point]) -> Sequence[outline.Point]:
        return through(points, told)

    return replace(
        report,
        general_views=counted(report.general_views),
        sections=tuple(replace(each, points=counted(each.points)) for each in report.sections),
        questions=tuple(replace(each, points=counted(each.points)) for each in report.questions),
        outside_scope=counted(report.outside_scope),
    )


_NONE = uuid.UUID(int=0)
