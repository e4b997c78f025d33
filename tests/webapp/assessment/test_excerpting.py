"""What is proposed as points of a letter's own: by its headings, and by the sections it names."""

import uuid

import pytest

from webapp.assessment.excerpting import overlap, proposals
from webapp.responses.filled.finds import ShownSection

ROW = [
    ShownSection(uuid.uuid4(), "1", "Vision", (), ()),
    ShownSection(uuid.uuid4(), "2.1", "Öppna testmiljöer", ("Mål 1, insats 1.2", "Insats 1.2"), ()),
    ShownSection(uuid.uuid4(), "3", "Finansiering", (), ()),
]
OPENING = "Yttrande över strategin\n\nVi tackar för remissen.\n\n"


def read(letter):
    """The number of the section, the heading and the words of each proposal."""
    numbers = {each.key: each.number for each in ROW}
    return [
        (numbers.get(each.section_key), each.heading, each.text)
        for each in proposals(OPENING + letter, ROW)
    ]


def test_what_a_letter_opens_with_is_about_all_of_it():
    assert read("") == []


@pytest.mark.parametrize(
    "letter",
    ["Finansiering\n\nRäcker inte.\n\nMer.", "3 Finansiering\nRäcker inte.\n\nMer."],
    ids=["of its own", "first line"],
)
def test_all_under_a_heading_is_one_until_the_next(letter):
    [found, other] = read(f"{letter}\n\nVision\n\nBra.")
    assert (found[0], found[2]) == ("3", "Räcker inte.\n\nMer.")
    assert other == ("1", "Vision", "Bra.")


@pytest.mark.parametrize("name", ["avsnitt 2.1", "insats 1.2"])
def test_a_paragraph_that_names_a_section_is_one(name):
    said = f"Vi anser att {name} bör utgå helt, av de skäl som vi har nämnt tidigare."
    assert read(f"{said}\n\nHälsningar från oss alla.") == [("2.1", "", said)]


def test_a_heading_that_names_no_section_is_proposed_without_one():
    assert read("Andra frågor\n\nGlöm inte skolan.") == [
        (None, "Andra frågor", "Andra frågor\n\nGlöm inte skolan.")
    ]


def test_a_proposal_is_taken_when_it_or_a_part_on_its_section_is():
    [found] = proposals("Finansiering\n\nRäcker inte.\nMer behövs.", ROW)
    assert found.is_in("Räcker inte. Mer behövs. Med vänlig hälsning", None)
    assert found.is_in("Räcker inte.", ROW[2].key)
    assert not found.is_in("Räcker inte.", ROW[0].key)


def test_a_row_of_a_table_is_no_heading():
    assert read("Insats\tKostnad\n1\t40\n\nRäcker inte.") == []


def test_a_letter_taken_out_is_not_in_every_other_word():
    [found] = proposals("Finansiering\n\nRäcker inte.", ROW)
    assert not found.is_in("e", ROW[2].key)
    assert not overlap("i", "Räcker inte.")
    assert overlap("i", "Stå i skogen.")


def test_passages_overlap_however_their_lines_are_broken():
    assert overlap("ett\ntvå", "noll ett två tre")
    assert overlap("Ett två tre", "två\ntre")
    assert not overlap("Ett två", "två tre")
    assert not overlap("", "två tre")
