"""The figures of an edition as tables in words: those of a round, out of what the edition bears.

Nothing here counts, and nothing is read from the database: an edition's figures never change.
"""

from collections.abc import Sequence

from webapp.core.rendering import gettext as _
from webapp.organisations.categories import Category
from webapp.reports import breakdowntables as tables
from webapp.reports.breakdown import Choice, Days, Part, Row
from webapp.reports.breakdowntables import Place, Sheet
from webapp.reports.breakdowntime import over_time
from webapp.reports.figures import DOCUMENT, STATEMENTS, Edited, Frozen


def sheets(edited: Edited) -> Sequence[Sheet]:
    """Every table that has something to say."""
    figures = edited.figures
    found = [
        tables.reception(figures.all),
        tables.positions(figures.all),
        tables.outcomes("category", figures.categories, Choice()),
        tables.stands("category", figures.categories),
        tables.outcomes("sector", figures.sectors, Choice()),
        tables.stands("sector", figures.sectors),
        tables.municipalities(figures.municipalities),
        *over_time(days(edited)),
        tables.channels([(each.channel, each.count) for each in figures.channels]),
        _parts(edited),
    ]
    return [sheet for sheet in found if sheet.rows]


def days(edited: Edited) -> Days | None:
    """The answers day by day; None where none has come."""
    came = {each.day: each.count for each in edited.figures.days}
    return Days.of(came, edited.span) if came else None


def municipal(figures: Frozen) -> Row | None:
    """The figures of all municipalities; None where there is none."""
    found = (row for row in figures.categories if row.key == Category.MUNICIPALITY)
    return next(found, None)


def _parts(edited: Edited) -> Sheet:
    found = {
        ("", each.place): Part(
            "",
            each.place,
            each.points,
            each.senders,
            each.outside,
            positions=each.positions,
        )
        for each in edited.figures.parts
    }
    return tables.parts(_places(edited), found, hides_withheld=True)


def _places(edited: Edited) -> Sequence[Place]:
    """Every part that points can be on, named in the edition's language."""
    return [
        Place("", STATEMENTS, _("General statements")),
        Place("", DOCUMENT, _("On the document as a whole")),
        *(Place("", place, name, edited.language) for place, name in edited.sections),
        *(
            Place(
                "",
                place,
                _("Question %(number)s: %(text)s", number=number, text=text),
                edited.language,
            )
            for place, number, text in edited.questions
        ),
    ]
