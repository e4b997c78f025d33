"""That a point is one of several with the same text: with its number, counted in the report. Pure.

Only points that the report shows are counted, so the number says nothing of what is withheld.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from webapp.reports import outline
from webapp.reports.material import Material


def with_copies(report: outline.Report, material: Material) -> outline.Report:
    """The report with how many alike each point is one of, where a person has confirmed it."""
    if not material.alike:
        return report
    groups = {
        str(point.number): material.alike[point.id]
        for point in material.points
        if point.id in material.alike
    }
    told = Counter(
        groups[placed.point.number] for placed in report.points() if placed.point.number in groups
    )

    def counted(points: Sequence[outline.Point]) -> tuple[outline.Point, ...]:
        return tuple(
            replace(each, copies=told[groups[each.number]]) if each.number in groups else each
            for each in points
        )

    return replace(
        report,
        general_views=counted(report.general_views),
        sections=tuple(replace(each, points=counted(each.points)) for each in report.sections),
        questions=tuple(replace(each, points=counted(each.points)) for each in report.questions),
        outside_scope=counted(report.outside_scope),
    )
