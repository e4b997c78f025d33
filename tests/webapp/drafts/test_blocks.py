import re
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind

# Pieces that CommonMark gives a meaning, so that random texts are full of near-markup.
_PIECES = st.sampled_from(
    [
        *("ord", "Å", " ", "  ", "\n", "\n\n", "\t", "- ", "* ", "1. ", "2) ", "> ", "# ", "---"),
        *("|", "|-|", "| a | b |\n|---|---|\n| 1 | 2 |\n", "*", "**", "_", "`", "```", "~", "\\"),
        *("[", "]", "(", ")", "!", "](https://a.example)", "![x](image:k)", "<b>", "<", ">", "&"),
        *("&#x202e;", "\u202e", "\u2066", "\xa0", "\x00", "\u2028", "===", ":", ".", "[a]: /b"),
    ]
)
_MARKDOWN = st.lists(_PIECES, max_size=25).map("".join)
_PROSE = st.text(st.sampled_from("abcåäö .,*_#-"), max_size=60)
_UNSEEN = re.compile("[\x00-\x08\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ett stycke\npå två rader", BlockKind.PARAGRAPH),
        ("- ett\n  1. inuti", BlockKind.LIST),
        ("3. tre\n4. fyra", BlockKind.LIST),
        ("| Mål | År |\n|---|---|\n| A | 2030 |", BlockKind.TABLE),
        ("> Citat", BlockKind.QUOTE),
        ("![Karta](image:abc-1)", BlockKind.FIGURE),
        ("![Karta](https://spy.example/x.png)", BlockKind.PARAGRAPH),
        ("# Inte en rubrik", BlockKind.PARAGRAPH),
    ],
)
def test_a_block_knows_its_kind(text: str, kind: BlockKind) -> None:
    assert [(block.kind, block.text) for block in blocks.split(text)] == [(kind, text)]


def test_split_takes_a_section_apart_in_order() -> None:
    parts = ["Före", "- a\n- b", "| x | y |\n|---|---|\n| 1 | 2 |", "> c", "![d](image:e)", "Efter"]
    assert [block.text for block in blocks.split("\n\n\n".join(parts))] == parts


def test_a_table_names_its_columns_for_screen_readers() -> None:
    html = blocks.render("| Mål | År |\n|---|---|\n| A | 2030 |")
    assert html.count('<th scope="col">') == 2
    assert "<td>2030</td>" in html


def test_a_link_opens_nothing_but_the_web_and_mail() -> None:
    assert blocks.render("[x](https://a.example)") == (
        '<p><a href="https://a.example" rel="noopener noreferrer">x</a></p>\n'
    )
    assert 'href="mailto:a@b.example"' in blocks.render("<a@b.example>")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "/admin",
        "ftp://a.example",
        "image:k",
    ],
)
def test_other_addresses_are_no_links(address: str) -> None:
    assert "href" not in blocks.render(f"[x]({address})")
    assert "href" not in blocks.sanitise(f'<a href="{address}">x</a>')


