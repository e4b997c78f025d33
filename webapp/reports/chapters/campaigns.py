"""A campaign as one entry: how many sent it, what they say, what differs, and the answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from webapp.drafts import wording
from webapp.drafts.wording import Fate
from webapp.reports.blocks import Entry, Prose, Senders, Style
from webapp.reports.campaigns import Campaign, ranges
from webapp.reports.chapters.among_staff import among_staff
from webapp.reports.chapters.proposals import proposed, quoted
from webapp.reports.outline import Point
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line, paragraphs

AROUND = 6
"""Words that are left on either side of what differs from the text that most have sent."""


def campaign(each: Campaign, w: Wording) -> Entry:
    """The campaign, where the first of its points stands in the report."""
    first = each.points[0]
    return Entry(
        head=sent_by(each, w),
        meta=" · ".join(filter(None, _meta(each, w))),
        parts=tuple(_parts(each, w)),
        number=line(first.number),
        permalink=line(first.permalink),
        point=True,
    )


def in_words(each: Campaign, w: Wording) -> Iterator[str]:
    """The campaign as paragraphs without colours, for a margin: which points, what they say, whose.

    What is decided on them is not said.
    """
    _ = w.gettext
    numbers = _label("", each.points, w).rstrip(".")
    yield " · ".join(filter(None, (numbers, *_meta(each, w))))
    yield sent_by(each, w)
    yield from paragraphs(each.lead.text)
    for points in each.variants[1:]:
        pieces = differing(each.lead.text, points[0].text)
        same = _label(_("Nearly the same:"), points, w)
        yield f"{same} {''.join(_bracketed(pieces, w))}"
    senders = _senders(each, w)
    yield f"{senders.summary} {senders.text}"


def _bracketed(pieces: Iterable[tuple[str, str]], w: Wording) -> Iterator[str]:
    _ = w.gettext
    forms = {Fate.GONE.value: _("removed:"), Fate.NEW.value: _("added:")}
    for fate, text in pieces:
        yield f"[{forms[fate]} {text}]" if fate in forms else text


def sent_by(each: Campaign, w: Wording) -> str:
    """How many sent it."""
    _ = w.gettext
    persons = w.ngettext("%(num)s private person", "%(num)s private persons", each.persons)
    bodies = w.ngettext("%(num)s body", "%(num)s bodies", each.bodies)
    told = [*([persons] if each.persons else []), *([bodies] if each.bodies else [])]
    return _("Sent by %(senders)s") % {"senders": w.listed(told)}


def _meta(each: Campaign, w: Wording) -> Iterator[str]:
    _ = w.gettext
    is_same = len(each.variants) == 1
    yield _("the same text") if is_same else _("the same text, or nearly")
    yield w.label(each.lead.kind)
    taken = Counter(point.position for point in each.points if point.position)
    stated = [f"{w.label(stance)} {w.number(count)}" for stance, count in taken.items()]
    yield ", ".join(stated)
    if each.elsewhere:
        yield w.ngettext(
            "%(num)s more with this text elsewhere in the report",
            "%(num)s more with this text elsewhere in the report",
            each.elsewhere,
        )


def _parts(each: Campaign, w: Wording) -> Iterator[Prose | Senders]:
    lead, (same, *others) = each.lead, each.variants
    label = _label(w.gettext("Word for word so:"), same, w) if others else ""
    yield from quoted(lead)
    if lead.text:
        yield Prose(
            Style.BODY, paragraphs(lead.text), label=label, language=w.foreign(lead.language)
        )
    yield from proposed(lead, lead.language, w)
    for variant in others:
        yield from _variant(variant, lead, w)
    for points in each.verdicts:
        said = w.assessed(points[0])
        label = said if len(each.verdicts) == 1 else f"{_label('', points, w)} {said}"
        yield Prose(Style.REPLY, paragraphs(points[0].reply), label=label)
    for point in each.points:
        if point.inside:
            yield Prose(Style.NOTE, (), label=_label("", [point], w))
            yield from among_staff(point.inside, w)
    yield _senders(each, w)


def _label(said: str, points: Sequence[Point], w: Wording) -> str:
    """What is said, and of which points."""
    _ = w.gettext
    numbers = ranges(line(point.number) for point in points)
    one, several = _("Point %(number)s"), _("Points %(numbers)s")
    form = one % {"number": numbers} if len(points) == 1 else several % {"numbers": numbers}
    return f"{form}. {said}".strip()


def _variant(points: Sequence[Point], lead: Point, w: Wording) -> Iterator[Prose]:
    """What these say otherwise than most: words that are gone and new, with some around them."""
    _ = w.gettext
    said = points[0]
    pieces = tuple(differing(lead.text, said.text))
    label = _label(_("Nearly the same:"), points, w)
    yield Prose(Style.PROPOSAL, (), label, w.foreign(said.language), pieces)
    yield from (each for each in quoted(said) if said.quote != lead.quote)
    if (said.proposed_wording, said.change) != (lead.proposed_wording, lead.change):
        yield from proposed(said, said.language, w)


def differing(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The pieces of both texts, of which what is alike is shortened to some words around."""
    found = wording.words(clean(old), clean(new))
    for number, each in enumerate(found):
        text = each.text
        if each.fate is Fate.SAME:
            text = _shortened(text, is_first=number == 0, is_last=number == len(found) - 1)
        yield each.fate.value, text


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")  # Beside what differs there is a space, and so an empty word.
    before, after = (0 if is_first else AROUND + 1), (0 if is_last else AROUND + 1)
    if len(words) <= before + after + 1:
        return text
    start, end = words[:before], words[len(words) - after :]
    return " ".join((*start, "[…]", *end))


def _senders(each: Campaign, w: Wording) -> Senders:
    bodies = [point for point in each.points if not point.person]
    persons = [point for point in each.points if point.person]
    number = w.ngettext("%(num)s private person", "%(num)s private persons", each.persons)
    named = [f"{line(point.sender)} ({line(point.number)})" for point in bodies]
    counted = f"{number} ({ranges(line(point.number) for point in persons)})"
    return Senders(
        summary=w.gettext("Who sent it, and the numbers of their points:"),
        items=tuple(
            (line(point.number), "" if point.person else line(point.sender))
            for point in (*bodies, *persons)
        ),
        anonymous=w.gettext("Private person"),
        text="; ".join([*named, *([counted] if persons else [])]) + ".",
    )
