"""Chapters 6 and 7: the list of changes, and the annex with every response in full."""

from collections.abc import Iterator
from itertools import zip_longest

from webapp.drafts import wording
from webapp.reports.blocks import Block, Bullets, Entry, Heading, Prose, Style
from webapp.reports.chapters import decisions
from webapp.reports.chapters.proposals import proposed, quoted
from webapp.reports.outline import Change, FullResponse, Own, Remark, Report
from webapp.reports.participation import Outcome
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line, paragraphs, title

LISTED = 60
"""With more responses than this the table of contents would be longer than it is useful."""


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
    return _marked(change, label or (_("New:") if change.after else _("Removed:")))


def _marked(said: Change | Own, label: str) -> Prose:
    """The two wordings as one text in which what is gone and what is new is marked."""
    pieces = tuple(
        (each.fate.value, clean(each.text)) for each in wording.words(said.before, said.after)
    )
    return Prose(Style.PROPOSAL, (), label, said.language, pieces)


def _reasons(change: Change, w: Wording) -> Iterator[Prose]:
    """Why, whose points led to it, and what each alone changed where more differs."""
    _ = w.gettext
    rows = zip_longest(change.points, change.whose, change.why, change.own)
    for number, sender, why, own in rows:
        whose = {"number": line(number), "sender": line(sender or "")}
        label = _("Point %(number)s, %(sender)s:") % whose
        said = paragraphs(why or "") or (_("No reasons are written."),)
        yield Prose(Style.REPLY, said, label=label)
        if own and own.after != change.after:
            yield _marked(own, _("What point %(number)s changed:") % whose)


def responses(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 7: every response, unabridged."""
    _ = w.gettext
    yield Heading(1, _("Annex: the responses in full"), "annex", new_page=True)
    if not report.responses:
        yield Prose(Style.NOTE, (_("No response has been received."),))
    listed = len(report.responses) <= LISTED
    for number, response in enumerate(report.responses, 1):
        yield Heading(2, title(response.sender), f"response-{number}", listed=listed)
        yield from _response(response, w)


def _response(response: FullResponse, w: Wording) -> Iterator[Block]:
    _ = w.gettext
    yield Prose(Style.NOTE, (_particulars(response, w),))
    if response.behind is not None:
        yield Prose(Style.NOTE, (decisions.sentence(response.behind, w),))
    if response.notice:
        yield Prose(Style.NOTE, paragraphs(response.notice))
    if response.statement:
        statement = paragraphs(response.statement)
        yield Prose(Style.BODY, statement, language=response.language)
    for remark in response.remarks:
        yield _remark(remark, response.language, w)
    if response.read_by_staff and response.quote:
        yield Prose(Style.BODY, (_("The position was read out of this sentence:"),))
        yield Prose(Style.QUOTE, paragraphs(response.quote))
    if response.attachments:
        yield Prose(Style.BODY, (_("Attached files:"),))
        yield Bullets(tuple(map(line, response.attachments)))


def _remark(remark: Remark, language: str, w: Wording) -> Entry:
    _ = w.gettext
    parts = (
        *quoted(remark),
        Prose(Style.BODY, tuple(map(line, remark.choices)), label=_("Chosen:")),
        Prose(Style.BODY, paragraphs(remark.text), language=language),
        *proposed(remark, language, w),
    )
    return Entry(
        head=line(remark.heading),
        meta=w.label(remark.position),
        parts=tuple(part for part in parts if part.paragraphs or part.pieces),
        number=line(remark.number),
    )


def _particulars(response: FullResponse, w: Wording) -> str:
    _ = w.gettext
    preliminary = response.outcome is Outcome.PRELIMINARY
    when = response.submitted_at
    parts = (
        line(response.category),
        line(response.registry_number),
        w.stand(response.position, read_by_staff=response.read_by_staff),
        _("preliminary answer") if preliminary else "",
        _("received %(moment)s") % {"moment": w.moment(when)} if when else "",
        _("late") if response.late else "",
    )
    return " · ".join(filter(None, parts))
