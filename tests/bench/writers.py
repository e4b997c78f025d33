"""People who write answers at the same time, as the page's script does it.

`python -m tests.bench.writers PORT ROUND LINKS WRITERS SECONDS` lets them write at the server that
answers there, and prints JSON: the seconds of each saving, and what was lost. Without arguments,
`python -m tests.bench.writers`, ten write in one answer for five minutes, on a server of its own.
"""

import json
import random
import re
import sys
import time
import urllib.parse
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from bs4 import BeautifulSoup

from local.ports import LOOPBACK
from tests.bench import place
from tests.bench.table import percentile
from tests.bench.visits import Visitor

PAUSE = 3.0
"""Seconds between two savings of a page that is written in."""

TOGETHER = ("10", "300")
"""How many write in one answer, and for how many seconds."""

_MARK = re.compile(r"\bw\d+n\d+\b")


@dataclass
class Written:
    """What a writer typed, and how long each saving took."""

    words: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


class Writer:
    """One person at the statement of an answer: types on, and saves every few seconds."""

    def __init__(self, address: str, path: str, link: str, number: int) -> None:
        self._path = path
        self._visitor = Visitor(address)
        self._visitor.post(f"/answer/{link}")
        self._number = number
        self._random = random.Random(number)  # noqa: S311 - the same words in each run
        self._connection = HTTPConnection(address, timeout=60)
        self._page()
        self.done = Written()

    def write(self, seconds: float, pause: float) -> Written:
        """Type and save until the time is up, then save what is left."""
        time.sleep(self._random.random() * pause)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.monotonic()
            self._type()
            self._save()
            time.sleep(max(0.0, pause - (time.monotonic() - began)))
        return self.done

    @property
    def stands(self) -> str:
        """What the statement holds now, on a new page."""
        self._page()
        return self._typed["statement"]

    def _page(self) -> None:
        """Open the statement."""
        page = BeautifulSoup(self._visitor.get(self._path), "html.parser")
        form = page.select_one("form[data-autosave]")
        if form is None:
            raise RuntimeError(f"{self._path} holds no form that saves itself.")
        self._hidden = {
            str(each["name"]): str(each.get("value", "")) for each in form.select("[type=hidden]")
        }
        area, chosen = form.select_one("textarea"), form.select_one("option[selected]")
        self._typed = {
            "position": "",
            "statement": area.get_text().strip() if area else "",
            "language": str(chosen["value"]) if chosen else "sv",
        }

    def _type(self) -> None:
        """A few words, at the end of the text or after some other word of one's own."""
        new = [f"w{self._number}n{len(self.done.words) + n}" for n in range(3)]
        self.done.words += new
        said = self._typed["statement"]
        own = [each.end() for each in re.finditer(rf"\bw{self._number}n\d+\b", said)]
        at = self._random.choice(own) if own and self._random.random() < 0.3 else len(said)
        spaced = " ".join(["", *new])
        self._typed["statement"] = f"{said[:at]}{spaced}{said[at:]}"

    def _save(self) -> None:
        """Save as the script does: what was sent is what the next changes are told from."""
        sent = dict(self._typed)
        fields = {**self._hidden, **sent, "save_key": str(uuid.uuid4()), "unsure": ""}
        fields["began"] = self._hidden["began"]
        headers = {
            **self._visitor.headers,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Autosave": "1",
        }
        began = time.perf_counter()
        self._connection.request("POST", self._path, urllib.parse.urlencode(fields), headers)
        response = self._connection.getresponse()
        body = response.read()
        self.done.seconds.append(time.perf_counter() - began)
        if response.status != 200:
            self.done.refused.append(response.status)
            return
        merged = json.loads(body)["merged"]
        self._typed |= {name: value or "" for name, value in merged.items() if name in sent}
        self._hidden["began"] = json.dumps(self._typed)


def together(people: Sequence[Writer], *, seconds: float, pause: float) -> dict[str, Any]:
    """Let them write at the same time; returns what was measured and lost."""
    with ThreadPoolExecutor(len(people)) as pool:
        done = list(pool.map(lambda each: each.write(seconds, pause), people))
    stands = [each.stands for each in people]
    lost = [
        word
        for each, text in zip(done, stands, strict=True)
        for word in sorted(set(each.words) - set(_MARK.findall(text)))
    ]
    twice = sum(len(found) - len(set(found)) for found in map(_MARK.findall, set(stands)))
    return {
        "each": [second for each in done for second in each.seconds],
        "refused": [status for each in done for status in each.refused],
        "words": sum(len(each.words) for each in done),
        "lost": lost,
        "twice": twice,
    }


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
        return bool(said["lost"] or said["refused"])
    port, round_id, links, writers, seconds = arguments
    address, path, each = f"{LOOPBACK}:{port}", f"/rounds/{round_id}/statement", links.split(",")
    people = [Writer(address, path, each[n % len(each)], n) for n in range(int(writers))]
    found = together(people, seconds=float(seconds), pause=min(PAUSE, float(seconds) / 3))
    print(json.dumps(found))  # noqa: T201 - the bench reads it
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
