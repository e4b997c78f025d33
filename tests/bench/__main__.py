"""Measures the product: `make bench`, or `python -m tests.bench [--quick] [--parts …]`.

Every figure is of this machine and this hour. What can be compared are figures of one run:
the same page with more comments, and each against its budget.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from itertools import chain
from time import perf_counter

import psutil

from tests.bench import place, table, visits, writers
from tests.bench.memory import peak_mebibytes
from tests.bench.place import Site
from tests.bench.table import Row, percentile
from tests.bench.visits import Scenario
from webapp.reports.models import Format

STREAMED = (Format.JSON, Format.HTML, Format.XLSX, Format.CSV, Format.DOCX)
"""The formats that are written piece by piece, and so of any length."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    comments: list[int]
    seconds: float
    """That a page is asked for, in each of `rounds` turns."""
    rounds: int
    requests: int
    """The most in one turn."""
    sections: list[int]
    """How long the documents are that are drafted."""
    repeats: int
    """How often each page of drafting is asked for."""
    bodies: int
    """How many are invited to the round that is opened."""
    remarks: int = 200
    """How many comments are in the Word file that is handed in."""
    writing: tuple[int, float] = (50, 30.0)
    """How many write at the same time, and for how many seconds."""
    texts: int = 100_000
    """How many texts are searched through for those that are alike."""
    weighed: int = 60
    """How often each page of weighing is asked for."""


FULL = Scale(
    [1_000, 10_000], seconds=3.0, rounds=2, requests=20_000, sections=[30, 300], repeats=30,
    bodies=5_000,
)  # fmt: skip
QUICK = Scale(
    [200, 1_000], seconds=1.0, rounds=1, requests=5_000, sections=[300], repeats=10, bodies=1_000,
    writing=(50, 12.0), texts=10_000, weighed=10,
)  # fmt: skip
TINY = Scale(
    [50], seconds=0.5, rounds=1, requests=16, sections=[6], repeats=2, bodies=60, remarks=6,
    writing=(3, 1.0), texts=400, weighed=2,
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure, and print the table."""
    scale, parts = _asked(arguments)
    began = perf_counter()
    measures = [table.yardstick()]
    with place.sites(scale.comments) as sites:
        _say(f"{len(sites)} databases are filled after {perf_counter() - began:.0f} s")
        rows = []
        for row in chain.from_iterable(PARTS[part](sites, scale) for part in parts):
            measures.append(table.yardstick())
            rows.append(row)
    order = list(dict.fromkeys(row.what for row in rows))
    rows.sort(key=lambda row: (order.index(row.what), row.comments))
    print(table.table(rows))  # noqa: T201 - what the program is for
    print(_remarks(measures))  # noqa: T201 - it belongs to the table
    _say(f"{perf_counter() - began:.0f} s in all")
    return 0


def _remarks(measures: list[tuple[float, float]]) -> str:
    """Which Python it was, how much of the machine was ours, and how fast it was."""
    slower = [clock / processor for clock, processor in measures]
    speeds = [processor * 1_000 for _clock, processor in measures]
    return (
        f"{psutil.cpu_count()} cores, Python {platform.python_version()} of {sys.base_prefix}. "
        f"A fixed piece of work took {min(speeds):.0f} to "
        f"{max(speeds):.0f} ms of processor time (median {percentile(speeds, 50):.0f}), and by the "
        f"clock up to {max(slower):.1f} times that (median {percentile(slower, 50):.1f}).\n"
        "CPU ms: of the web workers for each request, or of the compiling; 'x first N' compares "
        "it. Budgets are judged by the clock."
    )


def _asked(arguments: list[str]) -> tuple[Scale, list[str]]:
    """How much is to be measured, and which parts."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--comments", type=int, nargs="+", help="how many comments to seed")
    parser.add_argument("--parts", choices=PARTS, nargs="+", default=[*PARTS], help="only these")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="less than a minute")
    how.add_argument("--tiny", action="store_true", help="only see that it runs")
    given = parser.parse_args(arguments)
    scale = QUICK if given.quick else TINY if given.tiny else FULL
    return replace(scale, comments=given.comments or scale.comments), given.parts


