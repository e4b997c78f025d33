"""What staff know of a point among themselves, below it in a report for internal use."""

from collections.abc import Iterator

from webapp.reports.blocks import Prose, Style
from webapp.reports.inside import Inside, Note
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, paragraphs


def among_staff(inside: Inside, w: Wording) -> Iterator[Prose]:
    """Whose it is, then what experts and colleagues said; nothing where nothing is known."""
    _ = w.gettext
    facts = "; ".join(_facts(inside, w))
    if facts:
        yield Prose(Style.NOTE, (facts,), label=_("Internal:"))
    for note in inside.opinions:
        label = _("Opinion, %(name)s:") % {"name": line(note.author)}
        yield Prose(Style.NOTE, paragraphs(note.text), label=label)
    for note in inside.discussion:
        label = _("Discussion, %(name)s:") % {"name": line(note.author)}
        yield Prose(Style.NOTE, paragraphs(note.text), label=label)


def _facts(inside: Inside, w: Wording) -> Iterator[str]:
    _ = w.gettext
    name, due = line(inside.assignee), inside.due
    if name and due:
        yield _("%(name)s has it, by %(date)s") % {"name": name, "date": w.date(due)}
    elif name:
        yield _("%(name)s has it") % {"name": name}
    if inside.decided_by:
        yield _("decided by %(name)s") % {"name": line(inside.decided_by)}
    if inside.confirmed_by:
        yield _("confirmed by %(name)s") % {"name": line(inside.confirmed_by)}
    if inside.themes:
        yield _("themes: %(names)s") % {"names": w.listed([line(each) for each in inside.themes])}


def told(notes: tuple[Note, ...]) -> str:
    """The notes in one cell, each with who said it."""
    return "\n".join(f"{note.author}: {note.text}" for note in notes)
