"""Comments on the demo's strategy, edits of the text, and what became of each comment's text.

Rounds of edits are made by a script with a fixed seed: in each, every section is edited in one of
the ways below, in Swedish or English, and saved as a writer's text is. Since many edits are made at
once, each must be told from the noise of the others.
"""

import random
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from tests.webapp.drafts.strategy import ROOT, heavy_edit, sections
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind, BlockText
from webapp.drafts.carrying import Anchor, Carried, Carrier, Status
from webapp.drafts.weaving import Former, weave

ROUNDS = 12
LANGUAGES = ("sv", "en")


@dataclass
class Block:
    """A block of a version."""

    key: uuid.UUID
    kind: BlockKind
    text: dict[str, str]


@dataclass
class Section:
    """A section of a version."""

    key: uuid.UUID
    parent_key: uuid.UUID | None
    number: str
    title: dict[str, str]
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A comment, and the truth about its text. `after`: its words now. `home`: its section now.

    `flagged`: also right is to say that it is gone, or changed, with a doubt that a person sees.
    """

    name: str
    anchor: Anchor
    status: Status
    after: str | None = None
    home: uuid.UUID | None = None
    flagged: bool = False


@dataclass(frozen=True)
class Verdict:
    """What was said about a case, and whether it is right."""

    case: Case
    said: Carried
    right: bool

    @property
    def silently_wrong(self) -> bool:
        """Wrong, and not said to be uncertain."""
        return not self.right and self.said.doubt is None


def plain(text: str) -> str:
    return " ".join(blocks.plain(text).split())


@cache
def _parsed() -> Sequence[tuple[int, dict[str, str], list[Block]]]:
    """The strategy in both languages: level, titles and blocks of each section."""
    both = []
    for language in LANGUAGES:
        text = (ROOT / "demo" / f"strategy.{language}.md").read_text(encoding="utf-8")
        text = re.sub(r"\]\(figures/[^)]+\)", f"](image:{'f' * 32})", text)
        _, *parts = re.split(r"^(#+) (.*)$", text, flags=re.MULTILINE)
        both.append(list(zip(parts[::3], parts[1::3], parts[2::3], strict=True)))
    rows = []
    for (marks, sv, text), (_, en, english) in zip(*both, strict=True):
        pairs = zip(blocks.split(text), blocks.split(english), strict=True)
        made = [
            Block(uuid.uuid4(), one.kind, {"sv": one.text, "en": two.text}) for one, two in pairs
        ]
        rows.append((max(1, len(marks) - 1), {"sv": sv, "en": en}, made))
    return rows[1:]


def strategy() -> list[Section]:
    """The strategy as a version, with a tree and numbers."""
    row: list[Section] = []
    path: list[Section] = []
    counts = [0] * 6
    for level, title, made in _parsed():
        counts[level - 1] += 1
        counts[level:] = [0] * (6 - level)
        path = path[: level - 1]
        number = ".".join(map(str, counts[:level]))
        section = Section(
            uuid.uuid4(), path[-1].key if path else None, number, dict(title),
            [Block(each.key, each.kind, dict(each.text)) for each in made],
        )  # fmt: skip
        row.append(section)
        path.append(section)
    return row


class Edit:
    """One round: the former version, the texts as they are being edited, and the cases so far."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 nothing is kept secret with it
        self.former = strategy()
        self.titles = {each.key: dict(each.title) for each in self.former}
        self.order = [each.key for each in self.former]
        self.parents = {each.key: each.parent_key for each in self.former}
        self.texts = {
            (each.key, tag): [block.text[tag] for block in each.blocks]
            for each in self.former
            for tag in LANGUAGES
        }
        self.loose = [
            each for each in self.former
            if each.blocks and not any(other.parent_key == each.key for other in self.former)
        ]  # fmt: skip
        self.rng.shuffle(self.loose)
        self.cases: list[Case] = []

    def take(self, fits: Callable[[Block], bool]) -> tuple[Section, int] | None:
        """A section not yet edited with a block that fits, and the block's place in it."""
        for section in self.loose:
            places = [n for n, block in enumerate(section.blocks) if fits(block)]
            if places:
                self.loose.remove(section)
                return section, self.rng.choice(places)
        return None

    def say(
        self, name: str, section: Section, place: int | None, tag: str, status: Status, **truth
    ) -> None:
        """Note a case: a comment on the block at `place`, or on the section."""
        block = None if place is None else section.blocks[place]
        quote = truth.pop("quote", plain(block.text[tag]) if block else "")
        anchor = Anchor(section.key, block.key if block else None, quote, tag)
        truth.setdefault("home", None if status is Status.GONE else section.key)
        self.cases.append(Case(name, anchor, status, **truth))

    def later(self) -> list[Section]:
        """The version that the edits make."""
        former = {each.key: each for each in self.former}
        return [
            Section(
                key, self.parents[key], str(number), self.titles[key],
                self._woven(key, former[key].blocks if key in former else ()),
            )
            for number, key in enumerate(self.order, 1)
        ]  # fmt: skip

    def _woven(self, key: uuid.UUID, before: Sequence[Block]) -> list[Block]:
        old = [Former(block.key, block.kind, block.text) for block in before]
        texts: dict[str, Sequence[BlockText]] = {
            tag: blocks.split("\n\n".join(self.texts.get((key, tag), ()))) for tag in LANGUAGES
        }
        said = {tag: [block.text[tag] for block in before] for tag in LANGUAGES}
        lead = next((t for t in LANGUAGES if [p.text for p in texts[t]] != said[t]), "sv")
        return [
            Block(each.key or uuid.uuid4(), each.kind, each.texts)
            for each in weave(old, texts, lead=lead)
        ]


