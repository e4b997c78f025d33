"""When two names are one body's: spelling, genitive, legal form, and lost dots and rings."""

import re
import unicodedata
from dataclasses import dataclass

_LEGAL_FORMS = frozenset({"ab", "aktiebolag", "aktiebolaget", "hb", "handelsbolag", "kb"})
_COOPERATIVE = re.compile(r"\b(ekonomisk förening|ek\.? ?för\.?)(?=\W|$)")
_ABBREVIATION = re.compile(r"\((?:publ|[A-ZÅÄÖ]{2,6})\)")
_BETWEEN = frozenset({"i", "på", "län", "läns"})
_TURNED = str.maketrans(
    {"&": " och ", "+": " och ", "æ": "ä", "ø": "ö", "ß": "ss", "’": "", "'": ""}
)
_PLAIN = str.maketrans("åäö", "aao")
_MARKED = re.compile(r"[^\x00-\x7fåäö]")
_SHORTEST_GENITIVE = 4

# Municipalities that differ by nothing but a ring.
_DISTINCT = (frozenset({"habo", "håbo"}),)


@dataclass(frozen=True)
class NameKey:
    """A name reduced in two steps; `variant` also loses genitive, legal form and small words."""

    spelled: str
    variant: str

    @property
    def block(self) -> str:
        """What all names that may be one body's share, and few others do."""
        return self.variant.translate(_PLAIN)


@dataclass(frozen=True)
class Likeness:
    """In which respects two names that are alike still differ."""

    in_dots: bool
    in_form: bool


def name_key(name: str) -> NameKey:
    """Reduce a name to what it is compared by."""
    spelled = _words(name)
    without = _COOPERATIVE.sub(" ", _ABBREVIATION.sub(" ", name).casefold())
    return NameKey(" ".join(spelled), " ".join(_variant(_words(without))) or " ".join(spelled))


def likeness(one: NameKey, other: NameKey) -> Likeness | None:
    """How two names are alike, or None when they are different bodies' or say nothing."""
    if not one.spelled or one.block != other.block or _are_distinct(one, other):
        return None
    return Likeness(
        in_dots=one.variant != other.variant,
        in_form=one.spelled.translate(_PLAIN) != other.spelled.translate(_PLAIN),
    )


def _words(name: str) -> list[str]:
    """Casefolded words without punctuation; of all diacritics only those on å, ä and ö are kept."""
    kept = unicodedata.normalize("NFC", name).casefold().translate(_TURNED)
    plain = _MARKED.sub(lambda found: _without_marks(found[0]), kept)
    return re.findall(r"[^\W_]+", plain)


def _without_marks(character: str) -> str:
    return "".join(
        each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)
    )


def _variant(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in _LEGAL_FORMS | _BETWEEN]
    if kept and kept[-1] == "stad":
        kept[-1] = "kommun"
    return [_nominative(word) for word in kept]


def _nominative(word: str) -> str:
    """Without a final s, be it genitive or not: only equality matters, and no one reads this."""
    return word[:-1] if len(word) >= _SHORTEST_GENITIVE and word.endswith("s") else word


def _are_distinct(one: NameKey, other: NameKey) -> bool:
    differing = frozenset(one.variant.split()) ^ frozenset(other.variant.split())
    return differing in _DISTINCT
