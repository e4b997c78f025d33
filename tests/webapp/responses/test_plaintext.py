import pytest

from webapp.responses.plaintext import clean, line, paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x1fc\x7f\x80d", "abcd"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("a\ud800b\uffffc", "a\ufffdb\ufffdc"),
        ("\N{ROCKET} tab\tnbsp\xa0", "\N{ROCKET} tab\tnbsp\xa0"),
    ],
)
def test_only_what_no_document_may_hold_goes(typed, kept):
    assert clean(typed) == kept


def test_a_line_is_one_line():
    assert line("  Umeå\n\tkommun \u202e ") == "Umeå kommun"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("ett\ntvå\n \n\n tre ", ("ett\ntvå", "tre")),
        ("ett\r\n\r\ntvå", ("ett", "två")),
    ],
)
def test_paragraphs_are_separated_by_blank_lines(typed, found):
    assert paragraphs(typed) == found
