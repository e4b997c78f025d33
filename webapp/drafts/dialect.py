"""The CommonMark that blocks are written in: the rules that are on, and how a figure looks.

Whatever is switched off here (headings, raw HTML, code, rules, reference definitions) is shown as
the characters that were typed, so that no word a person wrote can vanish. Only what is nested more
than forty deep, which no writer does and attacks do, is kept without being shown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from webapp.drafts import spans

LINK_ADDRESS: Final = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_FIGURE_ADDRESS: Final = re.compile(r"image:([A-Za-z0-9-]{1,64})(#decorative)?")
_OFF: Final = [
    *("heading", "lheading", "hr", "code", "fence", "html_block", "reference"),
    *("html_inline", "backticks", "footnote_def", "footnote_ref"),
]


def parse(text: str) -> list[Token]:
    """The text as markdown-it's flat list of tokens; every block carries the lines it spans."""
    return _DIALECT.parse(text)


def render(text: str, image_url: Callable[[str], str] | None) -> str:
    """The text as HTML, not yet sanitised; `image_url` turns a picture's key into its address."""
    return str(_DIALECT.render(text, {"image_url": image_url}))


def render_for_editing(text: str) -> str:
    """The text as HTML for an editor: a note stands where it is, as HTML in `<span data-note>`."""
    return str(_EDITED.render(text, {"image_url": None}))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure's text says: the picture's key, what it shows, its caption."""

    key: str
    alt: str
    caption: str
    decorative: bool


def figure_parts(tokens: Sequence[Token]) -> Figure | None:
    """The figure that the tokens of a block are, or None when they are something else."""
    inlines = [token for token in tokens if token.type == "inline"]
    if len(inlines) != 1 or figure_key(inlines[0]) is None:
        return None
    image = (inlines[0].children or [])[0]
    address = _FIGURE_ADDRESS.fullmatch(str(image.attrs.get("src", "")))
    if address is None:
        return None
    alt = _RENDERER.renderInlineAsText(image.children or [], _DIALECT.options, {})
    return Figure(address[1], alt, str(image.attrs.get("title", "")), bool(address[2]))


def figure_key(inline: Token) -> str | None:
    """The key of the picture that is alone in its paragraph, or None."""
    children = inline.children or []
    if len(children) != 1 or children[0].type != "image":
        return None
    found = _FIGURE_ADDRESS.fullmatch(str(children[0].attrs.get("src", "")))
    return found[1] if found else None


class _Renderer(RendererHTML):
    """HTML in which a lone picture is a figure, and a picture amid words is its alternative text.

    The signatures are markdown-it's.
    """

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if figure_key(tokens[idx + 1]) is None:
            return self.renderToken(tokens, idx, options, env)
        return "<figure>"

    def paragraph_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if figure_key(tokens[idx - 1]) is None:
            return self.renderToken(tokens, idx, options, env)
        return "</figure>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        alt = escapeHtml(self.renderInlineAsText(tokens[idx].children or [], options, env))
        key = _FIGURE_ADDRESS.fullmatch(str(tokens[idx].attrs.get("src", "")))
        if key is None or len(tokens) > 1 or env["image_url"] is None:
            return alt
        picture = f'<img src="{escapeHtml(env["image_url"](key[1]))}" alt="{alt}">'
        caption = escapeHtml(str(tokens[idx].attrs.get("title", "")))
        return f"{picture}<figcaption>{caption}</figcaption>" if caption else picture


class _Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 the name is markdown-it's
        return bool(LINK_ADDRESS.fullmatch(url) or _FIGURE_ADDRESS.fullmatch(url))


_NOTES: Final = {
    "block_open": '<div role="note"><ol>\n',
    "block_close": "</ol></div>\n",
    "open": "<li>",
    "close": "</li>\n",
    "anchor": "",
}


def _dialect() -> MarkdownIt:
    made = _Dialect("commonmark", {"html": False, "maxNesting": 40}, renderer_cls=_Renderer)
    # A note stands where it is referred to, `word^[the note]`, so that a block is whole by itself.
    footnote_plugin(made, inline=True)
    made.add_render_rule("footnote_ref", _note_number)
    for part, html in _NOTES.items():
        made.add_render_rule(f"footnote_{part}", _fixed(html))
    made.core.ruler.push("spans", spans.merge_cells)
    return made.enable("table").disable(_OFF)


def _note_number(_renderer: RendererHTML, tokens: Sequence[Token], idx: int, *_: object) -> str:
    return f"<sup>{tokens[idx].meta['id'] + 1}</sup>"


def _edited() -> MarkdownIt:
    made = _dialect()
    made.add_render_rule("footnote_ref", _note_in_place)
    # Within a note that is not moved to the end, what was escaped is not yet one with its text.
    made.add_render_rule("text_special", RendererHTML.text)
    for part in ("block_open", "block_close", "open", "close"):
        made.add_render_rule(f"footnote_{part}", _fixed(""))
    made.core.ruler.disable("footnote_tail")
    return made


def _note_in_place(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    note = env["footnotes"]["list"][tokens[idx].meta["id"]]["tokens"]
    return f'<span data-note="{escapeHtml(renderer.renderInline(note, options, env))}"></span>'


def _fixed(html: str) -> Callable[..., str]:
    def render_rule(*_: object) -> str:
        return html

    return render_rule


_DIALECT: Final = _dialect()
_EDITED: Final = _edited()
_RENDERER: Final = _Renderer()
