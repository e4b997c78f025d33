"""Setting Typst source as PDF that all can read (PDF/UA-1) and that lasts (PDF/A-3a).

It works on a bare machine and within little memory.

Texts reach Typst only as string literals. Fonts are the ones shipped here and inside the typst
wheel, never the system's. A character that none of them can draw would be refused, so
it is written out instead: an emoji by its name, anything else by its code point.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import typst

from webapp.drafts.direction import runs_from_right

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FONTS = ROOT / "webapp" / "static" / "vendor" / "source-sans-3"

FORGETTING = 11
"""Typst drops a cached layout that the last ten compilations have not used."""

LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
_BREAKABLE = re.compile(r"[/?&=._\-]|.{20}", re.DOTALL)
_UNDRAWN = re.compile(
    r"error: PDF/[^:]+ error: the "
    r"(?:text|text contains the disallowed codepoint|PDF contains the codepoint) "
    r'[`"]+((?:\\.|[^"\\])*)"'
)
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_SPECIAL = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", " "))
"""One after another: `str.translate` takes forty times as long where few signs change."""

FAMILIAR = frozenset(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C])
) | {"\u201d", "\u2026", "\u2022", "\u200b", "\n"}
"""Characters that the fonts are known to hold; a test asks the fonts."""


def literal(text: str) -> str:
    """The text as a Typst string literal; long words get places to break."""
    return exact(_LONG_WORD.sub(_broken, text))


def exact(text: str) -> str:
    """The text as a Typst string literal, to the letter."""
    return f'"{_replaced(text, _SPECIAL)}"'


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def _broken(word: re.Match[str]) -> str:
    return _BREAKABLE.sub(lambda part: part[0] + "\u200b", word[0])


@lru_cache
def primary(tag: str) -> str:
    """The language of a BCP 47 tag, such as "sv" of "sv-FI"; nothing if the tag is not one."""
    language = tag.split("-", maxsplit=1)[0].lower()
    return language if re.fullmatch("[a-z]{2,3}", language) else ""


def array(texts: Iterable[str]) -> str:
    """Texts as a Typst array of strings."""
    inside = "".join(f"{literal(text)}," for text in texts)
    return f"({inside})"


def directed(texts: Iterable[str]) -> str:
    """Paragraphs as a Typst array; each that runs from right to left is an array of its own."""
    said = ((literal(text), runs_from_right(text)) for text in texts)
    return f"({''.join(f'({text},),' if is_turned else f'{text},' for text, is_turned in said)})"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


@dataclass
class Typesetter:
    """Sets sources one after another and remembers which characters the fonts lack.

    `moment` is the time of creation that the files state, so that the same report gives the same
    bytes. Not to be shared between threads.
    """

    moment: datetime
    root: Path = TEMPLATES
    """The only folder that a source can read from. It holds `components/paper.typ`."""
    _known: set[str] = field(default_factory=lambda: set(FAMILIAR))
    _written_out: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start a compiler that sees its root and nothing else of the disk."""
        self._compiler = typst.Compiler(root=str(self.root), font_paths=_fonts())

    def pdf(self, source: str, **inputs: str) -> bytes:
        """The PDF of a source, which finds `inputs` in Typst's `sys.inputs`.

        Raises:
            typst.TypstError: the source or a template is at fault.
        """
        self._probe(set(source) - self._known)
        for _attempt in range(3):
            try:
                return self._compile(_replaced(source, self._written_out.items()), **inputs)
            except typst.TypstError as error:
                if not self._learn(_undrawn(error)):
                    raise
        return self._compile(_replaced(source, self._written_out.items()), **inputs)

    def forget(self) -> None:
        """Let go of the layouts that Typst has cached, some hundred bytes for each character."""
        for _round in range(FORGETTING):
            self._compiler.compile(b" ", format="pdf")

    def _compile(self, source: str, **inputs: str) -> bytes:
        made = self._compiler.compile(
            source.encode(),
            format="pdf",
            # For archives (ISO 19005-3, which lets files be attached), and for all (ISO 14289-1).
            pdf_standards=["a-3a", "ua-1"],
            timestamp=int(self.moment.timestamp()),
            sys_inputs=inputs,
        )
        if not isinstance(made, bytes):
            raise TypeError("typst gave several files where one was asked for")
        return made

    def _probe(self, unsure: set[str]) -> None:
        """Find out by a small document which of the characters cannot be drawn."""
        if not unsure:
            return
        lines = "".join(f"#par({literal(character)})\n" for character in sorted(unsure))
        setting = '#import "/components/paper.typ": paged\n#show: paged.with(title: "x")\n'
        try:
            self._compile(setting + lines)
        except typst.TypstError as error:
            self._learn(_undrawn(error))
        self._known |= unsure

    def _learn(self, characters: str) -> bool:
        """Write these characters out from now on; whether any of them was new."""
        new = {c for c in characters if c not in FAMILIAR and c not in self._written_out}
        self._written_out |= {character: written_out(character) for character in new}
        return bool(new)


def written_out(character: str) -> str:
    """A stand-in for a character that cannot be drawn: [rocket], or [U+4E2D]; marks vanish."""
    if unicodedata.category(character) in {"So", "Sk"}:
        return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
    if unicodedata.category(character) in {"Mn", "Cf", "Cc", "Me"}:
        return ""
    return f"[U+{ord(character):04X}]"


def _undrawn(error: typst.TypstError) -> str:
    """The characters that the fonts lack, as Typst's message quotes them."""
    quoted = "".join(_UNDRAWN.findall(error.diagnostic))
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], quoted)
