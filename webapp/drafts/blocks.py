"""What a block's text is: a small CommonMark, how it is shown, taken apart and put together.

Headings live in sections, so a block knows paragraphs, lists, tables (GFM), quotes, figures, links,
emphasis, hard breaks and footnotes; anything else is shown as the characters that were typed. A
figure is an image alone in its paragraph whose address is ``image:<key>``, with ``#decorative``
behind it where the picture says nothing, and whose title is the caption. A note is written where it
is referred to: ``word^[the note]``. Merged cells: see `spans`. Pure: text in, text out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Final, TypeVar

import nh3
from markdown_it.token import Token

from webapp.drafts import dialect, matching


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class BlockText:
    """One top-level block of a section's text, in CommonMark."""

    kind: BlockKind
    text: str


# Characters that reorder, hide or break text without being seen: controls except tab and newline,
# bidirectional embeddings, overrides and isolates, byte-order marks, lone surrogates and
# noncharacters. With them one text poses as another, and a public document has no use for them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FIRST_TAG: Final = re.compile(r"^\s*<(\w+)")
_OWN_ADDRESS: Final = re.compile(r"/(?!/)[^\s\\]*")
Key = TypeVar("Key")

_KIND_OF: Final = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "table_open": BlockKind.TABLE,
    "blockquote_open": BlockKind.QUOTE,
}
_TAGS: Final = {
    *("p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote"),
    *("em", "strong", "a", "br", "figure", "img", "figcaption", "sup", "div"),
}
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "div": {"role"},
}


def clean(text: str) -> str:
    """The text with plain newlines and without characters that act but are not seen."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def render(text: str, image_url: Callable[[str], str] | None = None) -> str:
    """The HTML that readers see, sanitised.

    `image_url` gives the address within this site of a figure's picture, by its key; without it a
    figure shows its alternative text.
    """
    return sanitise(dialect.render(clean(text), image_url))


def render_for_editing(text: str) -> str:
    """The HTML that an editor begins from, sanitised: each note is a `<span data-note="…">`."""
    html = dialect.render_for_editing(clean(text))
    return sanitise(html, more={"span": {"data-note"}})


def sanitise(html: str, *, more: Mapping[str, set[str]] | None = None) -> str:
    """The HTML with nothing but the elements, attributes and addresses that a block may hold.

    `more`: further elements with their attributes.
    """
    return clean(
        nh3.clean(
            html,
            tags=_TAGS | set(more or ()),
            attributes=_ATTRIBUTES | dict(more or {}),
            attribute_filter=_kept_attribute,
            set_tag_attribute_values={"th": {"scope": "col"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


def with_id(html: str, identifier: str) -> str:
    """A block's HTML, to be found at `identifier` within its page."""
    found = _FIRST_TAG.match(html) if identifier else None
    return f'<{found[1]} id="{identifier}"{html[found.end() :]}' if found else html


def split(markdown: str) -> list[BlockText]:
    """A section's text as its top-level blocks, in order; `join` makes the same again."""
    found = _apart(clean(markdown))
    # Empty lists with much space between them are one list when they are joined with less.
    while (again := _apart(join(found))) != found and len(again) < len(found):
        found = again
    return again


def join(blocks: Sequence[BlockText]) -> str:
    """A section's text, to be edited as one; what `split` takes apart."""
    return "\n\n".join(block.text for block in blocks)


def plain(text: str) -> str:
    """The words alone, for search, quotation and reports: a line a paragraph, a tab a cell."""
    words = "".join(map(_words, dialect.parse(clean(text))))
    lines = (line.rstrip().lstrip(" ") for line in clean(words).split("\n"))
    return "\n".join(filter(None, lines)).strip()


def figure(key: str, alt: str, *, caption: str = "", decorative: bool = False) -> str:
    """The text of a figure: a picture known by `key`, what it shows, in words, and its caption."""
    words = "" if decorative else escape(" ".join(clean(alt).split()))
    title = " ".join(clean(caption).split()).replace("\\", "\\\\").replace('"', '\\"')
    address = f"image:{key}{'#decorative' if decorative else ''}"
    return f'![{words}]({address} "{title}")' if title else f"![{words}]({address})"


