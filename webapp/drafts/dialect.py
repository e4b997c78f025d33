"""The CommonMark that blocks are written in: the rules that are on, and how a figure looks.

Whatever is switched off here (headings, raw HTML, code, rules, reference definitions) is shown as
the characters that were typed, so that no word a person wrote can vanish. Only what is nested more
than forty deep, which no writer does and attacks do, is kept without being shown.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LINK_ADDRESS: Final = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_FIGURE_ADDRESS: Final = re.compile(r"image:([A-Za-z0-9-]{1,64})")
_OFF: Final = [
    *("heading", "lheading", "hr", "code", "fence", "html_block", "reference"),
    *("html_inline", "backticks"),
]


def parse(text: str) -> list[Token]:
    """The text as markdown-it's flat list of tokens; every block carries the lines it spans."""
    return _DIALECT.parse(text)


def render(text: str, image_url: Callable[[str], str] | None) -> str:
    """The text as HTML, not yet sanitised; `image_url` turns a picture's key into its address."""
    return str(_DIALECT.render(text, {"image_url": image_url}))


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
        return f'<img src="{escapeHtml(env["image_url"](key[1]))}" alt="{alt}">'


class _Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 the name is markdown-it's
        return bool(LINK_ADDRESS.fullmatch(url) or _FIGURE_ADDRESS.fullmatch(url))


_DIALECT: Final = (
    _Dialect("commonmark", {"html": False, "maxNesting": 40}, renderer_cls=_Renderer)
    .enable("table")
    .disable(_OFF)
)
