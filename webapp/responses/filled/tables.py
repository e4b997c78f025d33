"""The comment table of ISO/IEC (eight columns), filled in by whoever answers. Pure.

The columns are those of the form for comments (ISO/IEC Directives part 1, annex on comments):
who, line, clause, paragraph or figure, type, comment, proposed change, and what came of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from webapp.drafts.paper.content import Run, Table
from webapp.responses.filled import references
from webapp.responses.filled.finds import Find, ShownSection
from webapp.responses.models.kinds import Certainty, CommentKind, Shape


class Column(StrEnum):
    """What a column holds."""

    WHO = "who"
    LINE = "line"
    SECTION = "section"
    BLOCK = "block"
    TYPE = "type"
    COMMENT = "comment"
    PROPOSED = "proposed"
    OUTCOME = "outcome"


_HEADINGS: Final = (
    (Column.OUTCOME, ("observation", "iakttagel", "svar från", "bedömning", "secretariat")),
    (Column.PROPOSED, ("proposed", "föresl", "ändringsförslag", "förslag")),
    (Column.COMMENT, ("comments", "comment", "synpunkt", "kommentar", "justification")),
    (Column.TYPE, ("type", "typ ", "typ", "slag")),
    (Column.LINE, ("line", "rad")),
    (Column.BLOCK, ("paragraph", "stycke", "figur", "figure", "table")),
    (Column.SECTION, ("clause", "avsnitt", "kapitel", "section", "chapter")),
    (Column.WHO, ("mb/nc", "mb", "who", "from", "från", "vem", "instans", "organisation")),
)
"""How headings begin, in the order in which they are tried: Type of comment is no comment."""

_KINDS: Final = {
    "ed": CommentKind.EDITORIAL,
    "re": CommentKind.EDITORIAL,
    "te": CommentKind.TECHNICAL,
    "sa": CommentKind.TECHNICAL,
    "fa": CommentKind.TECHNICAL,
    "ge": CommentKind.GENERAL,
    "al": CommentKind.GENERAL,
}
"""By the first two letters, in English and Swedish."""


def columns(headings: Sequence[str]) -> Mapping[Column, int] | None:
    """Where each column is, if these are the headings of a comment table."""
    found: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        column = _column(heading)
        if column is not None:
            found.setdefault(column, place)
    is_one = Column.COMMENT in found and bool({Column.SECTION, Column.PROPOSED} & found.keys())
    return found if is_one else None


def finds(rows: Sequence[Sequence[str]], text: Sequence[ShownSection]) -> list[Find]:
    """What the rows of a table say; none where it is no comment table.

    Rows above the headings are passed over: a form may begin with a title.
    """
    for place, headings in enumerate(rows):
        where = columns(headings)
        if where is not None:
            return list(_rows(rows[place + 1 :], where, text))
    return []


def cells(table: Table) -> list[list[str]]:
    """The words of a table's cells, row by row."""
    return [["".join(_words(cell.runs)) for cell in row] for row in table.grid()]


def _words(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        yield run.text if run.note is None else "".join(_words(run.note))


def _column(heading: str) -> Column | None:
    said = " ".join(heading.split()).casefold().lstrip("0123456789.() ")
    return next((column for column, words in _HEADINGS if said.startswith(words)), None)


def _rows(
    rows: Sequence[Sequence[str]], where: Mapping[Column, int], text: Sequence[ShownSection]
) -> Iterator[Find]:
    for row in rows:
        said = {
            column: row[place].strip() if place < len(row) else ""
            for column, place in where.items()
        }
        if said.get(Column.COMMENT) or said.get(Column.PROPOSED):
            yield _find(said, text)


def _find(said: Mapping[Column, str], text: Sequence[ShownSection]) -> Find:
    named = said.get(Column.SECTION, "")
    section = references.in_cell(named, text) if named else None
    wanted = said.get(Column.BLOCK, "")
    block = references.block(wanted, section) if section and wanted else None
    is_unsure = bool(wanted) and block is None
    certainty = Certainty.LIKELY if is_unsure else Certainty.SURE
    unclear = [named if section is None else "", wanted if is_unsure else ""]
    above = filter(None, [*unclear, said.get(Column.LINE, "")])
    return Find(
        Shape.COMMENT if section or named else Shape.STATEMENT,
        certainty if section or not named else Certainty.UNPLACED,
        section.key if section else None,
        block.key if block else None,
        text="\n".join(filter(None, [" · ".join(above), said.get(Column.COMMENT, "")])),
        proposed_wording=said.get(Column.PROPOSED, ""),
        kind=_KINDS.get(said.get(Column.TYPE, "").casefold()[:2], CommentKind.GENERAL),
        author=said.get(Column.WHO, "")[:200],
    )
