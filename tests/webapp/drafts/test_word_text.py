import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webapp.drafts.word_files import (
    assert_editable,
    cell,
    field,
    item,
    p,
    r,
    read_parts,
    shown,
    table,
    texts,
    tree,
)
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word import prose
from webapp.drafts.word.draft import Finding
from webapp.drafts.word.prose import Run


@pytest.mark.parametrize(
    "text",
    [
        *("# inte rubrik", "1. inte lista", "12) inte", "- inte punkt", "+ inte", "> inte citat"),
        *("* stjärna *", "_under_ _strykning_", "fil_namn_här", "a|b|c", "[a](b)", "![a](b)"),
        *("`kod`", "```", "~~~", "---", "===", "| a | b |", "<b>hej</b>", "<a@b.example>", "&amp;"),
        *(
            "\\",
            "a\\b",
            "\\*",
            "**",
            "***",
            "[1]: http://a.example",
            "1.5 miljoner",
            "AT&T",
            "5 < 7",
        ),
        *("\u00a0fast mellanslag", "mjukt\u00adstreck", "100 %", "§ 7", "”citat”", "🎉"),
    ],
)
def test_text_survives_as_it_was_written(text: str) -> None:
    draft = read_parts(
        p(r(text)), table([text, "x"], ["y", text]), item(text, 1), p(r(text), style="Citat")
    )
    kinds = [block.kind for block in draft.sections[0].blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.LIST, BlockKind.QUOTE]
    one, in_table, in_list, in_quote = (blocks.plain(each) for each in texts(draft))
    wanted = " ".join(text.split(" ")).strip()
    assert one == in_list == in_quote == wanted
    assert in_table.split("\n") == [f"{wanted}\tx", f"y\t{wanted}"]
    assert_editable(draft)


def test_emphasis_links_and_line_breaks_are_kept() -> None:
    link = f'<w:hyperlink r:id="h">{r("länk")}</w:hyperlink>'
    draft = read_parts(
        p("a ", r("fet ", "<w:b/>"), r("båda", "<w:b/><w:i/>"), r(" kursiv", "<w:i/>")),
        p("b ", link, "<w:r><w:br/></w:r>", r("ny rad"), r(" stark", '<w:rStyle w:val="Stark"/>')),
        p(r("av", '<w:rStyle w:val="Stark"/><w:b w:val="0"/>')),
        links={"h": ("hyperlink", "https://a.example/(x)?a=1&b=å")},
    )
    assert texts(draft) == [
        "a **fet *båda*** *kursiv*",
        "b [länk](https://a.example/%28x%29?a=1&b=%C3%A5)\\\nny rad **stark**",
        "av",
    ]
    assert "<strong>fet <em>båda</em></strong> <em>kursiv</em>" in blocks.render(texts(draft)[0])


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        ([Run("Mål:", bold=True), Run("text")], "<strong>Mål</strong>:text"),
        ([Run("Mål: ", bold=True), Run("text")], "<strong>Mål:</strong> text"),
        ([Run("a"), Run(" ", bold=True), Run("b")], "a b"),
        ([Run("(fet)", bold=True), Run("x")], "<strong>(fet</strong>)x"),
        ([Run("a"), Run("b", bold=True), Run("c")], "a<strong>b</strong>c"),
        ([Run("Hej!"), Run("b", href="https://a.example")], 'Hej!<a href="https://a.example"'),
    ],
)
def test_emphasis_hugs_its_words(runs: list[Run], html: str) -> None:
    assert blocks.render(prose.to_commonmark(runs)).startswith(f"<p>{html}")


