"""Which bodies of a round's ledger to show, each choice with how many it would show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import LineField, choices, clean_line, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, show_number
from webapp.drafts.labels import language_name
from webapp.organisations.categories import Sector
from webapp.rounds.forms.lists import ChoiceForm
from webapp.rounds.labels import CATEGORIES, MARKS, SECTORS, STATUSES
from webapp.rounds.ledger import FACETS, Choice, Figures, Mark
from webapp.rounds.models import RecipientGroup


class LedgerForm(ChoiceForm):
    """What the page's address says of which bodies to show."""

    q = LineField(_l("Name or e-mail address"))
    sector = SelectField(_l("Sector"), choices=choices({"": _l("All sectors"), **SECTORS}))
    language = SelectField(_l("Language"), choices=[], validate_choice=False)
    group = SelectField(_l("Recipient group"), choices=[], validate_choice=False)
    mark = SelectMultipleField(
        _l("Only those of which all of this holds"),
        choices=choices(MARKS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def choice(self) -> Choice:
        """What the address says. What makes no sense is left out."""
        marks = (member(Mark, value) for value in self.mark.data or [])
        return replace(
            super().choice(),
            sector=member(Sector, self.sector.data),
            language=clean_line(self.language.data) or None,
            group=identifier(self.group.data),
            marks=frozenset(mark for mark in marks if mark),
        )

    @property
    def narrowed(self) -> bool:
        """Whether not all of the list is asked for."""
        return self.choice() != Choice(after=identifier(self.after.data))

    @property
    def filters_more(self) -> bool:
        """Whether something is chosen beside name, category and status."""
        chosen = self.choice()
        return bool(chosen.sector or chosen.language or chosen.group or chosen.marks)

    def count(self, figures: Figures, groups: Sequence[RecipientGroup]) -> None:
        """Offer what there is in `figures`, each value with how many it would show."""
        chosen = self.choice()
        languages = sorted({group.language for group in figures.groups})
        words: Mapping[str, tuple[Any, Mapping[Any, Any]]] = {
            "status": (_l("Every status"), STATUSES),
            "category": (_l("All categories"), CATEGORIES),
            "sector": (_l("All sectors"), SECTORS),
            "language": (_l("All languages"), {tag: language_name(tag) for tag in languages}),
            "group": (_l("All groups"), {each.id: localised(each.name) for each in groups}),
        }
        for facet in FACETS:
            every, labels = words[facet]
            counts = figures.by(facet, chosen)
            self[facet].choices = [
                SelectChoice("", counted(every, sum(counts.values()))),
                *(
                    SelectChoice(str(value), counted(label, counts.get(value, 0)))
                    for value, label in labels.items()
                    if counts.get(value) or value == getattr(chosen, facet)
                ),
            ]
        holds = figures.by_mark(chosen)
        self.mark.choices = [
            SelectChoice(mark.value, counted(label, holds[mark])) for mark, label in MARKS.items()
        ]


def counted(label: Any, count: int) -> str:
    """`label` with how many there are of it."""
    return f"{label} ({show_number(count)})"
