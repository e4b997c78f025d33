"""Forms for changing the tree: another place, other titles, splitting, joining and locking."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired

from webapp.core import rendering
from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, LineField, identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, labels, tree
from webapp.drafts.forms.sections import LONGEST_TITLE
from webapp.drafts.models import Block, Section, Version
from webapp.drafts.patterns import Pattern
from webapp.drafts.tree import Spot

LONGEST_REASON = 500
EXCERPT = 90
"""Characters of a paragraph that tell which one it is."""

F = TypeVar("F", bound="_InLanguages")


class PlaceForm(Form):
    """Where a section is to stand: "after which section:at what level"."""

    spot = SelectField(_l("New place"), [DataRequired(_l("Choose a place."))])

    def chosen(self) -> Spot:
        """The place, as the tree knows it."""
        return read_spot(str(self.spot.data))


class _InLanguages(Form):
    """A form with one line in each of a document's languages, named `<field>_<tag>`."""

    name = "title"
    languages: Sequence[str] = ()

    def line(self, tag: str) -> Any:
        """The field for a language."""
        return self[f"{self.name}_{tag}"]

    def lines(self) -> Localised:
        """What was typed, by language."""
        return {tag: self.line(tag).data or "" for tag in self.languages}


class RenameForm(_InLanguages):
    """Other titles for a section."""


class SplitForm(_InLanguages):
    """At which block a new section begins, and what it is called."""

    first = RadioField(
        _l("Where does the new section begin?"),
        coerce=identifier,
        validators=[DataRequired(_l("Choose the paragraph that comes first in the new section."))],
    )


class JoinForm(Form):
    """Whether the title of the section that goes into another is kept as a line of its text."""

    keep_title = BooleanField(_l("Keep the title as a line in the text"), default=True)


class LockForm(_InLanguages):
    """Why a section cannot be commented on."""

    name = "reason"
    with_branch = BooleanField(_l("Also the sections under it"))


class BeginForm(Form):
    """What an empty document is begun from: a pattern, or a version of another document."""

    pattern = HiddenField()
    source = SelectField(_l("Version to copy"), coerce=identifier, validate_choice=False)


def place_form(row: Sequence[Section], start: int) -> PlaceForm:
    """The form with every place that the section at `start` can be moved to."""
    form = PlaceForm()
    form.spot.choices = list(_spot_choices(row, start))
    return form


def rename_form(languages: Sequence[str], section: Section) -> RenameForm:
    """The form with the titles that a section has."""
    titles = {f"title_{tag}": section.title.get(tag, "") for tag in languages}
    return _made(RenameForm, languages, _l("Title (%(language)s)"), LONGEST_TITLE)(data=titles)


def split_form(languages: Sequence[str], section: Section) -> SplitForm:
    """The form with every block but the first, after which there would be nothing left."""
    form = _made(
        SplitForm, languages, _l("Title of the new section (%(language)s)"), LONGEST_TITLE
    )()
    form.first.choices = [(block.key, _excerpt(block)) for block in section.blocks[1:]]
    return form


def lock_form(languages: Sequence[str], section: Section) -> LockForm:
    """The form with the reason that a section has, if it is locked."""
    reasons = {f"reason_{tag}": section.lock_reason.get(tag, "") for tag in languages}
    return _made(LockForm, languages, _l("Reason (%(language)s)"), LONGEST_REASON)(data=reasons)


def begin_form(versions: Sequence[Version]) -> BeginForm:
    """The form with the versions that can be copied."""
    form = BeginForm()
    form.source.choices = [(each.id, _version_name(each)) for each in versions]
    return form


def read_spot(value: str) -> Spot:
    """The place that a form or the tree in the browser names: a key, a colon and a level."""
    key, _colon, level = value.rpartition(":")
    return Spot(identifier(key), int(level) if level.isdecimal() else 0)


def pattern_choices(patterns: Mapping[str, Pattern]) -> list[tuple[str, str, str]]:
    """Each pattern's name, title and what it holds, in the language now spoken."""
    return [
        (name, rendering.localised(each.title), rendering.localised(each.about))
        for name, each in patterns.items()
    ]


def _made(form: type[F], languages: Sequence[str], label: Any, limit: int) -> type[F]:
    fields: dict[str, Any] = {"languages": tuple(languages)}
    for tag in languages:
        words = str(label) % {"language": labels.language_name(tag)}
        fields[f"{form.name}_{tag}"] = LineField(words, [AtMost(limit)])
    return type(form.__name__, (form,), fields)


def _spot_choices(row: Sequence[Section], start: int) -> Iterator[tuple[str, str]]:
    gone = {each.key for each in tree.branch(row, start)}
    rest = [each for each in row if each.key not in gone]
    at = {each.key: place for place, each in enumerate(rest)}
    for spot in tree.spots(row, start):
        value = f"{spot.after or ''}:{spot.level}"
        yield value, _spot_name(rest[: at[spot.after] + 1] if spot.after else [], spot.level)


def _spot_name(before: Sequence[Section], level: int) -> str:
    """A place in words, given the sections before it in reading order."""
    if not before:
        return _("First in the document")
    indent = "\u2003" * (level - 1)
    if before[-1].level < level:
        return indent + _("First under %(section)s", section=_name(before[-1]))
    beside = next(each for each in reversed(before) if each.level == level)
    return indent + _("After %(section)s", section=_name(beside))


def _name(section: Section) -> str:
    return f"{section.number} {rendering.localised(section.title)}"


def _excerpt(block: Block) -> str:
    words = blocks.plain(rendering.localised(block.text)).replace("\n", " ").replace("\t", " ")
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def _version_name(version: Version) -> str:
    return _(
        "%(document)s, version %(number)s: %(name)s",
        document=rendering.localised(version.document.title),
        number=version.number,
        name=version.name,
    )
