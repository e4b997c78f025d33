"""The mark of a text: one SHA-256 over all that readers see of a version. Pure.

An approval is for the text that has this mark. It changes when a word, a picture, a title, the
order or a lock changes. It does not change when something is merely saved again, when a
translation is marked as done, or when the same words get other keys.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.drafts.models import Block, Section


def mark(title: Mapping[str, str], row: Sequence[Section]) -> str:
    """The SHA-256 (FIPS 180-4), in hexadecimal, of a version's sections in reading order."""
    content = {"title": _said(title), "sections": [_section(section) for section in row]}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(section: Section) -> dict[str, object]:
    return {
        "level": section.level,
        "kind": section.kind.value,
        "title": _said(section.title),
        "lock_reason": _said(section.lock_reason),
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    said = _said(block.text)
    pictures = {tag: block.images[tag] for tag in said if tag in block.images}
    return {"text": said, "pictures": pictures}


def _said(texts: Mapping[str, Any]) -> dict[str, Any]:
    """The languages in which something is said: an empty text reads as none."""
    return {tag: text for tag, text in texts.items() if text}
