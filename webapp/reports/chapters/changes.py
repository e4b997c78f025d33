"""Chapter 6: the list of changes."""

from collections.abc import Iterator
from itertools import zip_longest

from webapp.drafts import wording
from webapp.reports.blocks import Block, Entry, Heading, Prose, Style
from webapp.reports.chapters.proposals import bracketed
from webapp.reports.outline import Change, Own, Report
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line, paragraphs


def changes(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 6: each change in the text with the points that caused it."""
    _ = w.gettext
    yield Heading(1, _("List of changes"), "changes")
    if not report.changes:
        yield Prose(Style.NOTE, (_("No changes in the text have been recorded yet."),))
    for change in report.changes:
        yield _change(change, w)


def _change(change: Change, w: Wording) -> Entry:
    _ = w.gettext
    points = _("Points %(numbers)s") % {"numbers": ", ".join(change.points)}
    return Entry(
        head=line(change.section),
        meta=line(points) if change.points else "",
        parts=(_difference(change, w), *_reasons(change, w)),
    )


def _difference(change: Change, w: Wording) -> Prose:
    _ = w.gettext
    label = _("Changed:") if change.before and change.after else ""
    return _marked(change, label or (_("New:") if change.after else _("Removed:")), w)


def differs(own: Own, change: Change) -> bool:
    """Whether more was changed in the text than by the one point, whose own part is then told."""
    return own.after != change.after


def alone(change: Change, w: Wording) -> Iterator[str]:
    """What each point changed alone where more differs, in one text each, for tables."""
    _ = w.gettext
    for number, own in zip(change.points, change.own, strict=False):
        if own and differs(own, change):
            label = _("What point %(number)s changed:") % {"number": line(number)}
            yield f"{label} {bracketed(wording.words(own.before, own.after), w)}"


def _marked(said: Change | Own, label: str, w: Wording) -> Prose:
    """The two wordings as one text in which what is gone and what is new is marked."""
    pieces = tuple(
        (each.fate.value, clean(each.text)) for each in wording.words(said.before, said.after)
    )
    return Prose(Style.PROPOSAL, (), label, w.foreign(said.language), pieces)


def _reasons(change: Change, w: Wording) -> Iterator[Prose]:
    """Why, whose points led to it, and what each alone changed where more differs."""
    _ = w.gettext
    rows = zip_longest(change.points, change.whose, change.why, change.own)
    for number, sender, why, own in rows:
        whose = {"number": line(number), "sender": line(sender or "")}
        label = _("Point %(number)s, %(sender)s:") % whose
        said = paragraphs(why or "") or (_("No reasons are written."),)
        yield Prose(Style.REPLY, said, label=label)
        if own and differs(own, change):
            yield _marked(own, _("What point %(number)s changed:") % whose, w)
