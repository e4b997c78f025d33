"""Which bodies of another round's list to put on this one's."""

import uuid
from collections.abc import Mapping, Sequence

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import choices, identifier, member
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, show_number
from webapp.organisations.categories import Category
from webapp.organisations.labels import CATEGORIES
from webapp.rounds import distribution
from webapp.rounds.forms.fields import AddressOfPage
from webapp.rounds.labels import KINDS
from webapp.rounds.models import Round

ANSWERED: Mapping[str, bool] = {"yes": True, "no": False}


class ReuseForm(AddressOfPage):
    """Which bodies of another round's list to take over, from the page's address."""

    former = SelectField(_l("From which round"), choices=[], validate_choice=False)
    answered = RadioField(
        _l("Which bodies"),
        choices=choices(
            {
                "": _l("All who were asked"),
                "yes": _l("Those who answered"),
                "no": _l("Those who did not answer"),
            }
        ),
        default="",
        validate_choice=False,
    )
    category = SelectMultipleField(
        _l("Which categories"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    chosen = HiddenField()
    """The round that the categories were chosen of; of another one all are chosen beforehand."""

    @property
    def categories(self) -> list[Category]:
        """The categories that are chosen."""
        known = (member(Category, value) for value in self.category.data or [])
        return [each for each in known if each]

    def wanted(self, round_id: uuid.UUID) -> Sequence[uuid.UUID]:
        """The bodies that are meant and not on the round's list."""
        former_id = identifier(self.former.data)
        if former_id is None:
            return []
        return distribution.formerly_invited(
            round_id,
            former_id,
            answered=ANSWERED.get(self.answered.data or ""),
            categories=self.categories,
        )

    def offer(self, round_: Round) -> None:
        """Offer the rounds that there are, and the categories of the chosen one, with counts."""
        usable = distribution.usable_rounds(round_)
        self.former.choices = [
            SelectChoice(str(each.id), _counted(_name(each), count))
            for each, count, _answered in usable
        ]
        if identifier(self.former.data) not in {each.id for each, _count, _answered in usable}:
            self.former.data = str(usable[0][0].id) if usable else ""
        counts = self._counts(round_.id)
        self.category.choices = [
            SelectChoice(each.value, _counted(CATEGORIES[each], count))
            for each, count in counts.items()
        ]
        if self.chosen.data != self.former.data:
            self.category.data = [each.value for each in counts]
            self.chosen.data = self.former.data

    def _counts(self, round_id: uuid.UUID) -> Mapping[Category, int]:
        former_id = identifier(self.former.data)
        if former_id is None:
            return {}
        answered = ANSWERED.get(self.answered.data or "")
        found = distribution.formerly_invited(round_id, former_id, answered=answered)
        return distribution.by_category(found)


def _counted(label: object, count: int) -> str:
    return f"{label} ({show_number(count)})"


def _name(round_: Round) -> str:
    kind = KINDS[round_.kind]
    said = _("%(kind)s, round %(number)s", kind=kind, number=round_.number)
    return f"{localised(round_.consultation.title)}, {said}"