_WORDS = st.text(
    st.sampled_from("ab Å.,:!*_[]()<>&;#-1|`\\~\n\u00a0\"'") | st.characters(), max_size=12
)
_RUNS = st.lists(
    st.builds(
        Run,
        text=_WORDS,
        bold=st.booleans(),
        italic=st.booleans(),
        href=st.sampled_from(["", "", "", "https://a.example/b"]),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(_RUNS)
def test_no_word_is_lost_or_added_whatever_the_formatting(runs: list[Run]) -> None:
    wanted = blocks.clean("".join(run.text for run in runs)).split()
    assert "".join(blocks.plain(prose.to_commonmark(runs)).split()) == "".join(wanted)
    row = f"| {prose.to_cell(runs)} | x |"
    cells = blocks.plain(f"{row}\n| --- | --- |").rpartition("x")[0]
    assert "".join(cells.replace("/", "").split()) == "".join(wanted).replace("/", "")


def test_unsafe_links_keep_their_words_only() -> None:
    draft = read_parts(
        p(f'<w:hyperlink r:id="h">{r("ord")}</w:hyperlink>'),
        p(field('HYPERLINK "javascript:alert(1)"', "fält")),
        links={"h": ("hyperlink", "javascript:alert(1)")},
    )
    assert texts(draft) == ["ord", "fält"]
    assert draft.report.count(Finding.UNSAFE_LINKS) == 2


def test_quotes_are_joined() -> None:
    draft = read_parts(p("Ett.", style="Citat"), p("Två.", style="Citat"), p("Efter."))
    assert texts(draft) == ["> Ett.\n>\n> Två.", "Efter."]


def test_controls_that_reorder_text_are_gone() -> None:
    assert texts(read_parts(p("a\u202eb\u2066c"))) == ["abc"]


# Lists


def test_lists_nest_and_keep_their_numbers() -> None:
    draft = read_parts(
        item("ett", 2),
        item("punkt", 1, 1),
        item("djup", 1, 2),
        item("två", 2),
        p("Avbrott."),
        item("tre", 2),
        item("åter ett", 3),
        item("åter två", 3),
    )
    assert texts(draft) == [
        "1. ett\n   - punkt\n     - djup\n2. två",
        "Avbrott.",
        "3. tre",
        "1) åter ett\n2) åter två",
    ]
    assert_editable(draft)


def test_a_list_by_style_and_one_drawn_further_in() -> None:
    draft = read_parts(p("a", style="Punkt"), p("b", style="Punkt2"), p("c", style="Punkt"))
    assert texts(draft) == ["- a\n  - b\n- c"]


def test_letters_become_figures_and_are_counted() -> None:
    draft = read_parts(item("ett", 4), item("två", 4))
    assert texts(draft) == ["1. ett\n2. två"]
    assert draft.report.count(Finding.LIST_NUMBERING) == 2


_ITEMS = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4]), st.integers(0, 4)), min_size=1, max_size=14
)


@settings(deadline=None)
@given(_ITEMS)
def test_any_list_keeps_its_items_in_order(kinds: list[tuple[int, int]]) -> None:
    body = [item(f"ord{index}", kind, depth) for index, (kind, depth) in enumerate(kinds)]
    draft = read_parts(*body)
    assert shown(draft).split() == [f"ord{index}" for index in range(len(kinds))]
    assert {block.kind for block in draft.sections[0].blocks} == {BlockKind.LIST}
    assert_editable(draft)


# Tables


def test_a_table_keeps_rows_columns_and_pipes() -> None:
    draft = read_parts(table(["Mål", "År"], ["a|b", "2030"], ["", "2034"]))
    assert texts(draft) == ["| Mål | År |\n| --- | --- |\n| a\\|b | 2030 |\n|  | 2034 |"]
    assert draft.sections[0].blocks[0].kind is BlockKind.TABLE


def test_merged_cells_are_marked_sideways_and_downwards() -> None:
    wide = cell(p("Bred"), '<w:gridSpan w:val="2"/>')
    tall = cell(p("Hög"), '<w:vMerge w:val="restart"/>')
    more = cell(p(""), "<w:vMerge/>")
    draft = read_parts(table(["A", "B", "C"], [wide, "x"], [tall, "y", "z"], [more, "u", "v"]))
    assert texts(draft)[0].split("\n")[2:] == [
        "| Bred | << | x |",
        "| Hög | y | z |",
        "| ^^ | u | v |",
    ]
    assert draft.report.count(Finding.MERGED_CELLS) == 2


def test_a_cell_of_many_paragraphs_and_a_table_stays_on_one_line() -> None:
    inner = cell(p("ett") + item("två", 1) + table(["tre", "fyra"], ["fem", "sex"]) + p("sju"))
    draft = read_parts(table(["A", "B"], [inner, "x"]))
    assert texts(draft)[0].split("\n")[2] == "| ett / två / tre / fyra / fem / sex / sju | x |"
    assert draft.report.count(Finding.NESTED_TABLES) == 1


def test_a_box_is_read_as_what_is_in_it() -> None:
    box = cell(p("Fakta", style="Rubrik2") + item("punkt", 1) + p("text"))
    draft = read_parts(p("Kapitel", style="Rubrik1"), table([box]))
    assert tree(draft) == [(1, "Kapitel")]
    assert texts(draft) == ["**Fakta**", "- punkt", "text"]
    assert draft.report.count(Finding.LAYOUT_TABLES) == 1