def lacks_alternative(text: str) -> bool:
    """Say whether a figure neither says what it shows nor is said to be decorative."""
    found = dialect.figure_parts(dialect.parse(clean(text)))
    return found is not None and not found.alt.strip() and not found.decorative


def figure_parts(text: str) -> dialect.Figure | None:
    """What a figure's text says, or None when the text is not a figure."""
    return dialect.figure_parts(dialect.parse(clean(text)))


def figure_key(text: str) -> str | None:
    """The key of the picture in a figure's text, or None when the text is not a figure."""
    found = dialect.figure_parts(dialect.parse(clean(text)))
    return found.key if found else None


def match(old: Sequence[tuple[Key, str]], new: Sequence[str]) -> list[Key | None]:
    """For each new text the key of the former block that it continues, or None when it is new.

    A text that is unchanged keeps its key wherever it has moved, and so does a figure with the
    same picture; the others are paired by likeness, foremost with what stood in the same place.
    No key is given twice.
    """
    before = [" ".join(text.split()) for _, text in old]
    after = [" ".join(text.split()) for text in new]
    pictures = [figure_key(text) if "](image:" in text else None for text in [*before, *after]]
    marks = pictures[: len(before)], pictures[len(before) :]
    origin = matching.origins(before, after, marks=marks)
    return [old[origin[index]][0] if index in origin else None for index in range(len(new))]


# Line starts that would begin a list, quote, table or heading, here or in another CommonMark.
_LINE_START: Final = re.compile(
    r"^([ \t]*)"
    r"(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|>|\#{1,6}(?:\s|$)|[-=:|~+][-=:|~+\s]*$))",
    re.MULTILINE,
)
_INLINE: Final = re.compile(
    r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z!/?]|$)|&(?=#?\w+;)|!(?=\[)"
)


def escape(text: str) -> str:
    """Plain text as CommonMark that shows exactly that text; newlines stay."""
    return escape_line_starts(escape_inline(text))


def escape_inline(text: str) -> str:
    """Plain text as CommonMark for amid a line, beside emphasis and links."""
    return _INLINE.sub(r"\\\g<0>", text)


def escape_line_starts(markdown: str) -> str:
    """CommonMark whose lines all continue a paragraph, whatever characters they start with."""
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2] or ''}\\", markdown)


def _kept_attribute(tag: str, attribute: str, value: str) -> str | None:
    allowed = {("a", "href"): dialect.LINK_ADDRESS, ("img", "src"): _OWN_ADDRESS}.get(
        (tag, attribute)
    )
    if attribute in {"start", "colspan", "rowspan"}:
        allowed = re.compile(r"\d{1,9}")
    if attribute == "role":
        allowed = re.compile("note")
    return value if allowed is None or allowed.fullmatch(value) else None


def _apart(markdown: str) -> list[BlockText]:
    lines = markdown.split("\n")
    return [
        BlockText(_kind(token, following), _cut(lines, token))
        for token, following in _top_level(dialect.parse(markdown))
    ]


def _kind(token: Token, following: Token) -> BlockKind:
    kind = _KIND_OF[token.type]
    is_figure = kind is BlockKind.PARAGRAPH and dialect.figure_key(following) is not None
    return BlockKind.FIGURE if is_figure else kind


def _top_level(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    # What the notes say stands after the text, on no line of its own.
    text = takewhile(lambda token: token.type != "footnote_block_open", tokens)
    return [(a, b) for a, b in pairwise(text) if a.level == 0 and a.type in _KIND_OF]


def _cut(lines: Sequence[str], token: Token) -> str:
    first, end = token.map or (0, 0)
    return "\n".join(lines[first:end]).strip(" \t\n")


def _words(token: Token) -> str:
    if token.type == "inline":
        return "".join(map(_inline_words, token.children or []))
    return {"paragraph_close": "\n", "tr_close": "\n", "td_close": "\t", "th_close": "\t"}.get(
        token.type, ""
    )


def _inline_words(token: Token) -> str:
    if token.type == "image":
        words = "".join(map(_inline_words, token.children or []))
        return "\n".join(filter(None, [words, str(token.attrs.get("title", ""))]))
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