def _prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(_sentences(block.text["sv"])) >= 3


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) +", text)


def _is(kind: BlockKind) -> Callable[[Block], bool]:
    return lambda block: block.kind is kind


def _any(block: Block) -> bool:
    return block.kind is not BlockKind.FIGURE and len(block.text["sv"].split()) >= 12


Words = Callable[[str, str, random.Random], str]
"""An edit of one text's words: the text, its language, and chance."""


def _synonyms(text: str, tag: str, _rng: random.Random) -> str:
    swaps = {
        "sv": [("och", "samt"), ("också", "även"), ("mycket", "väldigt"), ("ska", "skall"),
               ("företag", "bolag"), ("finns", "förekommer"), ("för att", "i syfte att")],
        "en": [("and", "as well as"), ("also", "moreover"), ("the", "that"), ("is", "remains")],
    }  # fmt: skip
    for old, new in swaps[tag]:
        text = re.sub(rf"\b{old}\b", new, text, count=2)
    return text


def _number(text: str, _tag: str, _rng: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 5), text, count=1)


def _negation(text: str, tag: str, _rng: random.Random) -> str:
    verb, no = ("är|ska|kan|har|behöver", "inte") if tag == "sv" else ("is|are|can|will", "not")
    return re.sub(rf"\b({verb})\b", rf"\1 {no}", text, count=1)


def _punctuation(text: str, _tag: str, _rng: random.Random) -> str:
    return text.replace(", ", " ", 1) if ", " in text else text.rstrip(".") + "!"


def _reordered(text: str, _tag: str, _rng: random.Random) -> str:
    first, *rest = _sentences(text)
    return " ".join([*rest, first])


def _cut_sentence(text: str, _tag: str, rng: random.Random) -> str:
    parts = _sentences(text)
    del parts[rng.randrange(len(parts))]
    return " ".join(parts)


def _added_sentence(text: str, tag: str, _rng: random.Random) -> str:
    said = {
        "sv": "Detta följs upp varje år av en oberoende granskare som utses av fullmäktige.",
        "en": "This is followed up each year by an independent reviewer whom the council appoints.",
    }
    return f"{text} {said[tag]}"


def _typo(text: str, _tag: str, rng: random.Random) -> str:
    words = text.split(" ")
    place = rng.choice([n for n, word in enumerate(words) if word.isalpha() and len(word) > 4])
    words[place] = words[place][:-1]
    return " ".join(words)


def _first_clause_rewritten(text: str, tag: str, _rng: random.Random) -> str:
    said = {"sv": "Efter remissen har vi tänkt om på den här punkten.",
            "en": "After the consultation we have thought again on this point."}  # fmt: skip
    _, *rest = _sentences(text)
    return " ".join([said[tag], *rest])


CHANGES: dict[str, Words] = {
    "light copy edit": _synonyms,
    "number only": _number,
    "negation": _negation,
    "punctuation only": _punctuation,
    "sentences in another order": _reordered,
    "a sentence removed": _cut_sentence,
    "a sentence added": _added_sentence,
    "a letter": _typo,
    "the first sentence rewritten": _first_clause_rewritten,
}


