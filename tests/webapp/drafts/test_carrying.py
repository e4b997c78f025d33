"""What became of the text that a comment is on: a labelled set of edits, and the corners of it."""

import uuid
from collections import Counter

import pytest

from tests.webapp.drafts.figures import HELD_OUT, comments
from tests.webapp.drafts.labelled import Block, Section, by_hand, scripted
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.carrying import Anchor, Carrier, Status
from webapp.drafts.tracing import Doubt

ONE = "Länet har starka miljöer för forskning om skog och metaller, och de ska växa."
TWO = "Avstånden är långa, och tågen går sällan i tid på vintern mellan kusten och inlandet."
ENGLISH = "The county has strong environments for research on forests and metals."


def block(text: str = "", *, en: str = "", key: uuid.UUID | None = None) -> Block:
    texts = {tag: words for tag, words in (("sv", text), ("en", en)) if words}
    kind = blocks.split(text or en)[0].kind
    return Block(key or uuid.uuid4(), kind, texts)


def section(*parts: Block, title: str = "Bakgrund", key: uuid.UUID | None = None) -> Section:
    return Section(key or uuid.uuid4(), None, "1", {"sv": title}, list(parts))


def carry(former: list[Section], later: list[Section], quote: str = "", language: str = "sv"):
    first = former[0]
    anchor = Anchor(first.key, first.blocks[0].key, quote, language)
    return Carrier(former, later).carry(anchor)


class TestTheLabelledSet:
    """Every kind of edit, in Swedish and English, many at once, with the truth about each."""

    def test_it_is_large_and_has_every_kind(self):
        names = Counter(verdict.case.name for verdict in scripted())
        assert len(names) >= 45
        assert min(names.values()) >= 5
        statuses = Counter(verdict.case.status for verdict in scripted())
        assert all(statuses[each] >= 40 for each in Status if each is not Status.WHOLE)

    @pytest.mark.parametrize(
        "verdicts",
        [by_hand, scripted, lambda: scripted(HELD_OUT, 10)],
        ids=["by hand", "by script", "by script, held out"],
    )
    def test_98_in_100_are_right_and_none_is_silently_wrong(self, verdicts):
        found = list(verdicts())
        figures = comments(found)
        wrong = [(each.case.name, each.said.status) for each in found if not each.right]
        assert figures.right / figures.cases >= 0.98, wrong
        assert figures.silently_wrong == 0, wrong

    def test_few_are_said_to_be_uncertain(self):
        figures = comments(scripted())
        assert figures.doubtful / figures.cases <= 0.1


def test_a_comment_on_the_whole_document_is_on_no_text():
    assert Carrier([], []).carry(Anchor(None)).status is Status.WHOLE


def test_an_anchor_that_its_own_version_lacks_is_doubtful():
    said = Carrier([section()], []).carry(Anchor(uuid.uuid4(), None, "Ord."))
    assert (said.status, said.doubt, said.before) == (Status.GONE, Doubt.FAINT, "Ord.")
    there = section(block(ONE))
    said = Carrier([there], [there]).carry(Anchor(there.key, uuid.uuid4(), "Ord."))
    assert (said.status, said.doubt) == (Status.GONE, Doubt.FAINT)


def test_a_text_that_lost_its_key_is_found_by_its_words():
    said = carry([section(block(ONE), title="Ett")], [section(block(ONE), title="Två")])
    assert said.status is Status.MOVED
    assert [heading.title for heading in said.later] == ["Två"]


def test_a_key_that_says_something_else_is_not_followed_in_silence():
    was = block(ONE)
    said = carry([section(was)], [section(block(TWO, key=was.key))])
    assert (said.status, said.doubt, said.instead) == (Status.GONE, Doubt.REPLACED, TWO)


def test_words_that_stand_elsewhere_are_found_though_the_key_says_something_else():
    was = block(ONE)
    home = section(was)
    later = [section(block(TWO, key=was.key), key=home.key), section(block(ONE), title="Ny")]
    said = carry([home], later)
    assert (said.status, said.later[0].title) == (Status.MOVED, "Ny")


