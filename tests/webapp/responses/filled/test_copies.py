"""What people did in a copy of the text: each comment at its paragraph, each change a proposal."""

from collections import Counter

import pytest

from tests.webapp.drafts.paper import pages
from tests.webapp.responses.filled.labelled import Answered, answered, judged, read, shown
from tests.webapp.responses.filled.word_user import WordUser
from webapp.drafts.paper import docx
from webapp.drafts.word import reader
from webapp.responses.filled.copies import Copy
from webapp.responses.models.kinds import Certainty, Shape

FIRST = "Länet har starka miljöer för forskning om skog och metaller."
SECOND = "Vi vill att fler företag ska pröva nya tjänster i hela länet."
THIRD = "Uppföljningen sker varje år i juni."


@pytest.fixture
def row():
    return pages.numbered(
        [
            pages.section("Nuläge", f"{FIRST}\n\n{SECOND}"),
            pages.section("Uppföljning", f"{THIRD}\n\n- En punkt\n- En till"),
        ]
    )


@pytest.fixture
def word(row):
    return WordUser(docx.compile_document(pages.manuscript(row), tracks=True))


@pytest.fixture
def found(row, word):
    return lambda: read(Answered(word.saved(), shown(row)))


def test_a_copy_that_comes_back_as_it_was_says_nothing(found):
    assert found() == []


def test_word_is_told_to_track_from_the_beginning(row):
    settings = pages.part(
        docx.compile_document(pages.manuscript(row), tracks=True), "word/settings.xml"
    )
    assert settings.find(f"{pages.W}trackRevisions") is not None
    plain = pages.part(docx.compile_document(pages.manuscript(row)), "word/settings.xml")
    assert plain.find(f"{pages.W}trackRevisions") is None


def test_a_comment_says_who_wrote_it_and_what_it_is_about(row, word, found):
    block = row[0].blocks[1]
    word.comment(word.paragraph(block.key), "nya tjänster", "Vilka?", author="Bo Ek")
    [find] = found()
    assert (find.shape, find.certainty) == (Shape.COMMENT, Certainty.SURE)
    assert (find.section_key, find.block_key) == (row[0].key, block.key)
    assert (find.text, find.quote, find.author) == ("Vilka?", "nya tjänster", "Bo Ek")
    assert find.moment is not None


def test_a_comment_on_a_heading_is_about_its_section(row, word, found):
    word.comment(word.paragraph(row[1].key), "Uppföljning", "Byt rubrik.")
    [find] = found()
    assert (find.section_key, find.block_key) == (row[1].key, None)


@pytest.mark.parametrize("tracked", [True, False])
def test_other_words_are_a_proposal_whether_they_were_tracked_or_not(row, word, found, tracked):
    block = row[0].blocks[0]
    word.replace(word.paragraph(block.key), "skog", "skog, vatten", tracked=tracked)
    [find] = found()
    assert (find.shape, find.block_key) == (Shape.WORDING, block.key)
    assert find.proposed_wording == FIRST.replace("skog", "skog, vatten")
    assert find.quote == FIRST
    assert find.author == ("Eva Holm" if tracked else "")


def test_a_title_can_be_reworded(row, word, found):
    word.replace(word.paragraph(row[1].key), "Uppföljning", "Uppföljning och lärande")
    [find] = found()
    assert (find.shape, find.section_key, find.block_key) == (Shape.WORDING, row[1].key, None)
    assert find.proposed_wording == "Uppföljning och lärande"


def test_a_new_paragraph_says_after_which_words_it_stands(row, word, found):
    word.insert_after(word.paragraph(row[0].blocks[0].key), "Gruvorna är viktiga för oss.")
    [find] = found()
    assert (find.shape, find.section_key) == (Shape.ADDED, row[0].key)
    assert (find.proposed_wording, find.after) == ("Gruvorna är viktiga för oss.", FIRST)
    assert find.author == "Eva Holm"


@pytest.mark.parametrize("tracked", [True, False])
def test_a_deleted_paragraph_is_to_go(row, word, found, tracked):
    word.delete(word.paragraph(row[0].blocks[0].key), tracked=tracked)
    [find] = found()
    assert (find.shape, find.block_key) == (Shape.REMOVED, row[0].blocks[0].key)
    assert find.certainty is (Certainty.SURE if tracked else Certainty.LIKELY)


