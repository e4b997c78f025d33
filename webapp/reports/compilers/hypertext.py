"""Pieces of HTML as text, for what a long report has tens of thousands of: texts and entries.

Everything else stands in templates, which take three times as long for these.
"""

import re
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from webapp.drafts.direction import runs_from_right
from webapp.reports.blocks import Entry, Prose, References, Senders, Style

_UNFIT: Final = re.compile(r"[^\w.-]+")


def point_anchor(number: str) -> str:
    """The id that a point has on the page, such as `point-S-12`."""
    return "point-" + _UNFIT.sub("-", number)


def _lines(text: str) -> str:
    """The text escaped, its newlines being line breaks."""
    return escape(text).replace("\n", "<br>")


class Pieces:
    """Writes texts and entries in one language."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        """`gettext`: for what is said of changes to who cannot see."""
        _ = gettext
        self._fates = {
            "same": "%s",
            "gone": _change("del", _("removed:")),
            "new": _change("ins", _("added:")),
        }

    def prose(self, block: Prose) -> str:
        """Paragraphs of one style."""
        tag = "blockquote" if block.style is Style.QUOTE else "div"
        language = f" lang={quoteattr(block.language)}" if block.language else ""
        label = f"<strong>{escape(block.label)}</strong> " if block.label else ""
        if block.pieces:
            texts = ["".join([self._fates[fate] % _lines(text) for fate, text in block.pieces])]
        else:
            texts = [_lines(text) for text in block.paragraphs] or [""]
        if label and not block.pieces and runs_from_right("".join(block.paragraphs[:1])):
            texts.insert(0, label)  # Nothing runs both ways.
        else:
            texts[0] = label + texts[0]
        inside = '</p>\n<p dir="auto">'.join(texts)
        return (
            f'<{tag} class="report-{block.style}"{language}>\n'
            f'<p dir="auto">{inside}</p>\n</{tag}>\n'
        )

    def entry(self, block: Entry) -> str:
        """A point or a remark."""
        anchor = point_anchor(block.number)
        place = f' id="{anchor}"' if block.point else ""
        number = f'<a href="#{anchor}">{escape(block.number)}</a>\n' if block.number else ""
        meta = f"\n<span><bdi>{escape(block.meta)}</bdi></span>" if block.meta else ""
        parts = [
            _senders(each, block.number) if isinstance(each, Senders) else self.prose(each)
            for each in block.parts
        ]
        return (
            f'<article class="report-entry"{place}>\n<p class="report-head">\n{number}'
            f"<strong><bdi>{escape(block.head)}</bdi></strong>{meta}\n</p>\n"
            f"{''.join(parts)}</article>\n"
        )


def references(block: References) -> str:
    """Points that stand elsewhere on the page."""
    items = [
        f'<li><a href="#{point_anchor(number)}">{escape(number)}</a> <bdi>{escape(on)}</bdi></li>\n'
        for number, on in block.items
    ]
    label = f"<p><strong>{escape(block.label)}</strong></p>\n"
    return f'{label}<ul class="report-references">\n{"".join(items)}</ul>\n'


def _change(tag: str, said: str) -> str:
    """The form of words that are gone or new, which is also said: not everyone sees it."""
    said = escape(said).replace("%", "%%")
    start, end = (f'<span class="report-said">{each}</span>' for each in (f"[{said} ", "]"))
    return f"<{tag}>{start}%s{end}</{tag}>"


def _senders(block: Senders, first: str) -> str:
    """Who sent one text. The entry has the `first` number; each other has its own place here."""
    items = "".join([_sender(*each, block.anonymous, first) for each in block.items])
    return (
        f'<details class="report-senders">\n<summary>{escape(block.summary)}</summary>\n'
        f"<ul>\n{items}</ul>\n</details>\n"
    )


def _sender(number: str, name: str, anonymous: str, first: str) -> str:
    anchor = point_anchor(number)
    place = "" if number == first else f' id="{anchor}"'
    link = f'<a href="#{anchor}">{escape(number)}</a>'
    return f"<li{place}>{link} <bdi>{escape(name or anonymous)}</bdi></li>\n"
