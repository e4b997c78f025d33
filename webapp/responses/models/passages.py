"""What a comment being written and a submitted one say alike of the text that they are on."""

from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import states
from webapp.responses import content
from webapp.responses.models.kinds import Change, Importance


class OnText:
    """The columns of a comment that say on which words it is, and what it would do with them.

    A comment on words in a block has them in `quote`, and in `selector` where they stand: what
    `drafts.passages.Passage.selector` gives, with the language of the text.
    """

    selector: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    change: Mapped[Change | None] = mapped_column(states(Change))
    importance: Mapped[Importance | None] = mapped_column(states(Importance))

    def on_text(self) -> dict[str, content.Json]:
        """Their part of the canonical content.

        What is empty is left out, so that what was signed before they existed holds.
        """
        said: dict[str, content.Json] = {
            "selector": self.selector,
            "change": self.change,
            "importance": self.importance,
        }
        return {key: value for key, value in said.items() if value is not None}