def test_a_comment_on_a_paragraph_that_was_deleted_is_about_that_one(row, word, found):
    block = row[0].blocks[0]
    word.comment(word.paragraph(block.key), "forskning", "Stryk det här.")
    word.delete(word.paragraph(block.key))
    by_shape = {find.shape: find for find in found()}
    assert by_shape[Shape.COMMENT].block_key == block.key
    assert by_shape[Shape.REMOVED].block_key == block.key


def test_a_paragraph_that_was_put_elsewhere_is_moved_and_not_new(row, word, found):
    block = row[0].blocks[0]
    word.move_after(word.paragraph(block.key), word.paragraph(row[1].blocks[0].key))
    [find] = found()
    assert (find.shape, find.block_key, find.after) == (Shape.MOVED, block.key, THIRD)


def test_what_is_left_out_of_the_file_as_a_whole_chapter_is_not_to_go(row, word, found):
    for key in (row[1].key, *(block.key for block in row[1].blocks)):
        for each in word.all_paragraphs(key):
            each.getparent().remove(each)
    assert [find.shape for find in found()] == []


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("tracked", [True, False])
def test_what_is_written_before_the_text_is_on_the_whole_document(word, found, tagged, tracked):
    note = word.saying("Det här är ett utkast.")
    word.insert_after(note, "Region Exempel bör tänka om. Vi är kritiska.", tracked=tracked)
    if not tagged:
        word.lose_controls()
    [find] = found()
    assert (find.shape, find.certainty) == (Shape.STATEMENT, Certainty.LIKELY)
    assert find.text == "Region Exempel bör tänka om. Vi är kritiska."
    assert find.author == ("Eva Holm" if tracked else "")


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("words", ["Region Exempel", "Innovationsstrategi", "utkast"])
def test_a_comment_before_the_text_is_found(word, found, tagged, words):
    said = "Det här är ett utkast." if words == "utkast" else words
    word.comment(word.saying(said), words, "Vad menas?")
    if not tagged:
        word.lose_controls()
    [find] = found()
    assert (find.shape, find.text) == (Shape.COMMENT, "Vad menas?")


@pytest.mark.parametrize("name", ["Unknown Author", "Okänd författare"])
def test_a_program_that_was_told_no_name_gives_none(row, word, found, name):
    word.comment(word.paragraph(row[0].blocks[1].key), "nya tjänster", "Vilka?", author=name)
    assert [find.author for find in found()] == [""]


def test_what_is_written_on_a_line_of_ours_is_told_without_it(word, found):
    word.replace(word.saying("Det här är ett utkast."), "utkast.", "utkast. Bra!", tracked=False)
    assert [find.text for find in found()] == ["Bra!"]


@pytest.mark.parametrize("tracked", [True, False])
def test_another_title_is_a_wish_for_the_whole_document(word, found, tracked):
    title = word.saying("Innovationsstrategi")
    word.replace(title, "strategi", "strategin 2034", tracked=tracked)
    [find] = found()
    assert (find.shape, find.quote) == (Shape.STATEMENT, "Innovationsstrategi")
    assert find.proposed_wording == "Innovationsstrategin 2034"


def test_another_document_is_not_a_copy(row):
    other = docx.compile_document(
        pages.manuscript([pages.section("Remissvar", "Vi tackar för möjligheten att svara.")])
    )
    assert not Copy(shown(row), reader.read(other), reader.read(other), ()).is_one


@pytest.mark.slow
def test_of_all_that_many_people_did_almost_everything_is_read_right():
    total: Counter[str] = Counter()
    for seed in range(100, 124):
        made = answered(seed, accepted=seed % 3 == 2, language="en" if seed % 4 == 3 else "sv")
        total += judged(made, read(made))
    assert total["comment lost"] == 0
    assert total["comment wrong"] == 0
    comments = total["comment right"] + total["comment unsure"]
    assert comments > 200
    assert total["comment right"] >= 0.98 * comments
    for what in ("wording", "removed", "added"):
        right, wrong = total[f"{what} right"], total[f"{what} wrong"]
        assert right >= 0.98 * (right + wrong) > 0
