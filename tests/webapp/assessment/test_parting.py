"""What of a paragraph's difference each point led to."""

from dataclasses import dataclass

import pytest

from webapp.assessment.parting import own
from webapp.drafts.blocks import BlockKind

SENT = "Senast *2030* ska länet ha tio nya testmiljöer."
"""What was sent out."""


@dataclass
class Made:
    """One change of a point."""

    before: dict[str, str]
    after: dict[str, str]
    language: str = "sv"


def made(before, after):
    return Made({"sv": before} if before else {}, {"sv": after} if after else {})


def told(changes, later, former=SENT):
    found = own(changes, BlockKind.PARAGRAPH, {"sv": former}, {"sv": later})
    return found and (found.before, found.after)


YEAR = SENT.replace("2030", "2035")
BOTH = YEAR.replace("tio", "elva")
PLAIN = SENT.replace("*", "")


def test_each_of_two_points_has_its_own_words():
    assert told([made(SENT, YEAR)], BOTH) == (PLAIN, PLAIN.replace("2030", "2035"))
    assert told([made(YEAR, BOTH)], BOTH) == (PLAIN, PLAIN.replace("tio", "elva"))


def test_what_one_point_changed_in_two_goes_is_one():
    later = BOTH.replace("länet", "regionen")
    [first, second] = made(SENT, YEAR), made(BOTH, later)
    mine = "Senast 2035 ska regionen ha tio nya testmiljöer."
    assert told([first, second], later) == (PLAIN, mine)


@pytest.mark.parametrize(
    "later",
    [
        SENT.replace("2030", "2040"),  # The same words were changed again.
        SENT.replace("tio", "elva"),  # They were changed back.
        "Något helt annat står här nu.",
    ],
)
def test_words_that_do_not_stand_in_the_end_are_not_shown(later):
    assert told([made(SENT, YEAR)], later) is None


def test_a_point_that_changed_another_s_words_cannot_be_told_apart():
    later = SENT.replace("2030", "2040")
    assert told([made(YEAR, later)], later) is None


def test_a_new_paragraph_and_one_that_is_gone():
    assert told([made("", "Ett nytt stycke.")], "Ett nytt stycke.", former="") == (
        "",
        "Ett nytt stycke.",
    )
    assert told([made(SENT, "")], "") == (PLAIN, "")
    assert told([made("", "Ett nytt stycke.")], "Helt andra ord.", former="") is None


def test_marks_alone_are_no_words():
    assert told([made(SENT, PLAIN)], PLAIN) is None


def test_it_is_in_the_language_that_the_point_changed():
    change = Made({"sv": SENT, "en": "Ten."}, {"sv": SENT, "en": "Eleven."}, "en")
    found = own([change], BlockKind.PARAGRAPH, {"sv": SENT, "en": "Ten."}, {"en": "Eleven."})
    assert (found.before, found.after, found.language) == ("Ten.", "Eleven.", "en")