def test_an_equal_text_that_was_there_before_is_not_where_it_went():
    home, other = section(block(ONE)), section(block(ONE), title="Annat")
    assert carry([home, other], [section(key=home.key), other]).status is Status.GONE


def test_the_same_words_in_several_new_places_are_doubtful():
    later = [section(block(ONE), title="Ett"), section(block(ONE), title="Två")]
    said = carry([section(block(ONE))], later)
    assert (said.status, said.doubt) == (Status.MOVED, Doubt.SEVERAL)


def test_a_text_that_stands_in_another_language_only_is_said_to():
    was = block(ONE, en=ENGLISH)
    said = carry([section(was)], [section(block(en=ENGLISH, key=was.key))])
    assert (said.status, said.doubt, said.instead) == (Status.GONE, Doubt.LANGUAGE, ENGLISH)


def test_the_language_is_that_of_the_words_that_were_quoted():
    was = block(ONE, en=ENGLISH)
    later = [section(block(TWO, en=ENGLISH, key=was.key))]
    said = carry([section(was)], later, quote=ENGLISH, language="sv")
    assert (said.status, said.language) == (Status.MOVED, "en")


def test_another_picture_with_the_same_words_is_a_change():
    was = block(blocks.figure("a" * 32, "Karta"))
    home = section(was)
    now = block(blocks.figure("b" * 32, "Karta"), key=was.key)
    said = carry([home], [section(now, key=home.key)])
    assert said.status is Status.CHANGED
    assert said.before != said.after
    whole = Carrier([home], [section(now, key=home.key)]).carry(Anchor(home.key))
    assert whole.status is Status.CHANGED


def test_a_quoted_sentence_is_unchanged_only_while_all_of_it_is():
    first, second = "Stödet är högst 75 000 kronor.", "Det betalas ut i förskott varje år."
    was = block(f"{first} {second}")
    home = section(was)

    def after(text: str, quote: str) -> Status:
        return carry([home], [section(block(text, key=was.key), key=home.key)], quote).status

    assert after(f"{first} Det betalas inte ut i förskott varje år.", first) is Status.UNCHANGED
    assert after(f"Det är sällan så: {first} {second}", first) is Status.CHANGED
    assert (
        after(f"{first} Det betalas inte ut i förskott varje år.", "i förskott") is Status.CHANGED
    )
    assert after(f"Inte så att {first.lower()} {second}", second) is Status.UNCHANGED


def test_a_soft_hyphen_and_a_composed_letter_are_not_seen():
    was = block("Forsknings\N{SOFT HYPHEN}anlaggning med a\N{COMBINING RING ABOVE}r av erfarenhet.")
    home = section(was)
    now = block("Forskningsanlaggning med år av erfarenhet.", key=was.key)
    assert carry([home], [section(now, key=home.key)]).status is Status.UNCHANGED


def test_a_section_that_came_in_another_file_is_known_by_its_text():
    home = section(block(ONE), block(TWO))
    later = [section(block(ONE), block(TWO), title="Bakgrund")]
    said = Carrier([home], later).carry(Anchor(home.key))
    assert (said.status, said.later[0].key) == (Status.MOVED, later[0].key)


def test_a_section_whose_text_went_elsewhere_is_doubtful():
    home, moved = section(block(ONE), block(TWO)), section(title="Ny plats")
    later = [section(block("Något annat helt och hållet."), key=home.key), moved]
    moved.blocks = home.blocks
    said = Carrier([home], later).carry(Anchor(home.key))
    assert (said.status, said.doubt) == (Status.CHANGED, Doubt.FAINT)


def test_kinds_are_told_apart_by_their_words_alone():
    was = block("- skog och malm\n- fisk och vilt")
    assert was.kind is BlockKind.LIST
    home = section(was)
    now = block("skog och malm fisk och vilt", key=was.key)
    assert carry([home], [section(now, key=home.key)]).status is Status.UNCHANGED
