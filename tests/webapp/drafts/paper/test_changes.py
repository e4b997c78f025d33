"""Two versions as Word with tracked changes: accepted it is the later, rejected the former."""

import copy
import itertools
import random
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.webapp.drafts.paper.pages import (
    RICH,
    Block,
    W,
    demo,
    manuscript,
    numbered,
    part,
    section,
)
from tests.webapp.drafts.paper.test_docx import ORDER
from tests.webapp.drafts.word_files import png
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper import docx
from webapp.drafts.word import reader

CHANGED = {f"{W}ins": f"{W}del", f"{W}del": f"{W}ins"}
TEXT = {f"{W}t": f"{W}delText", f"{W}delText": f"{W}t"}


def changes(former, later, pictures=None) -> bytes:
    texts = [manuscript(numbered(row), pictures=pictures) for row in (former, later)]
    return docx.compile_changes(*texts)


def turned(data: bytes) -> bytes:
    """The file in which what was inserted is deleted, and the other way round."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            if name in {"word/document.xml", "word/footnotes.xml"}:
                root = etree.fromstring(content)
                for element in list(root.iter(*CHANGED)):
                    element.tag = CHANGED[element.tag]
                    for text in list(element.iter(*TEXT)):
                        text.tag = TEXT[text.tag]
                content = etree.tostring(root)
            package.writestr(name, content)
    return target.getvalue()


def said(data: bytes):
    """What our own reader, which accepts all changes, finds in a file."""
    return [
        (each.level, each.title, [(block.kind, block.text) for block in each.blocks])
        for each in reader.read(data).sections
    ]


def alone(row, pictures=None):
    return said(docx.compile_document(manuscript(numbered(row), pictures=pictures)))


def check(former, later, pictures=None) -> bytes:
    """Assert that all changes together make one text into the other, both ways."""
    data = changes(former, later, pictures)
    assert said(data) == alone(later, pictures)
    assert said(turned(data)) == alone(former, pictures)
    return data


def marks(data: bytes) -> list[tuple[str, str]]:
    """What is inserted and deleted, in order: the kind and the words."""
    found = part(data, "word/document.xml").iter(f"{W}ins", f"{W}del")
    words = [(e.tag.removeprefix(W), "".join(e.itertext())) for e in found]
    return [each for each in words if each[1]]


def edited(row, place, text):
    """The same sections, with another text in the first block of one of them."""
    later = copy.deepcopy(row)
    later[place].blocks[0].text = {"sv": text}
    return later


@pytest.fixture
def row():
    return [
        section("Ett", "Senast 2030 ska **allt** vara klart.\n\nOförändrat."),
        section("Två", RICH),
        section("Under två", "Text under två.", level=2),
        section("Tre", "Sist."),
    ]


def test_a_word_that_is_changed_is_marked_alone(row):
    data = check(row, edited(row, 0, "Senast 2035 ska **allt** vara klart."))
    assert marks(data) == [("del", "2030"), ("ins", "2035")]
    mark = next(part(data, "word/document.xml").iter(f"{W}ins"))
    assert mark.get(f"{W}author") == "Region Exempel"
    assert mark.get(f"{W}date") == "2026-11-26T00:00:00Z"


def test_nothing_is_marked_where_nothing_differs(row):
    assert marks(check(row, copy.deepcopy(row))) == []


def test_another_form_is_a_change_as_well(row):
    data = check(row, edited(row, 0, "Senast 2030 ska allt vara *klart*."))
    assert marks(data) == [("del", "allt"), ("ins", "allt"), ("del", "klart"), ("ins", "klart")]


def test_a_title_is_compared_by_word(row):
    later = copy.deepcopy(row)
    later[0].title = {"sv": "Ett och ett halvt"}
    assert marks(check(row, later)) == [("ins", " och ett halvt")]


def test_sections_that_come_go_and_move(row):
    later = copy.deepcopy(row)
    later = [later[3], later[0], section("Ny", "Alldeles ny.\n\n- a\n- b"), later[1]]
    data = check(row, later)
    assert ("del", "Under två") in marks(data)
    assert ("ins", "Ny") in marks(data)
    assert [words for kind, words in marks(data) if words == "Sist."] == ["Sist."] * 2


def test_a_section_on_another_level(row):
    later = copy.deepcopy(row)
    later[2].level = 1
    check(row, later)


def test_a_block_that_goes_to_another_section(row):
    later = copy.deepcopy(row)
    later[3].blocks.append(later[0].blocks.pop(0))
    check(row, later)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- b\n- c", "- a\n- c"),
        ("- a\n- b", "- a\n- nytt\n- b\n- sist"),
        ("1. ett\n2. två\n3. tre", "1. ett\n2. två och mera\n3. tre"),
        ("1. ett\n2. två\n3. tre", "1. ett\n2. tre"),
        ("- a\n- b", "1. a\n2. b"),
        ("- a\n  - b", "- a\n- b"),
        ("> Ett citat.\n>\n> Till.", "> Ett annat citat."),
        ("En mening.", "- En mening."),
        ("| A | B |\n|---|---|\n| a | b |", "| A | B |\n|---|---|\n| a | c |\n| ny | rad |"),
        ("| A | B |\n|---|---|\n| a | b |\n| c | d |", "| A | B |\n|---|---|\n| c | d |"),
        ("| A | B |\n|---|---|\n| a | b |", "| A | B | C |\n|---|---|---|\n| a | b | c |"),
        (
            "| A | B |\n|---|---|\n| a | b |\n| ^^ | d |",
            "| A | B |\n|---|---|\n| a | b |\n| x | d |",
        ),
        (
            "| A | B |\n|---|---|\n| a | b |\n| ^^ | d |",
            "| A | B |\n|---|---|\n| ä | b |\n| ^^ | e |",
        ),
        ("Text^[Noten.] mer.", "Text^[Noten, ändrad.] mer."),
        ("Text^[Noten.] mer.", "Text mer."),
        ("Text mer.", "Text^[Ny not.] mer ord."),
        ("Se [sidan](https://example.org/a).", "Se [sidan](https://example.org/b) nu."),
        ("Rad ett\\\nrad två", "Rad ett rad två"),
        ("Ord.", "Helt andra saker står här."),
    ],
)
def test_blocks_of_every_kind(before, after):
    former = [section("A", f"Före.\n\n{before}\n\nEfter.")]
    later = copy.deepcopy(former)
    later[0].blocks[1].text = {"sv": after}
    later[0].blocks[1].kind = blocks.split(after)[0].kind
    check(former, later)


def test_a_figure_that_gets_another_picture_and_caption():
    pictures = {"a": png(), "b": png()}
    former = [section("A", "x\n\n" + blocks.figure("a", "En karta", caption="Figur 1"))]
    later = copy.deepcopy(former)
    later[0].blocks[1].text = {"sv": blocks.figure("b", "En ny karta", caption="Figur 2")}
    check(former, later, pictures)


def test_keys_stand_where_the_later_text_has_them(row):
    later = copy.deepcopy(row)
    later = [later[3], later[0], later[1]]
    names = [
        each.get(f"{W}name")
        for each in part(changes(row, later), "word/document.xml").iter(f"{W}bookmarkStart")
    ]
    wanted = [
        name
        for each in later
        for name in (f"_ys{each.key.hex}", *(f"_yb{block.key.hex}" for block in each.blocks))
    ]
    assert sorted(names) == sorted(wanted)


def test_the_order_of_the_schema_holds_with_changes_too(row):
    later = [copy.deepcopy(row[3]), section("Ny", RICH), copy.deepcopy(row[0])]
    for element in part(changes(row, later), "word/document.xml").iter():
        tag = element.tag.removeprefix(W)
        if tag in ORDER:
            places = [ORDER[tag].split().index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), f"{tag}: {[child.tag for child in element]}"


@pytest.mark.parametrize("seed", range(8))
def test_any_edits_of_the_demo(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    former, pictures = demo("sv")
    later = copy.deepcopy(former)
    for _ in range(40):
        _edit(chance, later)
    later[0].level = 1
    for above, below in itertools.pairwise(later):
        below.level = min(below.level, above.level + 1)
    check(former, later, pictures)


def _edit(chance, row) -> None:
    place = chance.randrange(len(row))
    here = row[place]
    kind = chance.choice(["move", "remove", "add", "words", "words", "words", "block", "drop"])
    if kind == "move":
        row.insert(chance.randrange(len(row)), row.pop(place))
    elif kind == "remove" and len(row) > 20:
        row.pop(place)
    elif kind == "add":
        row.insert(place, section(f"Ny {chance.random()}", "Ett.\n\n- a\n- b\n\n1. x\n2. y"))
    elif kind == "block" and here.blocks:
        row[chance.randrange(len(row))].blocks.append(here.blocks.pop())
    elif kind == "drop":
        here.blocks = here.blocks[1:]
    elif here.blocks:
        _reword(chance, chance.choice(here.blocks))


def _reword(chance, block: Block) -> None:
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE}:
        return
    words = block.text["sv"].split(" ")
    for _ in range(3):
        words.insert(chance.randrange(len(words)) or 1, chance.choice(["nytt", "ord", "alltså"]))
        if len(words) > 6:
            words.pop(chance.randrange(2, len(words)))
    text = " ".join(words)
    if [part.kind for part in blocks.split(text)] == [block.kind]:
        block.text = {"sv": text}
