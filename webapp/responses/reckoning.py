"""How long is left of answering: for reading what is unread, and for what must be filled in. Pure.

Reckoned from 180 words a minute, a little slower than adults read running text to themselves (a
text that one is to have a view of is read more slowly), three minutes a question, and two for the
position. It is a help for planning and no more, so it is told in whole minutes, and from a quarter
of an hour on in fives.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

WORDS_A_MINUTE: Final = 180
MINUTES_A_QUESTION: Final = 3
MINUTES_FOR_POSITION: Final = 2
_QUARTER: Final = 15
_STEP: Final = 5
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do."""

    words: int = 0
    questions: int = 0
    position: bool = False

    @property
    def minutes(self) -> int:
        """How long it takes; 0 where nothing is left."""
        reading = self.words / WORDS_A_MINUTE
        filling = self.questions * MINUTES_A_QUESTION + self.position * MINUTES_FOR_POSITION
        found = math.ceil(reading + filling)
        return found if found <= _QUARTER else math.ceil(found / _STEP) * _STEP


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
