"""What every form has that two may fill in at the same time: where what was typed began."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from webapp.core.forms import Form, clean_text, identifier
from webapp.responses.models import OwnSpace
from webapp.responses.service.saving import Began
from webapp.responses.twowriters import Clash

LONGEST_MEMORY = 1_000_000
"""Characters of what a page began from that are read."""


class RememberingForm(Form):
    """A form that others may fill in at the same time.

    It carries what its fields held when it was opened, or last saved. What its writer changed is
    told from that, so that what others have written since is kept beside it.
    """

    began = HiddenField()

    clashes: Sequence[Clash] = ()
    """Fields in which what was typed and what someone else saved are in each other's way."""

    def remember(self) -> None:
        """Remember what the fields hold, for a page that is about to be shown."""
        self.began.data = json.dumps(self.held())

    def held(self) -> dict[str, Any]:
        """What the fields hold that a person fills in."""
        return {each.name: _plain(each.data) for each in self if not _is_hidden(each)}

    def memory(self) -> Mapping[str, Any]:
        """What the page began from, as it says; of a page that does not say, nothing."""
        return _remembered(self.began.data)

    @property
    def versions(self) -> list[dict[str, Any]]:
        """Both versions of each field in which two writers were in each other's way."""
        return [
            {
                "name": field.name,
                "label": field.label.text,
                "sides": [
                    (side, value or "", _said(field, value))
                    for side, value in (("theirs", clash.theirs), ("mine", clash.mine))
                ],
            }
            for clash in self.clashes
            for field in self._named(clash.field)
        ]

    def _named(self, name: str) -> Iterator[Any]:
        if name in self:
            yield self[name]


class WrittenForm(RememberingForm):
    """A form of a body's answer, which saves itself while it is typed."""

    save_key = HiddenField()
    """Of one saving, set by the page's script."""
    unsure = HiddenField()
    """A saving whose answer never came, by the page's script: its key and what it held."""
    whose = HiddenField()
    """The space that the page was opened in: another tab may have gone on to another body's."""

    def begin(self, space: OwnSpace) -> None:
        """Remember what the fields hold, and in which space."""
        self.whose.data = str(space.id)
        self.remember()

    def origin(self, read: Any) -> Began:
        """What the page began from; `read` makes of fields' values what was typed in them."""
        said = _remembered(self.unsure.data)
        held, key = said.get("held"), identifier(str(said.get("key", "")))
        unsure = (key, read(_cleaned(held))) if key and isinstance(held, dict) else None
        return Began(read(_cleaned(self.memory())), identifier(self.save_key.data), unsure)


def _is_hidden(field: Any) -> bool:
    return isinstance(field, HiddenField) or field.type in {"CSRFTokenField", "HiddenField"}


def _said(field: Any, value: Any) -> Any:
    """What was chosen, as its label says it; a text as it is."""
    if not hasattr(field, "iter_choices"):
        return value or ""
    return {str(key): label for key, label, *_rest in field.iter_choices()}.get(str(value or ""))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return str(value) if value is not None else ""


def _remembered(said: str | None) -> dict[str, Any]:
    if not said or len(said) > LONGEST_MEMORY:
        return {}
    try:
        found = json.loads(said)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the fields would clean them."""
    return {
        str(name): [str(each) for each in value]
        if isinstance(value, list)
        else clean_text(str(value))
        for name, value in values.items()
    }
