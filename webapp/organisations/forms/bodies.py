"""Forms of the register and of lists on their way into it, and the plain values that they say."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation, ValidationError

from webapp.core.forms import (
    AtMost,
    Form,
    LineField,
    TextField,
    choices,
    clean_line,
    identifier,
    member,
)
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import addresses, numbers
from webapp.organisations.addresslist import MAX_BYTES, Field
from webapp.organisations.categories import category_named, language_named, sector_named
from webapp.organisations.labels import (
    CATEGORIES,
    CATEGORY_NAMES,
    FIELDS,
    LANGUAGES,
    PROBLEMS,
    SECTORS,
    hyphenated,
    problem_of,
)
from webapp.organisations.models import Category, ListRow, Organisation, RowChoice, Sector
from webapp.organisations.problems import LONGEST, ProblemCode
from webapp.organisations.queries import Choice
from webapp.organisations.service import Particulars
from webapp.organisations.service.importing import Chosen


def _options(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    return choices(labels)


class BodyForm(Form):
    """What the register says of a body."""

    name = LineField(
        FIELDS[Field.NAME],
        validators=[InputRequired(PROBLEMS[ProblemCode.NAME_MISSING]), AtMost(LONGEST[Field.NAME])],
        filters=[numbers.without_personal],
    )
    number = LineField(FIELDS[Field.NUMBER], validators=[AtMost(LONGEST[Field.NUMBER])])
    category = SelectField(FIELDS[Field.CATEGORY], choices=_options(CATEGORY_NAMES))
    sector = SelectField(FIELDS[Field.SECTOR], choices=_options(SECTORS))
    email = LineField(
        FIELDS[Field.ADDRESS], validators=[InputRequired(PROBLEMS[ProblemCode.ADDRESS_MISSING])]
    )
    language = SelectField(FIELDS[Field.LANGUAGE], choices=_options(LANGUAGES))
    note = TextField(
        FIELDS[Field.COMMENT], validators=[AtMost(20_000)], filters=[numbers.without_personal]
    )
    anyway = BooleanField(_l("It is another body. Add it."))

    @classmethod
    def about(cls, body: Organisation | None) -> "BodyForm":
        """The form filled in with what the register says of the body; bare for a new one."""
        if body is None:
            return cls(data={"category": Category.OTHER, "sector": Sector.NOT_STATED})
        said = {name: getattr(body, name) for name in Particulars.__dataclass_fields__}
        return cls(data={**said, "number": hyphenated(body.number)})

    def validate_name(self, field: LineField) -> None:
        """Raise a ValidationError where there is nothing to call the body by."""
        if field.data and not any(character.isalnum() for character in field.data):
            raise ValidationError(PROBLEMS[ProblemCode.NAME_MISSING])

    def validate_number(self, field: LineField) -> None:
        """Raise a ValidationError where it is a person's number, or none at all."""
        if numbers.looks_personal(field.data):
            raise ValidationError(PROBLEMS[ProblemCode.LOOKS_PERSONAL])
        if field.data and not numbers.is_valid(field.data):
            raise ValidationError(PROBLEMS[ProblemCode.NUMBER_INVALID])

    def validate_email(self, field: LineField) -> None:
        """Raise a ValidationError where it is no e-mail address."""
        if addresses.find_normalised(field.data) is None:
            raise ValidationError(PROBLEMS[ProblemCode.ADDRESS_INVALID])

    def particulars(self) -> Particulars:
        """What the form says."""
        return Particulars(
            name=self.name.data,
            number=numbers.normalised(self.number.data) or None,
            category=Category(self.category.data),
            sector=Sector(self.sector.data),
            email=addresses.find_normalised(self.email.data) or "",
            language=self.language.data,
            note=self.note.data,
        )


class RegisterForm(Form):
    """Which bodies of the register to show, from the page's address."""

    class Meta:
        """Choosing changes nothing, so it needs no token."""

        csrf = False

    q = LineField(_l("Name, address or number"))
    category = SelectField(
        _l("Category"), choices=_options({"": _l("All categories")} | dict(CATEGORIES))
    )
    after = HiddenField()

    def choice(self) -> Choice:
        """What the address says. What makes no sense is left out."""
        return Choice(
            words=self.q.data or "",
            category=member(Category, self.category.data),
            after=identifier(self.after.data),
        )

    def address(self, **changes: str) -> dict[str, str]:
        """The parts of an address that says the same, but for `changes`."""
        said = {"q": self.q.data or "", "category": self.category.data or ""} | changes
        return {name: value for name, value in said.items() if value}