def _pages(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """Each page at each size in turns, so that a busy moment of the machine falls on all."""
    with ExitStack() as stack:
        servers = [stack.enter_context(place.web_server(site)) for site in sites]
        asked = [visits.scenarios(site) for site in sites]
        counts = [_statements(site, each) for site, each in zip(sites, asked, strict=True)]
        for step, same in enumerate(zip(*asked, strict=True)):
            _say(same[0].name)
            turns = [
                [_load(*each, scale) for each in zip(sites, servers, same, strict=True)]
                for _ in range(scale.rounds)
            ]
            for number, (site, scenario) in enumerate(zip(sites, same, strict=True)):
                load = _Load.together([turn[number] for turn in turns])
                row = _row(site, scenario, load)
                worst = max(peak_mebibytes(each.pid) for each in servers[number].children())
                yield replace(row, statements=counts[number][step], mebibytes=worst)


@dataclass(frozen=True, slots=True)
class _Load:
    seconds: float
    each: list[float]
    bytes: int
    processor: float

    @classmethod
    def together(cls, loads: list["_Load"]) -> "_Load":
        return cls(
            sum(load.seconds for load in loads),
            [one for load in loads for one in load.each],
            sum(load.bytes for load in loads),
            sum(load.processor for load in loads),
        )


def _load(site: Site, server: psutil.Process, scenario: Scenario, scale: Scale) -> _Load:
    """Let the load generator do the scenario; a wrong answer ends the bench."""
    plan = {
        "port": int(site.address.rpartition(":")[2]),
        "seconds": scale.seconds,
        "requests": scale.requests,
        "warming": 4 * len(scenario.clients),
        "clients": [[asdict(request) for request in client] for client in scenario.clients],
    }
    before = _processor(server)
    said = json.loads(place.run("load", site=site, said=json.dumps(plan)))
    used = _processor(server) - before
    if set(said["statuses"]) != {str(scenario.expected)}:
        raise RuntimeError(f"{scenario.name}: answered {said['statuses']}")
    share = used * len(said["each"]) / (len(said["each"]) + plan["warming"])
    return _Load(said["seconds"], said["each"], said["bytes"], share)


def _processor(server: psutil.Process) -> float:
    """The seconds of processor time that the workers of the web server have taken until now."""
    return sum(t.user + t.system for t in (worker.cpu_times() for worker in server.children()))


def _row(site: Site, scenario: Scenario, load: _Load) -> Row:
    milliseconds = [each * 1_000 for each in load.each]
    return Row(
        what=scenario.name,
        comments=site.comments,
        p50=percentile(milliseconds, 50),
        p95=percentile(milliseconds, 95),
        p99=percentile(milliseconds, 99),
        per_second=len(load.each) / load.seconds,
        processor=load.processor / len(load.each) * 1_000,
        kibibytes=load.bytes / len(load.each) / 1024,
    )


def _statements(site: Site, scenarios: list[Scenario]) -> list[tuple[int, int]]:
    """For each scenario, how many statements its first request took in a new process, and then."""
    requests = [asdict(scenario.clients[0][0]) for scenario in scenarios]
    said = json.loads(place.run("statements", site=site, said=json.dumps(requests)))
    return [(first, then) for first, then in said]


def _formats(sites: list[Site], _scale: Scale) -> Iterator[Row]:
    for site in sites:
        _say(f"reports on {site.comments:,} comments")
        # What sets pages or weaves points into a text is not meant for more than budgets say.
        some = [each.value for each in STREAMED] if site.comments > table.FULL else []
        said = json.loads(place.run("formats", str(site.seeded.round_id), *some, site=site))
        for what, measured in said.items():
            yield Row(
                what="report: outline" if what == "outline" else f"report as {what}",
                comments=site.comments,
                p50=measured["seconds"] * 1_000,
                processor=measured["processor"] * 1_000,
                mebibytes=measured["mebibytes"],
                kibibytes=measured.get("bytes", 0) / 1024 or None,
            )


def _weighing(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What the pages cost on which points are weighed, with much done already."""
    for site in sites:
        _say(f"weighing {site.comments:,} comments")
        asked = str(site.seeded.round_id), str(scale.weighed)
        yield from _rows(place.run("weighing", *asked, site=site), site.comments)


def _drafting(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What a document costs those who write it; N is how many sections it has."""
    for sections in scale.sections:
        _say(f"drafting {sections:,} sections")
        yield from _told(sites[0], "drafting", sections, scale.repeats)


def _reading(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What a text costs those who read it; N is how many sections it has."""
    for sections in scale.sections:
        _say(f"reading {sections:,} sections")
        yield from _told(sites[0], "reading", sections, scale.repeats)


def _word(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What an answer in Word costs, on the longest text; N is how many comments it has."""
    _say(f"answering in Word with {scale.remarks:,} comments")
    said = place.run("answering", str(scale.sections[-1]), str(scale.remarks), site=sites[0])
    yield from _rows(said, scale.remarks)


def _writing(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What a saving takes while many write, each every few seconds; N is how many they are."""
    [site, *_], (people, seconds) = sites, scale.writing
    _say(f"{people} writers")
    with place.web_server(site) as server:
        before = _processor(server)
        said = json.loads(writers.asked(site, site.seeded.links, str(people), str(seconds)))
        used = _processor(server) - before
    if said["lost"] or said["refused"]:
        raise RuntimeError(f"Words were lost: {said['lost']}, answers {said['refused']}")
    milliseconds = [each * 1_000 for each in said["each"]]
    yield Row(
        "autosave",
        people,
        p50=percentile(milliseconds, 50),
        p95=percentile(milliseconds, 95),
        p99=percentile(milliseconds, 99),
        per_second=len(milliseconds) / seconds,
        processor=used / len(milliseconds) * 1_000,
    )


def _packing(sites: list[Site], _scale: Scale) -> Iterator[Row]:
    """What a package of a round costs, on the largest; N is how many answers are in it."""
    site = sites[-1]
    _say("packages")
    said = json.loads(place.run("packing", str(site.seeded.round_id), site=site))
    yield from _rows(json.dumps(said["found"]), said["answers"])


def _following(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What following a round costs; N is how many bodies are invited."""
    _say(f"following {scale.bodies:,} bodies")
    yield from _told(sites[0], "following", scale.bodies, scale.repeats)


def _alike(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What finding texts that are alike costs; N is how many there are, of 600 characters."""
    _say(f"{scale.texts:,} texts, half of them campaigns' letters")
    yield from _told(sites[0], "alike", scale.texts, min(scale.repeats, 10))


def _told(site: Site, module: str, size: int, repeats: int) -> Iterator[Row]:
    """The rows that a program of the bench measures within its own process."""
    yield from _rows(place.run(module, str(size), str(repeats), site=site), size)


def _rows(said: str, size: int) -> Iterator[Row]:
    for measured in json.loads(said):
        yield Row(
            what=measured["what"],
            comments=size,
            p50=percentile(measured["each"], 50),
            p95=percentile(measured["each"], 95),
            processor=measured["processor"],
            statements=tuple(measured["statements"]),
            mebibytes=measured["mebibytes"],
            kibibytes=measured["bytes"] / 1024 or None,
            cold=measured.get("cold"),
        )


def _mailing(sites: list[Site], scale: Scale) -> Iterator[Row]:
    """What it takes to open a round and to send its invitations; N is how many are invited."""
    _say(f"a round for {scale.bodies:,} bodies")
    said = json.loads(place.run("mailing", str(scale.bodies), site=sites[0]))
    yield Row("opening a round", scale.bodies, p50=said["opening"] * 1_000)
    each = 1_000 / said["per_second"]
    yield Row(
        "sending e-mails",
        scale.bodies,
        p50=each,
        per_second=said["per_second"],
        processor=said["processor"] * 1_000,
    )


def _say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)  # noqa: T201 - it tells how far it is


PARTS: dict[str, Callable[[list[Site], Scale], Iterator[Row]]] = {
    "pages": _pages, "weighing": _weighing, "formats": _formats, "reading": _reading,
    "drafting": _drafting, "word": _word, "writing": _writing, "following": _following,
    "packing": _packing, "mailing": _mailing, "alike": _alike,
}  # fmt: skip
"""In the order they are measured; the ones about a single size use the first database."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
