"""A list in a text file, as programs really write it: any delimiter, stray quotes, any line end."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from webapp.organisations import columns
from webapp.organisations.encodings import decoded
from webapp.organisations.tables import (
    Budget,
    Refusal,
    RefusedListError,
    SourceLine,
    Table,
    is_blank,
)

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 50
_SAMPLE_WIDTH = 5_000
_LONGEST_RECORD = 50
"""Lines that one quoted cell may go on over; a quote still open then was never meant as one."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_DIRECTIVE = re.compile(r"sep=(.)", re.IGNORECASE)
_OTHER_FORMATS = ("%pdf-", "{\\rtf", "<!doctype", "<html", "<?xml", "<table")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_CONTROLS = 0.02
_FEW_CONTROLS = 3


def read_text(data: bytes) -> Table:
    """The lines of a delimited text file; raises `RefusedListError` when it is something else."""
    text, encoding = decoded(data)
    text = text.removeprefix("\ufeff")
    if _is_other_format(text):
        raise RefusedListError(Refusal.NOT_A_TABLE)
    # PostgreSQL can store every character but this one.
    physical = _LINE_END.split(text.replace("\x00", ""))
    skipped = _directive(physical)
    delimiter = skipped or _delimiter(physical)
    lines = _records(physical, delimiter, first=1 if skipped else 0)
    return Table(lines=tuple(_affordable(lines)), encoding=encoding, delimiter=delimiter)


def _is_other_format(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return text.lstrip()[:20].casefold().startswith(_OTHER_FORMATS) or (
        controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text))
    )


def _directive(physical: Sequence[str]) -> str:
    """The delimiter that Excel's first line "sep=;" asks for, or nothing."""
    found = _DIRECTIVE.fullmatch(physical[0].strip('"'))
    return found[1] if found and found[1] in _DELIMITERS else ""


def _affordable(lines: Iterator[SourceLine]) -> Iterator[SourceLine]:
    budget = Budget()
    for line in lines:
        budget.spend(line.cells)
        if not is_blank(line.cells):
            yield line


def _delimiter(physical: Sequence[str]) -> str:
    sample = [line[:_SAMPLE_WIDTH] for line in islice(filter(str.strip, physical), _SAMPLE)]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[int, int, int]:
    """Most headings understood, then most lines equally wide, then the widest."""
    lines = [_alone(line, delimiter) for line in sample]
    found = columns.layout(lines)
    width, alike = Counter(map(len, lines)).most_common(1)[0] if lines else (1, 0)
    headings = len(found.fields) if found.heading_line is not None else 0
    return headings, alike if width > 1 else 0, width


def _records(physical: Sequence[str], delimiter: str, *, first: int) -> Iterator[SourceLine]:
    """Split into records; a record may go on over several lines inside quotation marks."""
    sample = islice(filter(str.strip, physical[first:]), _SAMPLE)
    widths = Counter(len(_alone(line, delimiter)) for line in sample)
    width = widths.most_common(1)[0][0] if widths else 1
    at = first
    while at < len(physical):
        cells, used = _record(physical[at : at + _LONGEST_RECORD], delimiter, width)
        yield SourceLine(number=at + 1, cells=cells)
        at += used


def _record(ahead: Sequence[str], delimiter: str, width: int) -> tuple[tuple[str, ...], int]:
    """The record that begins on the first line, and how many lines it takes up."""
    line = ahead[0]
    if '"' not in line:
        return tuple(line.split(delimiter)), 1
    cells, used = _quoted(ahead, delimiter)
    if used == 0 or _is_stray(ahead[:used], delimiter, width) or (used > 1 and len(cells) > width):
        return tuple(line.split(delimiter)), 1
    return tuple(cells), used


def _is_stray(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a quotation swallows whole records: its mark was then only a mark."""
    whole = [line.count(delimiter) + 1 >= width for line in lines]
    return len(lines) > 1 and (any(whole[1:-1]) or (whole[0] and whole[-1]))


def _alone(line: str, delimiter: str) -> tuple[str, ...]:
    return _record([line], delimiter, 1)[0]


def _quoted(ahead: Sequence[str], delimiter: str) -> tuple[list[str], int]:
    """Parse by the rules of quotation (RFC 4180); 0 lines used if a quotation is never closed."""
    # The line after the last is only reached by a quotation that is open to the end.
    reader = csv.reader([*(f"{line}\n" for line in ahead), "\n"], delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error:
        return [], 0
    return cells, reader.line_num if reader.line_num <= len(ahead) else 0
