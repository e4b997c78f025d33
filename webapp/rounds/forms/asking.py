"""The form of a question beside the text."""

from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as PartOfForm
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, LineField, TextField, choices
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.rounds.forms.fields import texts
from webapp.rounds.labels import QUESTION_KINDS
from webapp.rounds.models import Question, QuestionKind, Round
from webapp.rounds.plans import AskedText

FEWEST_OPTIONS = 2
MOST_OPTIONS = 20
STEPS = range(3, 11)
CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
LONGEST_LABEL = 300


class OptionForm(PartOfForm):
    """One option of a choice. A row without words is no option."""

    label_sv = LineField(_l("In Swedish"), validators=[AtMost(LONGEST_LABEL)])
    label_en = LineField(_l("In English"), validators=[AtMost(LONGEST_LABEL)])

    def words(self) -> Localised:
        """What the option is called, in each language that it is written in."""
        return texts(sv=self.label_sv.data, en=self.label_en.data)


class QuestionForm(Form):
    """One question: what is asked, and how it is answered."""

    text_sv = TextField(
        _l("The question in Swedish"),
        validators=[InputRequired(_l("Write the question.")), AtMost(2000)],
    )
    text_en = TextField(_l("The question in English"), validators=[AtMost(2000)])
    help_sv = TextField(_l("Help in Swedish"), validators=[AtMost(1000)])
    help_en = TextField(_l("Help in English"), validators=[AtMost(1000)])
    kind = RadioField(
        _l("How is it answered?"),
        choices=choices(QUESTION_KINDS),
        coerce=QuestionKind,
        validators=[InputRequired(_l("Choose how the question is answered."))],
    )
    options = FieldList(FormField(OptionForm), max_entries=MOST_OPTIONS)
    steps = SelectField(
        _l("Number of steps"), choices=choices({step: str(step) for step in STEPS}), default="5"
    )
    low_sv = LineField(_l("The lowest step in Swedish"), validators=[AtMost(LONGEST_LABEL)])
    low_en = LineField(_l("The lowest step in English"), validators=[AtMost(LONGEST_LABEL)])
    high_sv = LineField(_l("The highest step in Swedish"), validators=[AtMost(LONGEST_LABEL)])
    high_en = LineField(_l("The highest step in English"), validators=[AtMost(LONGEST_LABEL)])
    is_required = BooleanField(_l("The question should be answered"))
    asks_position = BooleanField(_l("Those who answer also take a position"))
    groups = SelectMultipleField(
        _l("Who is asked"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def on(cls, round_: Round, question: Question | None = None) -> "QuestionForm":
        """The form with the round's groups to choose among, filled in with what there is."""
        form = cls(data=_data(question))
        form.groups.choices = choices({each.id: localised(each.name) for each in round_.groups})
        return form

    def rearrange(self, do: str) -> bool:
        """Do what a button other than the one that saves asks; False where it was that one."""
        verb, _dash, place = do.partition("-")
        if verb == "add" and len(self.options) < MOST_OPTIONS:
            self.options.append_entry()
        if verb == "remove":
            gone = f"options-{place}"
            self.options.entries = [each for each in self.options if each.id != gone]
        return verb in {"add", "remove"}

    def validate_options(self, field: FieldList) -> None:
        """Raise a ValidationError where there is too little to choose among."""
        if self.kind.data not in CHOICES:
            return
        written = [each.form.words() for each in field if each.form.words()]
        if len(written) < FEWEST_OPTIONS:
            raise ValidationError(_("Write at least two options to choose among."))
        for number, words in enumerate(written, start=1):
            if "sv" not in words:
                raise ValidationError(_("Write option %(number)s in Swedish too.", number=number))
        if len({words["sv"].casefold() for words in written}) < len(written):
            raise ValidationError(_("Two options are called the same. Call them different."))

    def validate_low_sv(self, field: LineField) -> None:
        """Raise a ValidationError where a scale does not say what its beginning means."""
        if self.kind.data is QuestionKind.SCALE and not field.data:
            raise ValidationError(_l("Write what the lowest step means."))

    def validate_high_sv(self, field: LineField) -> None:
        """Raise a ValidationError where a scale does not say what its end means."""
        if self.kind.data is QuestionKind.SCALE and not field.data:
            raise ValidationError(_l("Write what the highest step means."))

    def asked(self, round_: Round) -> AskedText:
        """What the form says."""
        chosen = set(self.groups.data or ())
        return AskedText(
            text=texts(sv=self.text_sv.data, en=self.text_en.data),
            help=texts(sv=self.help_sv.data, en=self.help_en.data),
            kind=self.kind.data,
            options=self._options(),
            is_required=self.is_required.data,
            asks_position=self.asks_position.data,
            groups=tuple(each for each in round_.groups if str(each.id) in chosen),
        )

    def _options(self) -> tuple[Localised, ...]:
        if self.kind.data is QuestionKind.SCALE:
            low = texts(sv=self.low_sv.data, en=self.low_en.data)
            high = texts(sv=self.high_sv.data, en=self.high_en.data)
            between: list[Localised] = [{} for _step in range(int(self.steps.data) - 2)]
            return (low, *between, high)
        if self.kind.data in CHOICES:
            return tuple(each.form.words() for each in self.options if each.form.words())
        return ()


def _data(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {"kind": QuestionKind.TEXT, "options": [{}, {}]}
    found: dict[str, Any] = {
        "kind": question.kind,
        "is_required": question.is_required,
        "asks_position": question.asks_position,
        "groups": [str(each.id) for each in question.groups],
        "options": [{}, {}],
        **_languages("text", question.text),
        **_languages("help", question.help),
    }
    labels = [each["label"] for each in question.options]
    if question.kind is QuestionKind.SCALE:
        ends = _languages("low", labels[0]) | _languages("high", labels[-1])
        return found | ends | {"steps": str(len(labels))}
    return found | ({"options": [_languages("label", each) for each in labels]} if labels else {})


def _languages(name: str, words: Localised) -> dict[str, str]:
    return {f"{name}_{tag}": text for tag, text in words.items()}
