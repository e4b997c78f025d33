"""What was kept, made simpler and left out of a Word file, in words with its number."""

from collections.abc import Callable, Mapping
from typing import Final

from webapp.core.rendering import ngettext
from webapp.drafts.word.draft import Finding, Outcome

_KEPT: Final[Mapping[Finding, Callable[[int], str]]] = {
    Finding.HEADINGS: lambda n: ngettext("%(num)s heading", "%(num)s headings", n),
    Finding.PARAGRAPHS: lambda n: ngettext("%(num)s paragraph", "%(num)s paragraphs", n),
    Finding.LISTS: lambda n: ngettext("%(num)s list", "%(num)s lists", n),
    Finding.TABLES: lambda n: ngettext("%(num)s table", "%(num)s tables", n),
    Finding.QUOTES: lambda n: ngettext("%(num)s quotation", "%(num)s quotations", n),
    Finding.IMAGES: lambda n: ngettext("%(num)s picture", "%(num)s pictures", n),
    Finding.CAPTIONS: lambda n: ngettext(
        "%(num)s caption, with its picture", "%(num)s captions, with their pictures", n
    ),
    Finding.NOTES: lambda n: ngettext(
        "%(num)s footnote, where it stands in the text",
        "%(num)s footnotes, where they stand in the text",
        n,
    ),
    Finding.MERGED_CELLS: lambda n: ngettext(
        "%(num)s merged table cell", "%(num)s merged table cells", n
    ),
    Finding.COMMENTS: lambda n: ngettext(
        "%(num)s comment in the margin, as an internal note that only staff see",
        "%(num)s comments in the margin, as internal notes that only staff see",
        n,
    ),
}
_SIMPLIFIED: Final[Mapping[Finding, Callable[[int], str]]] = {
    Finding.NO_HEADINGS: lambda n: ngettext(
        "No headings were found, so all text is in one section. Divide it here, or give the "
        "headings in Word a heading style and import again.",
        "No headings were found, so all text is in one section. Divide it here, or give the "
        "headings in Word a heading style and import again.",
        n,
    ),
    Finding.HEADINGS_GUESSED: lambda n: ngettext(
        "%(num)s line in bold was taken for a heading",
        "%(num)s lines in bold were taken for headings",
        n,
    ),
    Finding.HEADING_LEVELS_ADJUSTED: lambda n: ngettext(
        "%(num)s heading that skipped a level was moved up",
        "%(num)s headings that skipped a level were moved up",
        n,
    ),
    Finding.TYPED_NUMBERS_REMOVED: lambda n: ngettext(
        "%(num)s number typed into a heading was removed, since sections are numbered here",
        "%(num)s numbers typed into headings were removed, since sections are numbered here",
        n,
    ),
    Finding.IMAGES_WITHOUT_ALT: lambda n: ngettext(
        "%(num)s picture has no alternative text. Write what it shows.",
        "%(num)s pictures have no alternative text. Write what they show.",
        n,
    ),
    Finding.NOTES_BELOW: lambda n: ngettext(
        "%(num)s footnote of a heading was put in brackets below it",
        "%(num)s footnotes of headings were put in brackets below them",
        n,
    ),
    Finding.INSERTIONS_ACCEPTED: lambda n: ngettext(
        "%(num)s tracked insertion was accepted",
        "%(num)s tracked insertions were accepted",
        n,
    ),
    Finding.DELETIONS_UNDONE: lambda n: ngettext(
        "%(num)s tracked deletion was undone: the text is there again",
        "%(num)s tracked deletions were undone: the text is there again",
        n,
    ),
    Finding.TEXT_BOXES: lambda n: ngettext(
        "%(num)s text box was put in line with the text",
        "%(num)s text boxes were put in line with the text",
        n,
    ),
    Finding.LAYOUT_TABLES: lambda n: ngettext(
        "%(num)s table that only arranged the page became running text",
        "%(num)s tables that only arranged the page became running text",
        n,
    ),
    Finding.DIVIDED_CELLS: lambda n: ngettext(
        "%(num)s table cell that was one with its heading was divided",
        "%(num)s table cells that were one with their headings were divided",
        n,
    ),
    Finding.CELLS_IN_LINE: lambda n: ngettext(
        "%(num)s table cell with several paragraphs or a list became one line",
        "%(num)s table cells with several paragraphs or a list became one line each",
        n,
    ),
    Finding.CELL_IMAGES: lambda n: ngettext(
        "%(num)s picture in a table was put below it",
        "%(num)s pictures in tables were put below them",
        n,
    ),
    Finding.NESTED_TABLES: lambda n: ngettext(
        "%(num)s table inside another became text in its cell",
        "%(num)s tables inside others became text in their cells",
        n,
    ),
    Finding.LIST_NUMBERING: lambda n: ngettext(
        "%(num)s list got ordinary numbers instead of letters or the like",
        "%(num)s lists got ordinary numbers instead of letters or the like",
        n,
    ),
    Finding.EQUATIONS: lambda n: ngettext(
        "%(num)s equation became text", "%(num)s equations became text", n
    ),
    Finding.DIAGRAMS: lambda n: ngettext(
        "%(num)s diagram became text", "%(num)s diagrams became text", n
    ),
    Finding.CHARTS: lambda n: ngettext(
        "%(num)s chart became a table of its figures. If it should be seen, paste it as a picture.",
        "%(num)s charts became tables of their figures. If they should be seen, paste them as "
        "pictures.",
        n,
    ),
    Finding.INNER_LINKS: lambda n: ngettext(
        "%(num)s link to another place in the file became plain words",
        "%(num)s links to other places in the file became plain words",
        n,
    ),
    Finding.STRUCK_OUT: lambda n: ngettext(
        "%(num)s passage that was struck through is shown without the line",
        "%(num)s passages that were struck through are shown without the line",
        n,
    ),
    Finding.RAISED: lambda n: ngettext(
        "%(num)s raised or lowered character is written on the line",
        "%(num)s raised or lowered characters are written on the line",
        n,
    ),
}
_DROPPED: Final[Mapping[Finding, Callable[[int], str]]] = {
    Finding.DELETIONS: lambda n: ngettext(
        "%(num)s passage deleted with tracked changes",
        "%(num)s passages deleted with tracked changes",
        n,
    ),
    Finding.INSERTIONS_REJECTED: lambda n: ngettext(
        "%(num)s passage inserted with tracked changes",
        "%(num)s passages inserted with tracked changes",
        n,
    ),
    Finding.HEADERS_FOOTERS: lambda n: ngettext(
        "%(num)s header or footer", "%(num)s headers and footers", n
    ),
    Finding.CONTENTS_LINES: lambda n: ngettext(
        "%(num)s line of the table of contents, which is made anew here",
        "%(num)s lines of the table of contents, which is made anew here",
        n,
    ),
    Finding.EMPTY_HEADINGS: lambda n: ngettext(
        "%(num)s heading without words", "%(num)s headings without words", n
    ),
    Finding.UNREADABLE_IMAGES: lambda n: ngettext(
        "%(num)s picture in a format that web pages cannot show. Save it as PNG or JPEG in Word.",
        "%(num)s pictures in formats that web pages cannot show. Save them as PNG or JPEG in Word.",
        n,
    ),
    Finding.EXTERNAL_IMAGES: lambda n: ngettext(
        "%(num)s picture that is not in the file but on another site",
        "%(num)s pictures that are not in the file but on other sites",
        n,
    ),
    Finding.EXTERNAL_REFERENCES: lambda n: ngettext(
        "%(num)s reference to something outside the file",
        "%(num)s references to things outside the file",
        n,
    ),
    Finding.UNSAFE_LINKS: lambda n: ngettext(
        "%(num)s link that could do harm. Its words are kept.",
        "%(num)s links that could do harm. Their words are kept.",
        n,
    ),
    Finding.SYMBOLS: lambda n: ngettext(
        "%(num)s symbol that is not a letter", "%(num)s symbols that are not letters", n
    ),
    Finding.HUGE_IMAGES: lambda n: ngettext(
        "%(num)s picture that is too large for a web page. Make it smaller in Word.",
        "%(num)s pictures that are too large for a web page. Make them smaller in Word.",
        n,
    ),
    Finding.EMPTY_CHARTS: lambda n: ngettext(
        "%(num)s chart. Paste it as a picture in Word.",
        "%(num)s charts. Paste them as pictures in Word.",
        n,
    ),
    Finding.EMBEDDED_FILES: lambda n: ngettext(
        "%(num)s file inside the file", "%(num)s files inside the file", n
    ),
    Finding.HIDDEN_TEXT: lambda n: ngettext(
        "%(num)s passage of hidden text", "%(num)s passages of hidden text", n
    ),
    Finding.PLACEHOLDERS: lambda n: ngettext(
        "%(num)s placeholder that nobody had filled in",
        "%(num)s placeholders that nobody had filled in",
        n,
    ),
}
_WORDS: Final = {**_KEPT, **_SIMPLIFIED, **_DROPPED}


def other_tongues(counts: Mapping[str, int], language: str) -> list[tuple[str, int]]:
    """The languages that paragraphs are marked as being in, other than `language`, most first."""
    others = [(tag, count) for tag, count in counts.items() if tag != language]
    return sorted(others, key=lambda pair: -pair[1])


def in_words(counts: Mapping[str, int]) -> dict[Outcome, list[str]]:
    """The counts of an import's report, by code, as lines of text under what became of it all."""
    lines: dict[Outcome, list[str]] = {}
    for finding in Finding:
        if count := counts.get(finding.value):
            lines.setdefault(finding.outcome, []).append(str(_WORDS[finding](count)))
    return lines
