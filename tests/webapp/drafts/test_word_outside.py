"""Word files that lead out of themselves, or hold what nobody can look at."""

import struct
import zlib

import pytest

from tests.webapp.drafts.word_files import docx, p, parts, picture, png, relationships, root, zipped
from webapp.drafts.word.reader import read
from webapp.drafts.word.refusal import Refusal, WordRefused


def _refusal(data: bytes) -> Refusal:
    with pytest.raises(WordRefused) as refused:
        read(data)
    return refused.value.reason


def test_nothing_outside_the_file_is_fetched_or_kept() -> None:
    template = relationships({"t": ("attachedTemplate", "http://spy.example/t.dotm")})
    draft = read(
        docx(
            p("Text."),
            more={
                "word/settings.xml": root("settings", ""),
                "word/_rels/settings.xml.rels": template,
            },
            links={"v": ("video", "http://spy.example/v.mp4")},
        )
    )
    assert draft.report.as_json()["dropped.external_references"] == 2
    assert "spy" not in repr(draft)


@pytest.mark.parametrize("kind", ["oleObject", "frame", "subDocument", "aFChunk", "control"])
def test_a_text_that_is_fetched_from_elsewhere_is_refused(kind: str) -> None:
    data = docx(p("Text."), links={"o": (kind, "http://spy.example/x")})
    assert _refusal(data) is Refusal.OUTSIDE


def test_a_chart_may_name_the_sheet_that_it_was_drawn_of() -> None:
    sheet = relationships({"o": ("oleObject", "file:///G:/siffror.xlsx")})
    data = docx(p("Text."), more={"word/charts/_rels/chart1.xml.rels": sheet})
    assert read(data).report.as_json()["dropped.external_references"] == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "word/../../x.xml", "word\\..\\..\\x"])
def test_names_that_lead_out_of_the_file_are_refused(name: str) -> None:
    assert _refusal(zipped({**parts(p("Text.")), name: "x"})) is Refusal.UNSAFE_XML


def test_a_picture_of_a_huge_size_is_left_out_unopened() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    huge = png()[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + png()[33:]
    draft = read(
        docx(
            p("Text.", picture("i", alt="Stor")),
            more={"word/media/1.png": huge},
            links={"i": ("image", "media/1.png")},
        )
    )
    assert draft.report.as_json() == {
        "kept.paragraphs": 1,
        "simplified.no_headings": 1,
        "dropped.huge_images": 1,
    }
