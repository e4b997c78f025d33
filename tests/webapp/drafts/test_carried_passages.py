"""What became of a passage: it is followed by where it stood, and by its words."""

import uuid

from tests.webapp.drafts.test_carrying import ENGLISH, ONE, TWO, block, section
from webapp.drafts import passages
from webapp.drafts.carrying import Anchor, Carried, Carrier, Status
from webapp.drafts.tracing import Doubt

TWICE = "Målet är tio. Vi mäter en gång. Målet är tio. Vi mäter ofta och berättar."


def carry(former, later, words: str, *, at: int = 0) -> Carried:
    """Follow the words of the first block, as they stand from `at` on."""
    there = former[0].blocks[0]
    start = there.text["sv"].index(words, at)
    passage = passages.of(there.text["sv"], start, start + len(words))
    assert passage
    anchor = Anchor(former[0].key, there.key, words, "sv", passage)
    return Carrier(former, later).carry(anchor)


def test_words_that_stand_twice_are_those_that_were_chosen():
    key, home = uuid.uuid4(), uuid.uuid4()
    former = [section(block(TWICE, key=key), key=home)]
    changed = TWICE.replace("Vi mäter ofta", "Vi mäter sällan").replace(
        "gång. Målet är tio", "gång. Målet är elva"
    )
    later = [section(block(changed, key=key), key=home)]
    assert carry(former, later, "Målet är tio.").status is Status.UNCHANGED
    assert carry(former, later, "Målet är tio.", at=5).status is Status.CHANGED


def test_of_a_text_that_was_split_the_passage_is_where_its_words_are():
    key, home = uuid.uuid4(), uuid.uuid4()
    former = [section(block(f"{ONE} {TWO}", key=key), key=home)]
    rest = block(TWO)
    later = [section(block(ONE, key=key), key=home), section(rest, title="Transporter")]
    said = carry(former, later, "tågen går sällan i tid på vintern")
    assert said.block_key == rest.key
    assert [heading.title for heading in said.later] == ["Transporter"]
    assert said.moved
    assert carry(former, later, "skog och metaller").block_key == key


def test_a_passage_whose_block_is_gone_is_looked_for_by_its_own_words():
    former = [section(block(f"Kort. {TWO}"))]
    kept = "tågen går sällan i tid på vintern mellan kusten"
    later = [
        section(
            block(
                f"Helt annat om skogsbruk och rennäring, men {kept} sägs det nu av en annan part."
            )
        )
    ]
    said = carry(former, later, kept)
    assert said.doubt is Doubt.FAINT
    assert said.block_key == later[0].blocks[0].key


def test_a_passage_that_nobody_says_any_more_is_gone():
    former, later = [section(block(TWO))], [section(block(ONE))]
    assert carry(former, later, "tågen går sällan i tid på vintern").status is Status.GONE


def test_a_passage_is_followed_in_its_own_language():
    key, home = uuid.uuid4(), uuid.uuid4()
    former = [section(block(ONE, en=ENGLISH, key=key), key=home)]
    later = [section(block(ONE, en=ENGLISH.replace("strong", "few"), key=key), key=home)]
    passage = passages.of(ENGLISH, 15, 35)
    assert passage
    anchor = Anchor(home, key, passage.exact, "en", passage)
    assert Carrier(former, later).carry(anchor).status is Status.CHANGED
