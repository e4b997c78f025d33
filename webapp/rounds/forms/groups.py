"""Forms of recipient groups: what a group gets, and who is in it."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.organisations.categories import Category
from webapp.organisations.labels import CATEGORIES
from webapp.rounds.forms.fields import texts
from webapp.rounds.models import RecipientGroup, Round
from webapp.rounds.plans import GroupText

NO_GROUP = "none"
"""What is sent where bodies are to be in no group."""


class GroupForm(Form):
    """A recipient group: its name, and the letter that it gets."""

    name_sv = LineField(
        _l("Name in Swedish"),
        validators=[InputRequired(_l("Write what the group is called.")), AtMost(200)],
    )
    name_en = LineField(_l("Name in English"), validators=[AtMost(200)])
    is_internal = BooleanField(_l("These are our own departments"))
    cover_letter_sv = TextField(_l("Cover letter in Swedish"), validators=[AtMost(20_000)])
    cover_letter_en = TextField(_l("Cover letter in English"), validators=[AtMost(20_000)])

    @classmethod
    def of(cls, group: RecipientGroup | None = None) -> "GroupForm":
        """The form, filled in with what the group has."""
        if group is None:
            return cls()
        said: dict[str, Any] = {"is_internal": group.is_internal}
        for name, words in (("name", group.name), ("cover_letter", group.cover_letter)):
            said |= {f"{name}_{tag}": text for tag, text in words.items()}
        return cls(data=said)

    def told(self) -> GroupText:
        """What the form says."""
        return GroupText(
            name=texts(sv=self.name_sv.data, en=self.name_en.data),
            cover_letter=texts(sv=self.cover_letter_sv.data, en=self.cover_letter_en.data),
            is_internal=self.is_internal.data,
        )


class PlaceInGroupForm(Form):
    """Which bodies of the list to put in which group: a whole category, or those chosen."""

    group = SelectField(
        _l("Group"), validators=[InputRequired(_l("Choose a group."))], validate_choice=False
    )
    category = SelectField(_l("Category"), validate_choice=False)
    body = SelectMultipleField(choices=[], validate_choice=False)

    @classmethod
    def on(cls, round_: Round, categories: Sequence[Category] = ()) -> "PlaceInGroupForm":
        """The form with the round's groups and the categories of its list to choose among."""
        form = cls()
        groups = {str(each.id): localised(each.name) for each in round_.groups}
        form.group.choices = choices({**groups, NO_GROUP: _l("No group")})
        form.category.choices = choices({each: CATEGORIES[each] for each in categories})
        return form

    def meant(self, round_: Round) -> RecipientGroup | None:
        """The group that was chosen; None for no group."""
        return next((each for each in round_.groups if str(each.id) == self.group.data), None)

    @property
    def is_known(self) -> bool:
        """Whether a group that there is was chosen, or none at all."""
        return any(str(value) == self.group.data for value, *_rest in self.group.choices or ())

    @property
    def chosen_category(self) -> Category | None:
        """The category that is meant, where it is a whole one."""
        return member(Category, self.category.data)

    @property
    def chosen(self) -> list[uuid.UUID]:
        """The rows of the list that were ticked."""
        return [each for each in map(identifier, self.body.data or []) if each]
