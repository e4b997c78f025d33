"""Chapter 7: the responses, in full or referring to their points."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from webapp.reports.blocks import Block, Bullets, Entry, Heading, Prose, References, Style
from webapp.reports.chapters import decisions
from webapp.reports.chapters.proposals import proposed, quoted
from webapp.reports.outline import FullResponse, Remark, Report
from webapp.reports.participation import Outcome
from webapp.reports.parts import holds_every_point
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, paragraphs, title

LISTED = 60
"""With more responses than this the table of contents would be longer than it is useful."""


def in_full(report: Report, w: Wording) -> Iterator[Block]:
    """Every response, unabridged."""
    _ = w.gettext
    yield Heading(1, _("Annex: the responses in full"), "annex", new_page=True)
    # Where the points do not stand, their numbers would lead nowhere.
    numbered = holds_every_point(report.parts)
    yield from _each(report, lambda response: _full(response, w, numbered=numbered), w)


def referring(report: Report, w: Wording) -> Iterator[Block]:
    """Every response, of whose points only the numbers are said: the words stand elsewhere.

    Where they do not, because those parts are left out, the responses stand in full.
    """
    _ = w.gettext
    if not holds_every_point(report.parts):
        yield from in_full(report, w)
        return
    yield Heading(1, _("Annex: the responses, referring to the points"), "annex", new_page=True)
    if report.responses:
        yield Prose(Style.NOTE, (_elsewhere(w),))
    yield from _each(report, lambda response: _referring(response, w), w)


def _elsewhere(w: Wording) -> str:
    _ = w.gettext
    return _(
        "Each point stands word for word where it is assessed: under the heading that is named "
        "here, or among the views outside the scope. What is not a point stands here in full."
    )


def _each(
    report: Report, said: Callable[[FullResponse], Iterator[Block]], w: Wording
) -> Iterator[Block]:
    """Each response under its heading."""
    _ = w.gettext
    if not report.responses:
        yield Prose(Style.NOTE, (_("No response has been received."),))
    listed = len(report.responses) <= LISTED
    for number, response in enumerate(report.responses, 1):
        yield Heading(2, title(response.sender), f"response-{number}", listed=listed)
        yield from _before(response, w)
        yield from said(response)
        yield from _after(response, w)


def _full(response: FullResponse, w: Wording, *, numbered: bool) -> Iterator[Block]:
    yield from _statement(response, w)
    for each in response.remarks:
        yield _remark(each if numbered else replace(each, number=""), response.language, w)


def _referring(response: FullResponse, w: Wording) -> Iterator[Block]:
    if not response.number:
        yield from _statement(response, w)
    items = tuple(_numbered(response, w))
    if items:
        text = "; ".join(f"{number} ({on})" for number, on in items)
        yield References(w.gettext("Points:"), items, f"{text}.")
    for each in response.remarks:
        if not each.number:
            yield _remark(each, response.language, w)


def _numbered(response: FullResponse, w: Wording) -> Iterator[tuple[str, str]]:
    """The points of a response: the number of each, and what it is on."""
    _ = w.gettext
    if response.number:
        yield line(response.number), _("The answer as a whole")
    for each in response.remarks:
        if each.number:
            on = filter(None, (line(each.heading), w.label(each.position).lower()))
            yield line(each.number), ", ".join(on)


def _before(response: FullResponse, w: Wording) -> Iterator[Block]:
    yield Prose(Style.NOTE, (_particulars(response, w),))
    if response.behind is not None:
        yield Prose(Style.NOTE, (decisions.sentence(response.behind, w),))
    if response.notice:
        yield Prose(Style.NOTE, paragraphs(response.notice))


def _statement(response: FullResponse, w: Wording) -> Iterator[Block]:
    if response.statement:
        yield Prose(
            Style.BODY, paragraphs(response.statement), language=w.foreign(response.language)
        )


def _after(response: FullResponse, w: Wording) -> Iterator[Block]:
    _ = w.gettext
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
