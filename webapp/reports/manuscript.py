"""A report as one stream of blocks in reading order.

DOCX, PDF and HTML all set this one manuscript, so they cannot come to say different things. The
chapters are those of a Swedish remissammanställning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import TypeVar

from webapp.reports.blocks import Block, Cover, Heading, Table
from webapp.reports.chapters import changes, general, points, reception, responses
from webapp.reports.occasion import Contact
from webapp.reports.outline import Report
from webapp.reports.parts import Part
from webapp.reports.shelves import Place, Shelf
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, title

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies an edition, in words; empty where it is not known."""

    registry_number: str
    round_kind: str
    period: str
    version: str
    edition: str
    readers: str
    compiled: str
    contact: str
    address: str


def facts(report: Report, wording: Wording) -> Facts:
    """What identifies this edition of the report."""
    occasion = report.occasion
    return Facts(
        registry_number=line(occasion.registry_number),
        round_kind=wording.label(occasion.round_kind),
        period=line(reception.period(occasion, wording)),
        version=line(occasion.document_version),
        edition=wording.number(report.edition),
        readers=wording.label(report.audience),
        compiled=wording.moment(report.compiled_at),
        contact=line(_reached(occasion.contact)),
        address=line(report.permalink),
    )


def cover(report: Report, wording: Wording) -> Cover:
    """The first page: what identifies this edition of the report."""
    occasion, said = report.occasion, facts(report, wording)
    _ = wording.gettext
    named = (
        (_("Registry number"), said.registry_number),
        (_("Kind of round"), said.round_kind),
        (_("Period"), said.period),
        (_("Version of the proposal"), said.version),
        (_("Edition"), said.edition),
        (_("Readers"), said.readers),
        (_("Compiled"), said.compiled),
        (_("Contact"), said.contact),
        (_("On the web"), said.address),
    )
    return Cover(
        authority=line(occasion.authority),
        kind=line(report.title),
        title=title(occasion.consultation_title),
        facts=tuple((name, value) for name, value in named if value),
    )


def running(report: Report, wording: Wording) -> str:
    """What stands above each page: the case, and whom the edition is for."""
    occasion = report.occasion
    readers = wording.label(report.audience)
    return line(f"{occasion.registry_number} · {occasion.consultation_title} · {readers}")


def _reached(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.title, contact.email, contact.phone)))


CHAPTERS: Mapping[Part, Callable[[Report, Wording], Iterator[Block]]] = {
    Part.FOREWORD: reception.foreword,
    Part.SUMMARY: reception.summary,
    Part.HOW_IT_WAS_DONE: reception.how_it_was_done,
    Part.GENERAL_VIEWS: general.general_views,
    Part.SECTIONS: points.by_section_and_question,
    Part.OUTSIDE_SCOPE: points.outside_scope,
    Part.CHANGES: changes.changes,
    Part.RESPONSES: responses.in_full,
    Part.REFERENCES: responses.referring,
}


def manuscript(report: Report, wording: Wording) -> Iterator[Block]:
    """Every block after the cover in reading order, with chapters and tables numbered from 1."""
    tables, chapters = count(1), count(1)
    is_first = True
    for block in chain.from_iterable(CHAPTERS[part](report, wording) for part in report.parts):
        if isinstance(block, Table):
            yield _numbered(block, next(tables), wording)
        elif isinstance(block, Heading) and block.level == 1:
            text = f"{next(chapters)} {block.text}" if block.numbered else block.text
            yield replace(block, text=text, new_page=block.new_page or is_first)
            is_first = False
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The blocks after the cover, and those of them that are headings, which come first in a file.

    The blocks of a long report are on the disk.
    """

    blocks: Sequence[Block]
    headings: Sequence[Heading]


def shelved(report: Report, wording: Wording) -> Manuscript:
    """The whole manuscript, for formats that begin with what only its end says."""
    blocks, headings = put_down(report, wording, lambda block: (block,))
    return Manuscript(blocks, headings)


def put_down(
    report: Report, wording: Wording, write: Callable[[Block], Iterable[T]]
) -> tuple[Shelf[T], Sequence[Heading]]:
    """What `write` makes of each block in turn, kept on the disk, and the headings."""
    made: Shelf[T] = Shelf(Place())
    headings = []
    for block in manuscript(report, wording):
        for piece in write(block):
            made.append(piece)
        if isinstance(block, Heading):
            headings.append(block)
    return made, headings


def _numbered(table: Table, number: int, wording: Wording) -> Table:
    _ = wording.gettext
    caption = _("Table %(number)s. %(caption)s")
    return replace(table, caption=caption % {"number": number, "caption": table.caption})
