"""Which bodies of a list to show, find or add."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired

from webapp.core.forms import AtMost, Form, LineField, choices, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.categories import Category
from webapp.organisations.labels import CATEGORIES
from webapp.rounds import distribution
from webapp.rounds.forms.fields import AddressOfPage
from webapp.rounds.labels import STATUSES
from webapp.rounds.ledger import Choice, InvitationStatus


class AddForm(Form):
    """Which bodies to put on the list: of a category, out of an import, or one by one."""

    category = SelectField(choices=[], validate_choice=False)
    import_id = SelectField(choices=[], validate_choice=False)
    body = SelectMultipleField(choices=[], validate_choice=False)
    former_id = SelectField(choices=[], validate_choice=False)
    answered = SelectField(choices=[], validate_choice=False)
    of_category = SelectMultipleField(choices=[], validate_choice=False)
    reason = LineField(_l("Why they are asked"), validators=[AtMost(400)])

    def wanted(self, round_id: uuid.UUID) -> Sequence[uuid.UUID]:
        """The bodies that are meant and not on the round's list; none where nothing is chosen."""
        category = member(Category, self.category.data)
        import_id = identifier(self.import_id.data)
        former_id = identifier(self.former_id.data)
        chosen = [body for body in map(identifier, self.body.data or []) if body]
        if former_id is not None:
            answered = {"yes": True, "no": False}.get(self.answered.data or "")
            known = (member(Category, value) for value in self.of_category.data or [])
            return distribution.formerly_invited(
                round_id,
                former_id,
                answered=answered,
                categories=[each for each in known if each] or None,
            )
        if category is None and import_id is None:
            return distribution.uninvited_ids(round_id, chosen=chosen)
        return distribution.uninvited_ids(round_id, category=category, import_id=import_id)

    def own_reasons(self) -> Mapping[uuid.UUID, str]:
        """Why each is asked, where the address list that is meant says so."""
        import_id = identifier(self.import_id.data)
        return distribution.reasons_in(import_id) if import_id else {}


class ReasonForm(Form):
    """Why one body is on the list."""

    reason = LineField(_l("Why it is asked"), validators=[AtMost(400)])


class ReasonsForm(Form):
    """Why bodies are on the list, for many at once."""

    of_category = SelectField(
        _l("For which bodies"), choices=choices({"": _l("All on the list"), **CATEGORIES})
    )
    why = LineField(
        _l("Why they are asked"),
        validators=[DataRequired(_l("Say why they are asked.")), AtMost(400)],
    )
    only_missing = BooleanField(_l("Only those without a reason"))

    def category(self) -> Category | None:
        """Which category the form says; None for all."""
        return member(Category, self.of_category.data)


class ChoiceForm(AddressOfPage):
    """Which bodies of a list to show, from the page's address."""

    q = LineField(_l("Name"))
    category = SelectField(
        _l("Category"), choices=choices({"": _l("All categories"), **CATEGORIES})
    )
    status = SelectField(_l("Status"), choices=choices({"": _l("Every status"), **STATUSES}))
    after = HiddenField()
    paused = HiddenField()

    def choice(self) -> Choice:
        """What the address says. What makes no sense is left out."""
        return Choice(
            words=self.q.data or "",
            category=member(Category, self.category.data),
            status=member(InvitationStatus, self.status.data),
            after=identifier(self.after.data),
        )

    @property
    def narrowed(self) -> bool:
        """Whether not all of the list is asked for."""
        return bool(self.q.data or self.category.data or self.status.data)

    def address(self, **changes: str) -> dict[str, Any]:
        """The parts of an address that says the same, but for `changes`."""
        said = {name: field.data or "" for name, field in self._fields.items()} | changes
        return {name: value for name, value in said.items() if value}


class FindForm(AddressOfPage):
    """Which bodies of the register to offer, from the page's address."""

    find = LineField(_l("Name of the body"))
    find_after = HiddenField()

    def choice(self) -> Choice | None:
        """What the address says; None where nothing is searched for."""
        if not self.find.data:
            return None
        return Choice(words=self.find.data, after=identifier(self.find_after.data))
