"""Keys over edits: random ones with what must always hold, and a heavy real one with figures."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webapp.drafts.figures import keys_over_the_heavy_edit
from tests.webapp.drafts.strategy import heavy_edit, paragraphs, sections
from webapp.drafts import blocks, matching
from webapp.drafts.blocks import BlockKind
from webapp.drafts.weaving import Former, weave

MAJOR = 0.6
"""How much of a text its larger part is, at the least, where a test cuts or joins."""


@dataclass
class Draft:
    """A text being edited, whose every block knows whose key it should keep (None: a new one's)."""

    rows: list[tuple[str, int | None]]
    untouched: set[int]
    gone: set[int] = field(default_factory=set)
    into: dict[int, str] = field(default_factory=dict)
    """The text into which a block went whose key was not kept."""


def _words(text: str, rng: random.Random, share: float) -> str:
    stock = " ".join(paragraphs("sv")).split()
    words = text.split()
    for place in rng.sample(range(len(words)), max(1, int(len(words) * share))):
        words[place] = rng.choice(stock)
    return " ".join(words)


def _edit(draft: Draft, rng: random.Random, spare: list[str]) -> None:
    place = rng.randrange(len(draft.rows))
    text, origin = draft.rows[place]
    step = rng.choice(["insert", "delete", "move", "words", "words", "split", "merge", "swap"])
    if step == "insert" and spare:
        draft.rows.insert(place, (spare.pop(), None))
    elif step in {"move", "swap"}:
        other = rng.randrange(len(draft.rows))
        moved = draft.rows.pop(place)
        draft.rows.insert(other, moved)
    elif origin is None or origin not in draft.untouched or len(draft.rows) == 1:
        return
    elif step == "delete":
        draft.untouched.remove(origin)
        draft.gone.add(origin)
        del draft.rows[place]
    elif step == "words":
        draft.untouched.remove(origin)
        draft.rows[place] = (_words(text, rng, 0.15), origin)
    elif step == "split":
        _cut(draft, place, rng)
    elif step == "merge":
        _join(draft, place, rng)


def _cut(draft: Draft, place: int, rng: random.Random) -> None:
    text, origin = draft.rows[place]
    words = text.split()
    share = rng.uniform(MAJOR, 0.8)
    at = next((n for n in range(len(words)) if len(" ".join(words[:n])) >= share * len(text)), 0)
    if not at:
        return
    parts = [(" ".join(words[:at]), origin), (" ".join(words[at:]), None)]
    draft.untouched.discard(origin)
    draft.rows[place : place + 1] = rng.sample(parts, 2)


def _join(draft: Draft, place: int, rng: random.Random) -> None:
    neighbour = (place + 1) % len(draft.rows)
    (text, origin), (other, another) = draft.rows[place], draft.rows[neighbour]
    if another is None or another not in draft.untouched or origin == another:
        return
    if len(other) > len(text):
        text, origin, other, another = other, another, text, origin
    if len(other) > (1 - MAJOR) / MAJOR * len(text):
        return
    whole = " ".join(rng.sample([text, other], 2))
    draft.untouched -= {origin, another}
    draft.into[another] = whole
    rows = [row for n, row in enumerate(draft.rows) if n not in {place, neighbour}]
    draft.rows = [*rows[:place], (whole, origin), *rows[place:]]


def _drafted(seed: int, size: int, steps: int, language: str = "sv") -> tuple[list[str], Draft]:
    rng = random.Random(seed)  # noqa: S311 nothing is kept secret with it
    stock = rng.sample(paragraphs(language), len(paragraphs(language)))
    before, spare = stock[:size], stock[size:]
    draft = Draft([(text, n) for n, text in enumerate(before)], set(range(size)))
    for _ in range(steps):
        _edit(draft, rng, spare)
    return before, draft


EDITS = given(seed=st.integers(0, 2**32), size=st.integers(1, 40), steps=st.integers(0, 40))


@settings(max_examples=150, deadline=None)
@EDITS
def test_keys_follow_every_edit(seed: int, size: int, steps: int):
    before, draft = _drafted(seed, size, steps)
    found = blocks.match(list(enumerate(before)), [text for text, _ in draft.rows])
    kept = [key for key in found if key is not None]
    assert len(kept) == len(set(kept)), "a key was given twice"
    for (text, origin), key in zip(draft.rows, found, strict=True):
        if origin in draft.untouched:
            assert key == origin, f"unchanged, perhaps moved, and yet another block: {text}"
        elif origin is not None:
            assert key == origin, f"edited, cut or joined, and the key is lost: {text}"
        else:
            assert key is None or key in draft.gone | set(draft.into), f"new, not known: {text}"


@settings(max_examples=50, deadline=None)
@EDITS
def test_the_same_edit_always_gives_the_same_keys(seed: int, size: int, steps: int):
    before, draft = _drafted(seed, size, steps)
    after = [text for text, _ in draft.rows]
    names = [uuid.uuid4() for _ in before]
    first = blocks.match(list(enumerate(before)), after)
    again = blocks.match(list(zip(names, before, strict=True)), after)
    assert [None if key is None else names[key] for key in first] == again


@settings(max_examples=50, deadline=None)
@EDITS
def test_what_was_joined_or_cut_is_known_to_be_kin(seed: int, size: int, steps: int):
    before, draft = _drafted(seed, size, steps)
    after = [text for text, _ in draft.rows]
    kin = matching.kinship(before, after, matching.origins(before, after))
    for old, whole in draft.into.items():
        if whole in after:
            assert old in kin.get(after.index(whole), [])


def _formers(swedish: Sequence[str], english: Sequence[str]) -> list[Former]:
    return [
        Former(uuid.uuid4(), BlockKind.PARAGRAPH, {"sv": sv, "en": en})
        for sv, en in zip(swedish, english, strict=True)
    ]


@settings(max_examples=75, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    size=st.integers(1, 25),
    steps=st.integers(0, 25),
    lead=st.sampled_from(["sv", "en"]),
)
def test_keys_survive_languages_that_are_edited_apart(seed: int, size: int, steps: int, lead: str):
    swedish, one = _drafted(seed, size, steps)
    english, two = _drafted(seed + 1, size, steps, "en")
    former = _formers(swedish, english)
    drafts = {"sv": one, "en": two}
    texts = {
        tag: blocks.split("\n\n".join(text for text, _ in draft.rows))
        for tag, draft in drafts.items()
    }
    row = weave(former, texts, lead=lead)
    keys = [each.key for each in row if each.key]
    assert len(keys) == len(set(keys))
    by_key = {each.key: each for each in row}
    for tag, draft in drafts.items():
        assert sorted(each.texts[tag] for each in row if tag in each.texts) == sorted(
            text.text for text in texts[tag]
        )
        for number in draft.untouched:
            assert by_key[former[number].key].texts[tag] == former[number].texts[tag]


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 25), steps=st.integers(0, 25))
def test_editing_one_language_leaves_the_other_with_its_keys(seed: int, size: int, steps: int):
    swedish, draft = _drafted(seed, size, steps)
    english = paragraphs("en")[:size]
    former = _formers(swedish, english)
    texts = {
        "sv": blocks.split("\n\n".join(text for text, _ in draft.rows)),
        "en": blocks.split("\n\n".join(english)),
    }
    by_key = {each.key: each for each in weave(former, texts, lead="sv")}
    for each in former:
        assert by_key[each.key].texts["en"] == each.texts["en"]


