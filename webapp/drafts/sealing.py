"""The mark of a text: one SHA-256 over all that readers see of a version. Pure.

An approval is for the text that has this mark. It changes when a word, a picture, a title, the
order or a lock changes, and not when something is merely saved again.
"""

import hashlib
import json
from collections.abc import Sequence

from webapp.drafts.models import Section


def mark(title: dict[str, str], row: Sequence[Section]) -> str:
    """The SHA-256 (FIPS 180-4), in hexadecimal, of a version's sections in reading order."""
    content = {"title": title, "sections": [_section(section) for section in row]}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(section: Section) -> dict[str, object]:
    return {
        "key": str(section.key),
        "level": section.level,
        "kind": section.kind.value,
        "title": section.title,
        "lock_reason": section.lock_reason,
        "blocks": [
            {"key": str(block.key), "kind": block.kind.value, "text": block.text}
            for block in section.blocks
        ],
    }
