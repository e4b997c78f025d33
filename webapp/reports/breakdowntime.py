"""When the answers came, as tables in words, alike on the page and in files.

Nothing here counts: `breakdown` did.
"""

from collections.abc import Sequence

from webapp.core.rendering import gettext as _
from webapp.core.rendering import show_date
from webapp.reports.breakdown import Days, Week
from webapp.reports.breakdowntables import Bar, Chart, Sheet


def over_time(found: Days | None) -> Sequence[Sheet]:
    """The answers by day, and by week where there are several; nothing where none has come."""
    if found is None:
        return []
    return [days(found), *([weeks(found.weeks)] if len(found.weeks) > 1 else [])]


def days(found: Days) -> Sheet:
    """How many answers came on each day."""
    return Sheet(
        "days",
        _("Answers by day"),
        [_("Day"), _("Answers on the day"), _("Answers in all"), _("Last day to answer")],
        [
            (
                show_date(each.day, "d MMM y"),
                each.count,
                each.in_all,
                _("Last day to answer") if each.is_last else _("After it") if each.is_after else "",
            )
            for each in found.notable
        ],
    )


def weeks(found: Sequence[Week]) -> Sheet:
    """How many answers came in each week, on or before the last day to answer and after it."""
    legend = [(_("In time"), "submitted"), (_("After the last day to answer"), "silent")]
    return Sheet(
        "weeks",
        _("Answers by week"),
        [_("Week"), *(name for name, _colour in legend), _("Answers in all")],
        [(_name(each), each.in_time, each.after, each.in_all) for each in found],
        Chart(
            [
                Bar(_name(each), [(each.in_time, "submitted"), (each.after, "silent")])
                for each in found
            ],
            legend if any(each.after for each in found) else (),
        ),
    )


def _name(week: Week) -> str:
    return _(
        "Week %(number)s, %(first)s to %(last)s",
        number=week.monday.isocalendar().week,
        first=show_date(week.monday, "d MMM"),
        last=show_date(week.sunday, "d MMM y"),
    )
