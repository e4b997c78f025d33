"""People who write answers at the same time, as the page's script does it.

`python -m tests.bench.writers PORT ROUND LINKS WRITERS SECONDS` lets them write at the server that
answers there, and prints JSON: the seconds of each saving, and what was lost. Without arguments,
`python -m tests.bench.writers`, ten write in one answer for five minutes, in the same field and in
others, on a server of its own and on a line that now and then is away.
"""

import json
import random
import re
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from local.ports import LOOPBACK
from tests.bench import place
from tests.bench.table import percentile
from tests.bench.typist import Line, SavedForm
from tests.bench.visits import Visitor

PAUSE = 3.0
"""Seconds between two savings of a page that is written in."""

TOGETHER = ("10", "300")
"""How many write in one answer, and for how many seconds."""

FAULTS = 0.25
"""The share of savings that meet a line which is away or is cut, where it is to be so."""

SETTLING = 60.0
"""Seconds in which all that was typed must arrive, once the line is good again."""

_MARK = re.compile(r"\bw\d+n\d+\b")
_INSIDE = 0.3
"""How often one types after earlier words of one's own, and not at the end."""

Place = tuple[str, str]
"""A page's path, and the name of a text in it."""


@dataclass
class Written:
    """What a writer typed and where, how long each saving took, and what was refused."""

    words: dict[Place, list[str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    unsaved: int = 0
    """Pages whose words did not arrive in the end."""
    away: int = 0
    """Savings that met a line which was away or cut."""


class Writer:
    """One person at pages of an answer: types on, and saves every few seconds."""

    def __init__(
        self, address: str, paths: Sequence[str], visitor: Visitor, number: int, faults: float = 0.0
    ) -> None:
        self._visitor, self._number, self._faults = visitor, number, faults
        self._random = random.Random(number)  # noqa: S311 - the same words in each run
        self.forms = {path: SavedForm(address, path, visitor) for path in paths}
        self._typed = 0
        self.done = Written()

    def write(self, seconds: float, pause: float) -> Written:
        """Type and save until the time is up, then save what is left."""
        time.sleep(self._random.random() * pause)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.monotonic()
            path = self._random.choice([*self.forms])
            self._type(path)
            line = self._line()
            self.done.away += line is not Line.GOOD
            self.forms[path].save(line)
            time.sleep(max(0.0, pause - (time.monotonic() - began)))
        self._settle()
        return self.done

    def close(self) -> None:
        """Leave the pages."""
        self._visitor.close()
        for each in self.forms.values():
            each.close()

    def _settle(self) -> None:
        """Save what is left, as a page does when the network has come back."""
        until = time.monotonic() + SETTLING
        for each in self.forms.values():
            while not each.is_saved and not each.refused and time.monotonic() < until:
                each.save()
                time.sleep(0.05)
        self.done.unsaved = sum(not each.is_saved for each in self.forms.values())
        self.done.seconds = [one for each in self.forms.values() for one in each.seconds]
        self.done.refused = [one for each in self.forms.values() for one in each.refused]

    def _type(self, path: str) -> None:
        """A few words, at the end of a text or after some other word of one's own."""
        form = self.forms[path]
        name = self._random.choice(form.texts)
        new = [f"w{self._number}n{self._typed + n}" for n in range(3)]
        self._typed += len(new)
        self.done.words.setdefault((path, name), []).extend(new)
        own = [
            each.end() for each in re.finditer(rf"\bw{self._number}n\d+\b", str(form.held[name]))
        ]
        inside = own and self._random.random() < _INSIDE
        form.type(name, new, self._random.choice(own) if inside else None)

    def _line(self) -> Line:
        if self._random.random() >= self._faults:
            return Line.GOOD
        return self._random.choice((Line.AWAY, Line.CUT))


@dataclass
class Found:
    """What stands in the end, beside what was typed."""

    words: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def found(typed: Iterable[dict[Place, list[str]]], stands: dict[Place, str]) -> Found:
    """Which of the words that were typed do not stand where they were, or stand twice."""
    said = Found()
    counted = {place: Counter(_MARK.findall(text)) for place, text in stands.items()}
    for each in typed:
        for place_, words in each.items():
            said.words += len(words)
            said.lost += [word for word in words if not counted[place_][word]]
            said.twice += [word for word in words if counted[place_][word] > 1]
    return said


def together(people: Sequence[Writer], *, seconds: float, pause: float) -> dict[str, Any]:
    """Let them write at the same time; returns what was measured and lost."""
    with ThreadPoolExecutor(len(people)) as pool:
        done = list(pool.map(lambda each: each.write(seconds, pause), people))
    lost: list[str] = []
    twice: list[str] = []
    words = 0
    for each, written in zip(people, done, strict=True):
        said = found([written.words], standing(each))
        words, lost, twice = words + said.words, lost + said.lost, twice + said.twice
    return {
        "each": [second for each in done for second in each.seconds],
        "refused": [status for each in done for status in each.refused],
        "away": sum(each.away for each in done),
        "words": words,
        "lost": lost,
        "twice": twice,
    }


def standing(writer: Writer) -> dict[Place, str]:
    """What the writer's pages hold now, opened anew."""
    texts: dict[Place, str] = {}
    for path, form in writer.forms.items():
        form.open()
        texts |= {(path, name): str(form.held[name]) for name in form.texts}
    return texts


def shared_comment(visitor: Visitor, round_path: str) -> str:
    """The page of a comment that the visitor makes, for all of its body to write in."""
    way = _first(f"{round_path}/comment/", visitor.get(f"{round_path}/read"))
    section = way.replace("/comment/", "/sections/")
    visitor.post(section, text="Tillsammans:", kind="general", form_key=str(uuid.uuid4()))
    return _first(f"{round_path}/comments/", visitor.get(section))


def _first(start: str, page: str) -> str:
    """The first address on the page that begins so and goes on with an identifier."""
    there = re.search(rf'"({re.escape(start)}[0-9a-f-]{{36}})', page)
    if there is None:
        raise RuntimeError(f"The page leads nowhere under {start}.")
    return there.group(1)


def asked(site: place.Site, links: Sequence[str], writers: str, seconds: str) -> str:
    """What this program says of the site, from a process of its own."""
    port, round_id = site.address.rpartition(":")[2], str(site.seeded.round_id)
    return place.run("writers", port, round_id, ",".join(links), writers, seconds, site=site)


def main(arguments: Sequence[str]) -> int:
    """As the module says."""
    if not arguments:
        with place.sites([50]) as (site,), place.web_server(site):
            told = asked(site, site.seeded.links[:1], *TOGETHER)
        said = json.loads(told)
        milliseconds = [each * 1_000 for each in said.pop("each")]
        shown = {"savings": len(milliseconds)} | {
            f"p{n} ms": round(percentile(milliseconds, n), 1) for n in (50, 95, 99)
        }
        print(json.dumps({**said, **shown}, indent=1))  # noqa: T201 - what the program is for
        return bool(said["lost"] or said["twice"] or said["refused"])
    port, round_id, links, writers, seconds = arguments
    address, each = f"{LOOPBACK}:{port}", links.split(",")
    # Those of one answer write in several places, on a poor line; those of many measure the server.
    one = len(each) == 1
    come = [_come(address, each[n % len(each)]) for n in range(int(writers))]
    paths = [f"/rounds/{round_id}/statement"]
    if one:
        paths.append(shared_comment(come[0], f"/rounds/{round_id}"))
    people = [
        Writer(address, paths, visitor, n, FAULTS if one else 0.0) for n, visitor in enumerate(come)
    ]
    told_ = together(people, seconds=float(seconds), pause=min(PAUSE, float(seconds) / 3))
    print(json.dumps(told_))  # noqa: T201 - the bench reads it
    return 0


def _come(address: str, link: str) -> Visitor:
    visitor = Visitor(address)
    visitor.post(f"/answer/{link}")
    return visitor


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