class UploadForm(Form):
    """The file with a list."""

    file = FileField(_l("File with the list"), validators=[FileRequired(_l("Choose a file."))])

    def contents(self) -> bytes:
        """The file's bytes; of one that is too large, enough for it to be refused."""
        with closing(self.file.data) as upload:
            return bytes(upload.read(MAX_BYTES + 1))


class WordField(SelectField):
    """A word of a list: one of those that we know, or the one that stood there."""

    def __init__(
        self,
        label: Any,
        named: Callable[[str], str | None],
        known: Mapping[Any, Any],
        **kwargs: Any,
    ) -> None:
        """A field for words that `named` gives the meaning of, of those that are `known`."""
        kept = [lambda value: clean_line(value)[:200]]
        super().__init__(label, validate_choice=False, filters=kept, **kwargs)
        self.named = named
        self.known = known

    def offer(self, word: str) -> None:
        """Offer the words that we know, and `word`, with its meaning chosen."""
        unknown = {word: f"“{word}”"} if word and self.named(word) is None else {}
        self.choices = _options({"": _l("Nothing"), **self.known, **unknown})

    def said(self, word: str) -> str:
        """What is now said where `word` stood: `word` itself, if that means the same."""
        return word if word and self.named(word) == self.data else str(self.data or "")


def _line_field(field: Field) -> LineField:
    return LineField(FIELDS[field], validators=[AtMost(LONGEST[field])])


class RowForm(Form):
    """The cells of one row of a list, for correction."""

    name = _line_field(Field.NAME)
    number = _line_field(Field.NUMBER)
    category = WordField(FIELDS[Field.CATEGORY], category_named, CATEGORY_NAMES)
    sector = WordField(
        FIELDS[Field.SECTOR],
        sector_named,
        {sector: label for sector, label in SECTORS.items() if sector is not Sector.NOT_STATED},
    )
    address = _line_field(Field.ADDRESS)
    language = WordField(FIELDS[Field.LANGUAGE], language_named, LANGUAGES)
    comment = _line_field(Field.COMMENT)
    reason = _line_field(Field.REASON)

    @classmethod
    def about(cls, row: ListRow) -> "RowForm":
        """The form filled in with what the row says, and the sentences about what is wrong."""
        cells = {field.value: str(row.cells.get(field.value, "")) for field in Field}
        words = {name: cells[name] for name in ("category", "sector", "language")}
        form = cls(prefix=f"line{row.line}-", data=cells)
        for name, word in words.items():
            field = form[name]
            field.offer(word)
            if not form.is_submitted():
                field.data = field.named(word) or word
        return form

    def blame_problems(self, row: ListRow) -> None:
        """Put what has to be corrected in the row at the fields."""
        for each in map(problem_of, row.problems):
            if each.is_error:
                field = self._fields[each.field.value]
                field.errors = [*field.errors, PROBLEMS[each.code]]

    def changes(self, row: ListRow) -> Mapping[Field, str]:
        """What the form says otherwise than the row."""
        said = {
            field: each.said(str(row.cells.get(field.value, "")))
            if isinstance(each := self[field.value], WordField)
            else each.data or ""
            for field in Field
        }
        return {field: text for field, text in said.items() if text != row.cells.get(field.value)}


class ChoiceForm(Form):
    """What to do with one row of a list."""

    choice = HiddenField()
    organisation_id = HiddenField()
    line = LineField(_l("Number of the line"))

    def validate_choice(self, field: HiddenField) -> None:
        """Raise a StopValidation where it is no choice that there is."""
        if member(RowChoice, field.data) is None:
            raise StopValidation(_l("Choose what to do with the line."))

    def validate_line(self, field: LineField) -> None:
        """Raise a ValidationError where a line is needed, and none is named."""
        if self.choice.data == RowChoice.MERGE and not _is_number(field.data or ""):
            raise ValidationError(_l("Write the number of the line, in figures."))

    def chosen(self) -> Chosen:
        """What the form says."""
        line = self.line.data or ""
        return Chosen(
            RowChoice(self.choice.data),
            organisation_id=identifier(self.organisation_id.data),
            line=int(line) if _is_number(line) else None,
        )


class FindForm(Form):
    """Which bodies of the register to offer for a row, from the page's address."""

    class Meta:
        """Searching changes nothing, so it needs no token."""

        csrf = False

    find = LineField(_l("Name, address or number"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len("1000000")
