"""A report as one stream of blocks in reading order.

DOCX, PDF and HTML all set this one manuscript, so they cannot come to say different things. The
chapters are those of a Swedish remissammanställning.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from webapp.reports.blocks import Block, Cover, Table
from webapp.reports.chapters import annex, general, points, reception
from webapp.reports.outline import Contact, Report
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, title


def cover(report: Report, wording: Wording) -> Cover:
    """The first page: what identifies this edition of the report."""
    occasion = report.occasion
    _ = wording.gettext
    facts = (
        (_("Registry number"), occasion.registry_number),
        (_("Kind of round"), wording.label(occasion.round_kind)),
        (_("Period"), reception.period(occasion, wording)),
        (_("Version of the proposal"), occasion.document_version),
        (_("Edition"), wording.number(report.edition)),
        (_("Compiled"), wording.moment(report.compiled_at)),
        (_("Contact"), _reached(occasion.contact)),
        (_("On the web"), report.permalink),
    )
    return Cover(
        authority=line(occasion.authority),
        kind=line(report.title),
        title=title(occasion.consultation_title),
        facts=tuple((name, line(value)) for name, value in facts if value),
    )


def _reached(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.title, contact.email, contact.phone)))


def manuscript(report: Report, wording: Wording) -> Iterator[Block]:
    """Every block after the cover in reading order, with tables numbered from 1."""
    numbers = count(1)
    chapters = chain(
        reception.summary(report, wording),
        reception.how_it_was_done(report, wording),
        general.general_views(report, wording),
        points.by_section_and_question(report, wording),
        points.outside_scope(report, wording),
        annex.changes(report, wording),
        annex.responses(report, wording),
    )
    for block in chapters:
        yield _numbered(block, next(numbers), wording) if isinstance(block, Table) else block


def _numbered(table: Table, number: int, wording: Wording) -> Table:
    _ = wording.gettext
    caption = _("Table %(number)s. %(caption)s")
    return replace(table, caption=caption % {"number": number, "caption": table.caption})