def _change(edit: Edit, name: str, tag: str) -> None:
    changed: Words = CHANGES[name]

    def fits(block: Block) -> bool:
        text = block.text[tag]
        same = plain(changed(text, tag, random.Random(1))) == plain(text)  # noqa: S311
        return _prose(block) and not same

    if taken := edit.take(fits):
        section, place = taken
        text = changed(section.blocks[place].text[tag], tag, edit.rng)
        edit.texts[section.key, tag][place] = text
        edit.say(name, section, place, tag, Status.CHANGED, after=plain(text))
        for other in range(len(section.blocks)):
            if other != place:
                edit.say(f"beside: {name}", section, other, tag, Status.UNCHANGED)
                break


def _unseen(edit: Edit, tag: str) -> None:
    if taken := edit.take(_prose):
        section, place = taken
        text = section.blocks[place].text[tag]
        edit.texts[section.key, tag][place] = text.replace(" ", "  ", 3).replace(". ", ".\n", 1)
        edit.say("white space only", section, place, tag, Status.UNCHANGED)
    if taken := edit.take(_prose):
        section, place = taken
        first, rest = section.blocks[place].text[tag].split(" ", 1)
        edit.texts[section.key, tag][place] = f"**{first.strip('*')}** {rest}"
        edit.say("emphasis only", section, place, tag, Status.UNCHANGED)


def _moved_within(edit: Edit, tag: str) -> None:
    for section in edit.loose:
        if len(section.blocks) >= 3 and all(_any(block) for block in section.blocks):
            edit.loose.remove(section)
            for each in LANGUAGES:
                row = edit.texts[section.key, each]
                row.append(row.pop(0))
            edit.say("moved within the section", section, 0, tag, Status.MOVED)
            edit.say("stays where others move", section, 1, tag, Status.UNCHANGED)
            return


def _moved_to_another(edit: Edit, tag: str, *, edited: bool = False) -> None:
    if (taken := edit.take(_prose)) and (other := edit.take(_any)):
        section, place = taken
        for each in LANGUAGES:
            text = edit.texts[section.key, each].pop(place)
            text = _synonyms(text, each, edit.rng) if edited else text
            edit.texts[other[0].key, each].append(text)
        after = plain(edit.texts[other[0].key, tag][-1])
        changed = after != plain(section.blocks[place].text[tag])
        edit.say(
            "moved to another section and edited" if edited else "moved to another section",
            section, place, tag, Status.CHANGED if changed else Status.MOVED,
            after=after, home=other[0].key,
        )  # fmt: skip


def _split(edit: Edit, tag: str, *, late: bool) -> None:
    if taken := edit.take(_prose):
        section, place = taken
        for each in LANGUAGES:
            parts = _sentences(edit.texts[section.key, each][place])
            at = len(parts) - 1 if late else 1
            edit.texts[section.key, each][place : place + 1] = [
                " ".join(parts[:at]), " ".join(parts[at:]),
            ]  # fmt: skip
        after = plain(section.blocks[place].text[tag])
        edit.say("split", section, place, tag, Status.CHANGED, after=after)


def _merged(edit: Edit, tag: str) -> None:
    for section in edit.loose:
        pairs = pairwise(section.blocks)
        fits = [n for n, pair in enumerate(pairs) if all(_prose(block) for block in pair)]
        place = next(iter(fits), None)
        if place is not None:
            edit.loose.remove(section)
            for each in LANGUAGES:
                row = edit.texts[section.key, each]
                row[place : place + 2] = [f"{row[place]} {row[place + 1]}"]
            after = plain(edit.texts[section.key, tag][place])
            edit.say("merged", section, place, tag, Status.CHANGED, after=after)
            edit.say("merged", section, place + 1, tag, Status.CHANGED, after=after)
            return


def _list(edit: Edit, tag: str) -> None:
    if taken := edit.take(_is(BlockKind.LIST)):
        section, place = taken
        text = section.blocks[place].text[tag]
        items = [each.strip() for each in re.split(r"^\s*(?:-|\d+\.) ", text, flags=re.MULTILINE)]
        edit.texts[section.key, tag][place] = " ".join(f"{item.rstrip('.')}." for item in items[1:])
        after = plain(edit.texts[section.key, tag][place])
        same = after == plain(text)
        status = Status.UNCHANGED if same else Status.CHANGED
        edit.say("list to paragraph", section, place, tag, status, after=after)
    if taken := edit.take(_is(BlockKind.LIST)):
        section, place = taken
        lines = section.blocks[place].text[tag].split("\n")
        edit.texts[section.key, tag][place] = "\n".join(lines[:-1])
        after = plain("\n".join(lines[:-1]))
        edit.say("list item removed", section, place, tag, Status.CHANGED, after=after)


