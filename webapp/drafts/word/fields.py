"""Fields: instructions in the text whose last result is what a reader sees (17.16 in ECMA-376)."""

import re
from dataclasses import dataclass, field
from typing import Final

from webapp.drafts.word import prose

_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_CONTENTS: Final = re.compile(r"\s*TOC\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False

    @property
    def address(self) -> str:
        found = _HYPERLINK.match(self.instruction)
        return found[1] if found else ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place in the text, from the outermost in."""

    _open: list[_Field] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is being read."""
        return any(_CONTENTS.match(each.instruction) for each in self._open)

    @property
    def hide_text(self) -> bool:
        """Whether text here is an instruction, or in a table of contents."""
        return self.in_contents or any(not each.in_result for each in self._open)

    @property
    def href(self) -> str:
        """The address that the text here links to, if it is a safe one."""
        found = (prose.safe_address(each.address) for each in self._open)
        return next((address for address in found if address), "")

    def begin(self, instruction: str | None = None) -> None:
        """Open a field; one whose instruction is known goes on with its result."""
        self._open.append(_Field(instruction or "", in_result=instruction is not None))

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def separate(self) -> str:
        """Go on from the innermost field's instruction to its result; the address it links to."""
        if not self._open:
            return ""
        self._open[-1].in_result = True
        return self._open[-1].address

    def end(self) -> None:
        """Close the innermost field."""
        if self._open:
            self._open.pop()

    def clear(self) -> None:
        """Close all, so that a field that was never ended does not swallow what follows."""
        self._open.clear()
