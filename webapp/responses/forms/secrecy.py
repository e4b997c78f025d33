"""Forms for checking responses for secrecy."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from webapp.core.errors import DomainError
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import ngettext
from webapp.responses import labels, shown
from webapp.responses.labels import Evidence
from webapp.responses.models import Response, Secrecy
from webapp.responses.service.secrecy import UnexplainedError

LONGEST_LAW = 200
LONGEST_REASON = 2_000
LONGEST_WORDS = 100_000


class _Ticks(SelectMultipleField):
    """Several checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SecrecyForm(Form):
    """What the check of one response found."""

    state = RadioField(
        _l("What did you find?"), validators=[InputRequired(_l("Choose one of the three."))]
    )
    finds = _Ticks(_l("Found in the text"))
    unsure = _Ticks(_l("What may be a private person’s"))
    may_show = BooleanField(_l("I have looked at those without a tick: they may be shown"))
    words = TextField(_l("Words to mask"), validators=[AtMost(LONGEST_WORDS)])
    parts = _Ticks(_l("Parts to mask from end to end"))
    files = _Ticks(_l("Attached files to withhold"))
    law = LineField(_l("Paragraph of the law"), validators=[AtMost(LONGEST_LAW)])
    reason = TextField(_l("Why, in a sentence to the sender"), validators=[AtMost(LONGEST_REASON)])
    found: Sequence[Evidence] = ()
    """All that is found in the response."""

    @classmethod
    def of(cls, response: Response, **kwargs: Any) -> "SecrecyForm":
        """The form for the response, filled with what the latest check found."""
        latest = response.check
        found = labels.found_in(response)
        proposed = [each.text for each in found if each.certain]
        fresh = {"finds": proposed, "state": Secrecy.MASKED} if proposed else {}
        kept = fresh if latest is None else _kept(response, found)
        form = cls(data=kept, **kwargs)
        form.found = found
        form.state.choices = choices({each: labels.SECRECY[each] for each in Secrecy})
        form.finds.choices = _named(each for each in found if each.certain)
        form.unsure.choices = _named(each for each in found if not each.certain)
        form.parts.choices = _parts(response)
        form.files.choices = [(str(each.ordinal), each.file.name) for each in response.attachments]
        return form

    def chosen_words(self) -> tuple[str, ...]:
        """What is masked wherever it stands: the finds that are ticked, and one passage a line."""
        typed = (" ".join(line.split()) for line in (self.words.data or "").splitlines())
        ticked = [*(self.finds.data or ()), *(self.unsure.data or ())]
        return tuple(dict.fromkeys(filter(None, [*ticked, *typed])))

    def blame(self, error: DomainError) -> None:
        """As in every form; and where it is not said why something is hidden, at each field."""
        if isinstance(error, UnexplainedError):
            for field, sentence in error.missing.items():
                super().blame(DomainError(sentence, field=field))
        else:
            super().blame(error)

    def lets_show(self, left: Sequence[Evidence]) -> bool:
        """Whether the person has confirmed that what is less certain and `left` may be shown."""
        if left and not self.may_show.data:
            said = ngettext(
                "%(num)s telephone number or address would be shown to everyone: %(which)s. Mask "
                "it, or confirm that it may be shown.",
                "%(num)s telephone numbers or addresses would be shown to everyone: %(which)s. "
                "Mask them, or confirm that they may be shown.",
                len(left),
                which="; ".join(each.text for each in left),
            )
            self.may_show.errors = [said]
            return False
        return True


class OpenForm(Form):
    """The responses that are open, of those that were read."""

    responses = SelectMultipleField(coerce=identifier, validate_choice=False)
    confirmed = IntegerField(widget=HiddenInput())
    """How many finds that are less certain the person has let be shown."""


def _named(found: Iterable[Evidence]) -> list[tuple[str, str]]:
    return [
        (each.text, f"{labels.FINDS[each.kind]}: …{each.before}{each.text}{each.after}…")
        for each in found
    ]


def _kept(response: Response, found: Sequence[Evidence]) -> dict[str, Any]:
    latest = response.check
    if latest is None:
        return {}
    certain = {each.text: each.certain for each in found}
    return {
        "state": latest.state,
        "finds": [each for each in latest.words if certain.get(each)],
        "unsure": [each for each in latest.words if certain.get(each) is False],
        "words": "\n".join(each for each in latest.words if each not in certain),
        "parts": latest.parts,
        "files": latest.files,
        "law": latest.law,
        "reason": latest.reason,
    }


def _parts(response: Response) -> list[tuple[str, str]]:
    names = labels.part_names(response)
    said = shown.parts(response).items()
    return [(name, f"{names[name]}: {_start(text)}") for name, text in said]


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:89].rstrip()}…"  # noqa: PLR2004 - fits a line