def _table(edit: Edit, tag: str) -> None:
    if taken := edit.take(_has_numbers):
        section, place = taken
        lines = section.blocks[place].text[tag].split("\n")
        lines[-1] = _number(lines[-1], tag, edit.rng)
        edit.texts[section.key, tag][place] = "\n".join(lines)
        after = plain("\n".join(lines))
        edit.say("table cell", section, place, tag, Status.CHANGED, after=after)
    if taken := edit.take(_is(BlockKind.TABLE)):
        section, place = taken
        text = section.blocks[place].text[tag].rsplit("\n", 1)[0]
        edit.texts[section.key, tag][place] = text
        edit.say("table row removed", section, place, tag, Status.CHANGED, after=plain(text))


def _has_numbers(block: Block) -> bool:
    last = block.text["sv"].split("\n")[-1]
    return block.kind is BlockKind.TABLE and any(sign.isdigit() for sign in last)


def _figure(edit: Edit, tag: str) -> None:
    if taken := edit.take(_is(BlockKind.FIGURE)):
        section, place = taken
        old = section.blocks[place].text[tag]
        new = re.sub(r"image:\w+", f"image:{'c' * 32}", old)
        edit.texts[section.key, tag][place] = new
        edit.say("another picture", section, place, tag, Status.CHANGED)


def _deleted(edit: Edit, tag: str) -> None:
    if taken := edit.take(_any):
        section, place = taken
        for each in LANGUAGES:
            del edit.texts[section.key, each][place]
        edit.say("deleted", section, place, tag, Status.GONE)


def _deleted_boilerplate(edit: Edit, tag: str) -> None:
    lead = {"sv": "håller ihop", "en": "together"}[tag]
    if taken := edit.take(lambda block: lead in block.text[tag] and len(block.text[tag]) < 110):
        section, place = taken
        for each in LANGUAGES:
            del edit.texts[section.key, each][place]
        edit.say("deleted, its like stands elsewhere", section, place, tag, Status.GONE)


SPARE = {
    "sv": [
        "Båttrafiken till öarna upphandlas på nytt när isen har gått, med plats för fler cyklar.",
        "Arkiven digitaliseras i den takt som anslaget medger, äldst först.",
        "Hundar hålls kopplade mellan mars och augusti, utom där skyltar säger annat.",
    ],
    "en": [
        "The ferries to the islands are procured anew when the ice has gone, with more bicycles.",
        "Archives are digitised as fast as the grant allows, the oldest coming first.",
        "Dogs are kept on a lead from March to August, except where signs say otherwise.",
    ],
}


def _reused(edit: Edit, tag: str) -> None:
    """One language is replaced by something else; the other stays, and with it the key."""
    if taken := edit.take(_prose):
        section, place = taken
        edit.texts[section.key, tag][place] = edit.rng.choice(SPARE[tag])
        edit.say("replaced by another text", section, place, tag, Status.GONE)


def _translated(edit: Edit, tag: str) -> None:
    other = "en" if tag == "sv" else "sv"
    if taken := edit.take(_prose):
        section, place = taken
        edit.texts[section.key, tag][place] = section.blocks[place].text[other]
        edit.say("written in the other language", section, place, tag, Status.GONE, flagged=True)
    if taken := edit.take(_prose):
        section, place = taken
        edit.texts[section.key, other][place] = _synonyms(
            section.blocks[place].text[other], other, edit.rng
        )
        edit.say("only the translation edited", section, place, tag, Status.UNCHANGED)


def _copied(edit: Edit, tag: str) -> None:
    if (taken := edit.take(_prose)) and (other := edit.take(_any)):
        section, place = taken
        for each in LANGUAGES:
            edit.texts[other[0].key, each].append(section.blocks[place].text[each])
        edit.say("copied, and stays", section, place, tag, Status.UNCHANGED)


def _passages(edit: Edit, tag: str) -> None:
    if taken := edit.take(_prose):
        section, place = taken
        first, second, *rest = _sentences(section.blocks[place].text[tag])
        text = " ".join([_typo(first, tag, edit.rng), second, *rest])
        edit.texts[section.key, tag][place] = text
        words = plain(second)
        edit.say("words beside the edit", section, place, tag, Status.UNCHANGED, quote=words)
        words = " ".join(plain(first).split()[:3])
        after = plain(text)
        edit.say("words in the edit", section, place, tag, Status.CHANGED, quote=words, after=after)


