"""What a saving makes of a section: whole texts typed by two, from the same state."""

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.drafts import blocks, saving
from webapp.drafts.models import SectionKind
from webapp.drafts.saving import Content, Entry
from webapp.drafts.weaving import Former, weave

WORDS = ("skog", "malm", "energi", "vatten", "fjäll", "kust", "stad", "by", "väg", "tåg", "hav")
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=3, max_size=8).map(" ".join)
LIST = st.lists(PARAGRAPH, min_size=1, max_size=3).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
TEXT = st.lists(st.one_of(PARAGRAPH, LIST), max_size=6)


@st.composite
def edited(draw, parts):
    """The parts as someone leaves them: some gone, reworded, new, or in another place."""
    row = [part for part in parts if draw(st.integers(0, 5))]
    row = [part + " till" if not draw(st.integers(0, 3)) else part for part in row]
    for _ in range(draw(st.integers(0, 2))):
        row.insert(draw(st.integers(0, len(row))), draw(PARAGRAPH))
    return draw(st.permutations(row)) if not draw(st.integers(0, 3)) else row


def content(**texts):
    """A section that says these texts, by language, in blocks with keys."""
    parts = {tag: blocks.split("\n\n".join(row)) for tag, row in texts.items()}
    row = weave([], parts, lead="sv")
    formers = (Former(uuid.uuid4(), each.kind, each.texts) for each in row)
    return Content({"sv": "Rubrik"}, SectionKind.PLAIN, tuple(formers))


def typed(**texts):
    joined = {tag: "\n\n".join(row) for tag, row in texts.items()}
    return Entry({"sv": "Rubrik"}, joined, revision=1)


def saved(entry, base, theirs, **chosen):
    return saving.settle(entry, base=base, theirs=theirs, languages=["sv", "en"], **chosen)


def lines(text):
    return set(filter(None, text.split("\n")))


def kept(outcome):
    """What is said afterwards, with keys of its own for what is new."""
    formers = (Former(each.key or uuid.uuid4(), each.kind, each.texts) for each in outcome.row)
    return Content(outcome.titles, outcome.kind, tuple(formers))


@settings(deadline=None)
@given(TEXT, TEXT, st.data())
def test_saving_on_what_is_said_now_says_what_was_typed(swedish, english, data):
    base = content(sv=swedish, en=english)
    entry = typed(sv=data.draw(edited(swedish)), en=data.draw(edited(english)))
    outcome = saved(entry, base, base)
    assert outcome.conflicts == []
    for tag in ("sv", "en"):
        # Two lists that come to stand beside each other are one, and one language has the order.
        said = filter(None, kept(outcome).text(tag).split("\n"))
        assert sorted(said) == sorted(filter(None, entry.texts[tag].split("\n")))


@settings(deadline=None)
@given(TEXT, st.data())
def test_a_second_press_on_save_changes_nothing(swedish, data):
    base = content(sv=swedish)
    entry = typed(sv=data.draw(edited(swedish)), en=[])
    once = kept(saved(entry, base, base))
    again = saved(entry, base, once)
    assert again.conflicts == []
    assert again.says(once)


@settings(deadline=None)
@given(TEXT, TEXT, st.data())
def test_no_text_of_either_writer_is_lost_when_the_safest_is_chosen(swedish, english, data):
    base = content(sv=swedish, en=english)
    rows = [{"sv": data.draw(edited(swedish)), "en": data.draw(edited(english))} for _ in range(2)]
    theirs = kept(saved(typed(**rows[0]), base, base))
    entry = typed(**rows[1])
    first = saved(entry, base, theirs)
    safest = {each.name: each.choices[0] for each in first.conflicts}
    outcome = saved(entry, base, theirs, chosen=safest)
    assert outcome.conflicts == []
    for tag in ("sv", "en"):
        # By line, since two lists that come to stand beside each other are one.
        before, said = lines(base.text(tag)), lines(kept(outcome).text(tag))
        for side in (theirs.text(tag), entry.texts[tag]):
            assert lines(side) - before <= said
