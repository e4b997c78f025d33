"""The form of a new comment, which says on what it is."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, LineField
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.passages import Passage
from webapp.responses.forms.answering import LONGEST_COMMENT, CommentForm
from webapp.responses.models import Change


class PlacedCommentForm(CommentForm):
    """A new comment on a section, a block, or some words of it."""

    do = HiddenField()
    """What is done with the words: see `views.placing.DOINGS`."""
    span = HiddenField()
    """The words as they were chosen in the page: `12-80`, in characters of the block."""
    drafted = HiddenField()
    """Set by the page's script once it has begun to save by itself."""
    sentences = SelectMultipleField(
        _l("Only some sentences of it"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )
    words = LineField(
        _l("Or write the words, as they stand in the paragraph"),
        validators=[Optional(), AtMost(LONGEST_COMMENT)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With what its field for words is called where a change needs a reason."""
        super().__init__(*args, **kwargs)
        if self.do.data in {"change", "add", "remove"} and (self.block.data or self.adds):
            self.text.label.text = _l("Why? Your reason")
        if self.adds:
            self.proposed_wording.label.text = _l("The new paragraph")

    @property
    def adds(self) -> bool:
        """Whether a new paragraph is proposed."""
        return bool(self.do.data == Change.ADD.value)

    @property
    def change(self) -> Change | None:
        """Whether a paragraph is put in or taken away; other changes show by the wording."""
        if self.do.data == Change.REMOVE.value and self.block.data:
            return Change.REMOVE
        return Change.ADD if self.adds else None

    def offer(self, sentences: Sequence[Passage]) -> None:
        """Let one or more of the sentences be chosen."""
        self.sentences.choices = [(f"{each.start}-{each.end}", each.exact) for each in sentences]
