import json
import re
import unicodedata
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from webapp.drafts.typesetting import FAMILIAR, Typesetter, array, directed, exact, literal, primary
from webapp.drafts.typesetting import written_out as stand_in

MOMENT = datetime(2026, 11, 14, 12, 5, 22, tzinfo=UTC)
PAPER = '#import "/components/paper.typ": *\n#show: paged.with(title: "x")\n'

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n"\\#$*@'))


def _read(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _set(text):
    return _read(Typesetter(MOMENT).pdf(f"{PAPER}#par({literal(text)})\n"))


@given(texts)
@settings(max_examples=60, deadline=None)
def test_a_literal_is_the_text_and_never_code(text):
    assert json.loads(typst.Compiler(b"").eval(exact(text))) == text


def test_an_array_of_one_is_an_array():
    assert json.loads(typst.Compiler(b"").eval(array(["a"]))) == ["a"]
    assert json.loads(typst.Compiler(b"").eval(array([]))) == []


def test_the_fonts_hold_every_familiar_character():
    drawn = sorted(FAMILIAR - {"\n"})
    source = PAPER + "".join(f"#par({exact(character)})\n" for character in drawn)
    assert Typesetter(MOMENT)._compile(source).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\N{ROCKET}", "[rocket]"),
        ("\N{CJK UNIFIED IDEOGRAPH-4E2D}", "[U+4E2D]"),
        ("\N{ROCKET}\ufe0f\u200d\N{FIRE}", "[rocket][fire]"),
        ("\ue000", "[U+E000]"),
        ("a\N{ZERO WIDTH NO-BREAK SPACE}b", "ab"),
    ],
)
def test_what_the_fonts_lack_is_written_out(typed, printed):
    assert printed in re.sub("[\ufe0f\u200d]", "", _set(f"å {typed} ö"))


@pytest.mark.parametrize("typed", ["Ubmeje čálli đ ŋ ŧ", "Жизнь", "Ελλάδα", "שלום", "→ ≥ ½ € ✓"])
def test_other_alphabets_are_set(typed):
    assert Typesetter(MOMENT).pdf(f"{PAPER}#par({literal(typed)})\n").startswith(b"%PDF")
    assert "[U+" not in _set(typed)


def test_marks_that_cannot_be_drawn_vanish():
    assert stand_in("\u0483") == ""
    assert unicodedata.category("\u0483") == "Mn"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_set(text):
    assert Typesetter(MOMENT).pdf(f"{PAPER}#par({literal(text)})\n").startswith(b"%PDF")


def test_a_fault_in_a_template_is_not_swallowed():
    with pytest.raises(typst.TypstError, match="unknown variable"):
        Typesetter(MOMENT).pdf("#nothing")


def test_a_source_sees_the_templates_only():
    with pytest.raises(typst.TypstError):
        Typesetter(MOMENT).pdf('#read("/../pyproject.toml")')


def test_a_long_word_breaks_within_the_page():
    with Pdf.open(BytesIO(Typesetter(MOMENT).pdf(f"{PAPER}#par({literal('å' * 400)})"))) as made:
        assert len(made.pages) == 1
    assert _set("å" * 400).count("\n") >= 2


@pytest.mark.parametrize(
    ("tag", "language"), [("sv", "sv"), ("se-SE", "se"), ("", ""), ('x"y', ""), ("swedish", "")]
)
def test_the_primary_language_of_a_tag(tag, language):
    assert primary(tag) == language


def _left_edge(typed):
    paragraphs = directed((typed,))
    compiled = Typesetter(MOMENT).pdf(f'{PAPER}#prose("body", "", {paragraphs})\n')
    document = pypdfium2.PdfDocument(compiled)
    try:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        return min(left for left, _bottom, right, _top in boxes if right > left)
    finally:
        document.close()


@pytest.mark.parametrize(
    ("typed", "is_turned"),
    [("نحن نؤيد", True), ("(1) אנו", True), ("Svar: نحن", False), ("Svar", False), ("12", False)],
)
def test_a_paragraph_begins_at_the_side_of_its_first_letter(typed, is_turned):
    assert (_left_edge(typed) > 300) == is_turned