def _sections(edit: Edit, tag: str) -> None:
    """A heading renamed, a section put into another, one deleted, one moved in the tree."""
    if taken := edit.take(_prose):
        section, place = taken
        edit.titles[section.key] = {"sv": "En ny rubrik", "en": "A new heading"}
        edit.say("heading renamed", section, place, tag, Status.UNCHANGED)
        edit.say("heading renamed: the section", section, None, tag, Status.CHANGED)
    if (taken := edit.take(_prose)) and (other := edit.take(_any)):
        section, place = taken
        for each in LANGUAGES:
            edit.texts[other[0].key, each] += edit.texts[section.key, each]
        edit.order.remove(section.key)
        edit.say("section put into another", section, place, tag, Status.MOVED, home=other[0].key)
        edit.say(
            "section put into another: the section", section, None, tag, Status.CHANGED,
            home=other[0].key,
        )  # fmt: skip
    if taken := edit.take(_prose):
        section, place = taken
        edit.order.remove(section.key)
        edit.say("section deleted", section, place, tag, Status.GONE)
        edit.say("section deleted: the section", section, None, tag, Status.GONE)
    if taken := edit.take(_prose):
        section, place = taken
        edit.order.remove(section.key)
        edit.order.append(section.key)
        edit.parents[section.key] = None
        edit.say("section moved", section, place, tag, Status.MOVED)
        edit.say("section moved: the section", section, None, tag, Status.MOVED)


STEPS: Sequence[Callable[[Edit, str], None]] = (
    *(lambda edit, tag, name=name: _change(edit, name, tag) for name in CHANGES),
    _unseen, _moved_within, _moved_to_another,
    lambda edit, tag: _moved_to_another(edit, tag, edited=True),
    lambda edit, tag: _split(edit, tag, late=False),
    lambda edit, tag: _split(edit, tag, late=True),
    _merged, _list, _table, _figure, _deleted, _deleted_boilerplate, _reused, _translated,
    _copied, _passages, _sections,
)  # fmt: skip


def scripted(first: int = 0, rounds: int = ROUNDS) -> Iterator[Verdict]:
    """The verdicts on every case of so many rounds, of which the first has this seed."""
    for number in range(first, first + rounds):
        edit = Edit(number)
        tag = LANGUAGES[number % 2]
        for step in edit.rng.sample(STEPS, len(STEPS)):
            step(edit, tag)
        carrier = Carrier(edit.former, edit.later())
        for case in edit.cases:
            yield judge(case, carrier.carry(case.anchor))


def by_hand() -> Iterator[Verdict]:
    """The verdicts on each block of the sections of the heavy edit, which a person wrote."""
    former = strategy()
    later = strategy()
    titles = {
        title: place for place, (_, names, _) in enumerate(_parsed()) for title in [names["sv"]]
    }
    for number, section in enumerate(later):
        section.key = former[number].key
        section.parent_key = former[number].parent_key
    cases: list[Case] = []
    for title, truths in heavy_edit().items():
        section = former[titles[title]]
        old = [Former(block.key, block.kind, {"sv": block.text["sv"]}) for block in section.blocks]
        woven = weave(old, {"sv": blocks.split("\n\n".join(t.text for t in truths))}, lead="sv")
        later[titles[title]].blocks = [
            Block(each.key or uuid.uuid4(), each.kind, each.texts) for each in woven
        ]
        cases += _cases_by_hand(section, truths, title)
    carrier = Carrier(former, later)
    for case in cases:
        yield judge(case, carrier.carry(case.anchor))


def _cases_by_hand(section: Section, truths, title: str) -> Iterator[Case]:
    kept = [truth.origin for truth in truths if truth.origin is not None]
    for place, block in enumerate(sections()[title]):
        quote = plain(block.text)
        anchor = Anchor(section.key, section.blocks[place].key, quote, "sv")
        own = [truth for truth in truths if truth.origin == place]
        parts = [truth for truth in truths if place in truth.others]
        name = f"by hand: {title}"
        if not own and not parts:
            yield Case(name, anchor, Status.GONE)
        elif own and own[0].untouched:
            stays = kept == sorted(kept)
            status = Status.UNCHANGED if stays else None
            yield Case(name, anchor, status or Status.MOVED, home=section.key)
        else:
            yield Case(name, anchor, Status.CHANGED, home=section.key)


def judge(case: Case, said: Carried) -> Verdict:
    """Whether what was said of the case is right."""
    status = said.status is case.status
    in_order = {said.status, case.status} == {Status.UNCHANGED, Status.MOVED}
    if case.name.startswith("by hand") and in_order and case.status is Status.MOVED:
        status = True  # Which of two that changed places has moved is a matter of taste.
    home = case.home is None or case.home in {heading.key for heading in said.later}
    words = case.after is None or " ".join(said.after.split()) == case.after
    flagged = case.flagged and said.doubt is not None and said.status is Status.CHANGED
    return Verdict(case, said, (status and home and words) or flagged)