def test_raw_html_is_shown_as_typed() -> None:
    assert blocks.render("<script>alert(1)</script>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )


def test_a_heading_mark_is_shown_as_typed() -> None:
    assert blocks.render("# Rubrik") == "<p># Rubrik</p>\n"


@pytest.mark.parametrize("text", ["a\u202eb", "a&#x202e;b", "a&#8238;b", "a\x00b", "a\u2067b"])
def test_characters_that_reorder_text_are_removed(text: str) -> None:
    assert blocks.render(text) == "<p>ab</p>\n"
    assert blocks.plain(text) == "ab"


def test_a_figure_shows_its_picture_where_there_is_one() -> None:
    text = blocks.figure("k1", "Karta [över] *länet*")
    assert blocks.figure_key(text) == "k1"
    assert blocks.plain(text) == "Karta [över] *länet*"
    shown = blocks.render(text, lambda key: f"/bild/{key}?a=1&b")
    assert shown == ('<figure><img src="/bild/k1?a=1&amp;b" alt="Karta [över] *länet*"></figure>\n')
    assert blocks.render(text) == "<figure>Karta [över] *länet*</figure>\n"


def test_a_figure_never_points_outside_the_site() -> None:
    text = blocks.figure("k1", "x")
    assert "src" not in blocks.render(text, lambda _: "https://spy.example/1")
    assert "src" not in blocks.render(text, lambda _: "//spy.example/1")


def test_a_picture_amid_words_is_its_words() -> None:
    assert blocks.render("a ![b](image:k) c", lambda _: "/x") == "<p>a b c</p>\n"
    assert blocks.figure_key("a ![b](image:k) c") is None


def test_plain_text_has_a_line_a_paragraph_and_tabs_between_cells() -> None:
    assert blocks.plain("- **a**\n  - b\\\n    c\n\n| d | e |\n|---|---|\n| f | g |") == (
        "a\nb\nc\nd\te\nf\tg"
    )


def test_deep_nesting_ends_in_reasonable_time() -> None:
    assert blocks.render(">" * 5_000 + "x")
    assert blocks.render("[" * 5_000 + "x")
    assert blocks.render("*a " * 5_000)


@example("- \n\n\n- ")
@given(_MARKDOWN)
def test_splitting_and_joining_is_stable(text: str) -> None:
    once = blocks.split(text)
    again = blocks.split(blocks.join(once))
    assert again == once


@given(_MARKDOWN)
def test_no_block_loses_a_word(text: str) -> None:
    shown = "\n".join(blocks.plain(block.text) for block in blocks.split(text))
    assert blocks.plain(text).split() == shown.split()


@given(_MARKDOWN)
def test_what_is_shown_is_sanitised_once_and_for_all(text: str) -> None:
    html = blocks.render(text, lambda key: f"/bild/{key}")
    assert blocks.sanitise(html) == html
    assert not _UNSEEN.search(html)
    assert "<b>" not in html


@given(st.text(max_size=200) | _MARKDOWN)
def test_any_html_is_sanitised_the_same_twice(text: str) -> None:
    assert blocks.sanitise(blocks.sanitise(text)) == blocks.sanitise(text)


@given(st.text(max_size=80) | _MARKDOWN)
def test_escaped_text_shows_exactly_itself(text: str) -> None:
    line = " ".join(blocks.clean(text).split())
    assert blocks.plain(blocks.escape(line)) == line
    assert [block.kind for block in blocks.split(blocks.escape(line))] == (
        [BlockKind.PARAGRAPH] if line else []
    )


_TEXTS = st.lists(_PROSE, max_size=12)


@given(_TEXTS, _TEXTS)
def test_no_key_is_given_twice(before: list[str], after: list[str]) -> None:
    keys = blocks.match(list(enumerate(before)), after)
    given_out = [key for key in keys if key is not None]
    assert len(keys) == len(after)
    assert len(given_out) == len(set(given_out))


@given(st.lists(_PROSE.map(str.strip), unique=True, max_size=12), _TEXTS, st.randoms())
def test_an_unchanged_block_keeps_its_key_wherever_it_goes(
    before: list[str], added: list[str], random: Random
) -> None:
    before = list({" ".join(text.split()): text for text in before}.values())
    fresh = [text for text in added if " ".join(text.split()) not in {*map(_squeezed, before)}]
    after = [*before, *fresh]
    random.shuffle(after)
    keys = blocks.match(list(enumerate(before)), after)
    for text, key in zip(after, keys, strict=True):
        if text in before:
            assert key == before.index(text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


_BEFORE = [
    ("a", "Regionen ska stärka samverkan mellan näringsliv, akademi och offentlig sektor."),
    ("b", "Målet är att fler företag deltar i europeiska forskningsprogram till år 2030."),
    ("c", "Uppföljningen görs varje år och redovisas öppet för alla som har deltagit."),
]


def test_an_edited_block_keeps_its_key() -> None:
    edited = _BEFORE[1][1].replace("fler företag", "dubbelt så många företag och föreningar")
    assert blocks.match(_BEFORE, [_BEFORE[0][1], edited, _BEFORE[2][1]]) == ["a", "b", "c"]


def test_an_edited_block_keeps_its_key_when_it_also_moves() -> None:
    edited = _BEFORE[2][1].replace("varje år", "vartannat år")
    assert blocks.match(_BEFORE, [edited, _BEFORE[0][1], _BEFORE[1][1]]) == ["c", "a", "b"]


def test_an_inserted_block_takes_nobodys_key() -> None:
    new = "Samråd med samiska företrädare hålls innan beslut fattas i frågor av särskild betydelse."
    texts = [text for _, text in _BEFORE]
    assert blocks.match(_BEFORE, [texts[0], new, *texts[1:]]) == ["a", None, "b", "c"]


def test_a_block_split_in_two_leaves_its_key_with_one_half() -> None:
    first, second = _BEFORE[0][1][:45], _BEFORE[0][1][45:]
    keys = blocks.match(_BEFORE, [first, second, _BEFORE[1][1], _BEFORE[2][1]])
    assert sorted(filter(None, keys)) == ["a", "b", "c"]


def test_twins_keep_their_order() -> None:
    assert blocks.match([(1, "x"), (2, "y"), (3, "x")], ["x", "x"]) == [1, 3]


def test_a_long_text_with_every_block_edited_is_matched() -> None:
    before = [
        (number, f"Stycke {number} handlar om åtgärd {number * 7919}.") for number in range(900)
    ]
    after = [f"{text} Tillägg." for _, text in before]
    assert blocks.match(before, after) == list(range(900))