def test_five_hundred_blocks_all_edited_and_in_another_order_keep_their_keys():
    rng = random.Random(7)  # noqa: S311 nothing is kept secret with it
    stock = [*paragraphs("sv"), *paragraphs("en")]
    before = [_words(stock[n % len(stock)], rng, 0.5) for n in range(500)]
    order = rng.sample(range(500), 500)
    found = blocks.match(list(enumerate(before)), [_words(before[n], rng, 0.2) for n in order])
    assert found == order


def test_a_figure_with_the_same_picture_keeps_its_key_whatever_it_is_said_to_show():
    former = [("a", blocks.figure("f" * 32, "Karta")), ("b", blocks.figure("e" * 32, "Kurva"))]
    later = [
        blocks.figure("e" * 32, "Kurvan visar utsläppen per invånare från 2010 till i dag"),
        blocks.figure("f" * 32, "Kurva"),
    ]
    assert blocks.match(former, later) == ["b", "a"]


def test_texts_without_words_are_matched_too():
    assert blocks.match([("a", "—"), ("b", "…"), ("c", "")], ["…", "***", "—"]) == ["b", None, "a"]


class TestTheHeavyEdit:
    """A realistic edit of the demo's strategy: about half of the blocks in its sections."""

    def test_it_is_heavy(self):
        truths = [truth for row in heavy_edit().values() for truth in row]
        former = sum(len(sections()[title]) for title in heavy_edit())
        whole = sum(len(row) for row in sections().values())
        kept = [truth for truth in truths if truth.origin is not None]
        touched = [truth for truth in truths if not truth.untouched]
        assert len(touched) + former - len(kept) > 0.3 * whole

    @pytest.mark.parametrize("whole", [False, True], ids=["section by section", "in one piece"])
    def test_keys_are_kept_right_and_none_wrongly(self, whole: bool):
        figures = keys_over_the_heavy_edit(whole=whole)
        assert figures.wrong == 0
        assert figures.right / figures.blocks >= 0.98

    def test_kinship_is_right_where_it_is_told(self):
        for title, truths in heavy_edit().items():
            before = [block.text for block in sections()[title]]
            after = [truth.text for truth in truths]
            kin = matching.kinship(before, after, matching.origins(before, after))
            for place, others in kin.items():
                assert set(others) <= set(truths[place].others), after[place]
