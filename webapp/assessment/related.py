"""How closely the words of two points are related, by what is rare in the round. Pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

FEWEST_SHARED: Final = 2
LEAST: Final = 0.15
"""Points that have less in common are not proposed."""

_TOO_COMMON: Final = 0.05
"""A word in more of the points than this tells nothing of what one is about,"""

_NEVER_TOO_COMMON: Final = 4
"""unless it is in no more than so many."""

_MOST_SOUGHT: Final = 12

_MOST_READ: Final = 3_000
"""So many points are measured for being close, about; in a round of 100,000 it would be most."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """What the words of a point weigh: the rarer in the round, the more."""

    weights: Mapping[str, float]
    shares: Mapping[str, float] = field(default_factory=dict)
    """In which part of the points each of these words is."""

    @classmethod
    def of(cls, words: Collection[str], frequencies: Mapping[str, int], points: int) -> "Rarity":
        """The weights of words, of which so many of the `points` that were looked at have each."""
        found = {
            word: math.log((points + 1) / (frequencies.get(word, 0) + 0.5))
            for word in words
            if frequencies.get(word, 0) <= max(_NEVER_TOO_COMMON, points * _TOO_COMMON)
        }
        weights = {word: weight for word, weight in found.items() if weight > 0}
        shares = {word: frequencies.get(word, 0) / max(points, 1) for word in weights}
        return cls(weights, shares)

    def sought(self, points: int = 0) -> list[str]:
        """The words that weigh most, which related points have at least one of.

        So few that not too many of `points` have one, but always the two that weigh most.
        """
        found: list[str] = []
        read = 0.0
        for word in sorted(self.weights, key=lambda word: (-self.weights[word], word)):
            read += self.shares.get(word, 0) * points
            if len(found) == _MOST_SOUGHT or (len(found) >= FEWEST_SHARED and read > _MOST_READ):
                break
            found.append(word)
        return found

    def shared(self, others: Collection[str]) -> list[str]:
        """The words of the point that are among those of another, what weighs most first."""
        common = self.weights.keys() & set(others)
        return sorted(common, key=lambda word: (-self.weights[word], word))

    def closeness(self, others: Collection[str]) -> float:
        """How much of both points' words is in both, by weight: 0 for nothing, 1 for all.

        It is the Dice coefficient. What the other's own words weigh is not known, so each
        counts as the point's own do on the average.
        """
        shared = self.shared(others)
        if len(shared) < min(FEWEST_SHARED, len(self.weights)) or not shared:
            return 0.0
        own = sum(self.weights.values())
        common = sum(self.weights[word] for word in shared)
        mean = own / len(self.weights)
        foreign = max(0, len(set(others)) - len(shared)) * mean
        return 2 * common / (own + common + foreign)
