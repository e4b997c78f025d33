"""A text with very many comments as several Word files, one a chapter."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.webapp.drafts.paper.pages import W, manuscript, numbered, part, section
from webapp.drafts.paper import parted
from webapp.drafts.paper.content import Maker
from webapp.drafts.paper.margins import Remark

ARABIC = "نحن نؤيد الهدف ونريد عشرة مواقع."
PYTHON = "/usr/bin/python3"


def has_bridge() -> bool:
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        return False
    command = [PYTHON, "-c", "import uno"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


@pytest.fixture(scope="module")
def row():
    return numbered(
        [
            section("Vision", "Länet ska ha tio nya testmiljöer."),
            section("Mål", "Målen gäller till 2030."),
            section("Första målet", "Målet ska gå att mäta.", level=2),
            section("Tyst", "Om detta säger ingen något."),
            section("عربي", f"{ARABIC}\n\n| A | B |\n| - | - |\n| {ARABIC} | två |"),
        ]
    )


def said(number, place=None, **more):
    maker = Maker(f"Kommun {number}", datetime(2026, 10, 1, 12, tzinfo=UTC))
    keys = {"section_key": place.key, "block_key": place.blocks[0].key} if place else {}
    return Remark(number, maker, (f"Synpunkt {number}", "Ord."), **keys, **more)


@pytest.fixture(scope="module")
def remarks(row):
    change = {"words": "tio nya", "change": "replace", "proposed": "femton nya"}
    return [
        said(0),
        said(1, row[0], **change),
        said(2, row[1]),
        said(3, row[2]),
        said(4, row[2]),
        said(5, row[4], words="عشرة", change="replace", proposed="عشرين"),
        said(6, row[4], change="add", proposed="فقرة جديدة."),
    ]


@pytest.fixture(scope="module")
def parts(row, remarks):
    return list(parted.by_chapter(manuscript(row), remarks, 2))


def test_each_chapter_that_something_is_said_of_is_a_file(parts):
    told = [(each.title, each.number, [r.number for r in each.remarks]) for each in parts]
    assert told == [
        ("", 0, [0]), ("1 Vision", 0, [1]), ("2 Mål", 1, [2, 3]), ("2 Mål", 2, [4]),
        ("4 عربي", 0, [5, 6]),
    ]  # fmt: skip
    done = [each.done for each in parts]
    assert done == sorted(done)
    assert done[-1] < 1


def test_no_comment_is_lost_and_none_is_there_twice(parts, remarks):
    assert [each.number for one in parts for each in one.remarks] == [r.number for r in remarks]


def test_a_chapter_keeps_its_number(parts):
    starts = [
        next(part(parted.written(each), "word/numbering.xml").iter(f"{W}start")).get(f"{W}val")
        for each in parts
    ]
    assert starts == ["1", "1", "2", "2", "4"]


def test_the_first_page_says_which_chapter_it_is(parts):
    first = ["".join(front(each)) for each in parts]
    assert [each.title in page for each, page in zip(parts[1:], first[1:], strict=True)] == [
        True
    ] * 4
    assert "Vision" not in first[0]


def front(each):
    document = part(parted.written(each), "word/document.xml")
    control = list(document.iter(f"{W}sdt"))[1]
    return (text.text for text in control.iter(f"{W}t"))


def test_what_runs_from_right_to_left_does_so_in_proposals_too(parts):
    document = part(parted.written(parts[-1]), "word/document.xml")
    turned = [each for each in document.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is not None]
    assert len(turned) == 4  # Heading, paragraph, what is proposed to follow it, and a cell.
    tracked = [each for kind in ("ins", "del") for each in document.iter(f"{W}{kind}") if len(each)]
    assert len(tracked) == 3
    for each in tracked:
        assert each.find(f"{W}r/{W}rPr/{W}rtl") is not None
    other = part(parted.written(parts[1]), "word/document.xml")
    assert not list(other.iter(f"{W}bidi", f"{W}rtl"))


@pytest.mark.slow
@pytest.mark.skipif(not has_bridge(), reason="LibreOffice or its bridge is not installed here")
def test_libreoffice_reads_each_and_takes_or_refuses_its_changes(parts, remarks, tmp_path):
    paths = [tmp_path / f"{number}.docx" for number in range(len(parts))]
    for path, each in zip(paths, parts, strict=True):
        path.write_bytes(parted.written(each))
    script = Path(__file__).with_name("in_libreoffice.py")
    command = [PYTHON, script, tmp_path / "profile", *paths]
    run = subprocess.run(command, capture_output=True, check=True, timeout=110)  # noqa: S603
    found = json.loads(run.stdout)
    for each, seen in zip(parts, found, strict=True):
        wanted = [[r.maker.author, 2026, "\n".join(r.text)] for r in each.remarks]
        assert sorted(seen["comments"]) == sorted(wanted)
        assert seen["changes"] is any(r.change for r in each.remarks)
        assert seen["left"] is False
    assert "ha tio nya testmiljöer" in found[1]["rejected"]
    assert "ha femton nya testmiljöer" in found[1]["accepted"]
    assert "عشرة" in found[4]["rejected"]
    assert "فقرة جديدة." not in found[4]["rejected"]
    assert "عشرين" in found[4]["accepted"]
    assert "فقرة جديدة." in found[4]["accepted"]
