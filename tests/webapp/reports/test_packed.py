"""A package as a file: names that every system can unpack, and a ZIP that is what it says."""

import io
import struct
import zipfile
from datetime import datetime
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.reports.packed.names import LONGEST, safe
from webapp.reports.packed.zips import TELLS_LENGTHS, DamagedError, Written, ZipWriter

MOMENT = datetime(2027, 3, 4, 5, 6, 8)  # noqa: DTZ001 - the clock on the wall


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("Remissvar.pdf", "Remissvar.pdf"),
        ("RUN 2027/12: svar?.pdf", "RUN 2027-12- svar-.pdf"),
        ("con.txt", "-con.txt"),
        ("LPT1", "-LPT1"),
        ("konung.pdf", "konung.pdf"),
        ("slut. ", "slut"),
        ("..\\..\\hemligt", "-..-hemligt"),
        ("a\u0308.pdf", "ä.pdf"),
        ("r\u202efdp.exe", "rfdp.exe"),
        ("\U0001f600 svar.pdf", "\U0001f600 svar.pdf"),
        ("...", "-"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
    ],
)
def test_names_become_fit(name, fit):
    assert safe(name) == fit


@given(st.text(max_size=300))
def test_whatever_it_was_called_windows_takes_it(name):
    fit = safe(name)
    assert 1 <= len(fit) <= LONGEST
    assert not set(fit) & set('<>:"/\\|?*')
    assert all(ord(character) >= 32 for character in fit)
    assert fit == fit.strip()
    assert not fit.endswith(".")
    assert not PureWindowsPath(fit).is_reserved()
    assert safe(fit) == fit


def states_lengths_once(room, held):
    """Whether the header before a file states its lengths as of a long one, and not both ways."""
    header = struct.unpack("<4s5H3L2H", room.getvalue()[held.header_offset :][:30])
    version, lengths, more = header[1], header[7:9], header[10]
    is_long = lengths == (0xFFFFFFFF, 0xFFFFFFFF)
    assert is_long == (version >= zipfile.ZIP64_VERSION) == bool(more)
    return is_long


def test_what_is_written_is_read_again():
    room = io.BytesIO()
    with ZipWriter(room, moment=MOMENT) as target:
        text = target.write("Läs.html", [b"a", b"b" * 10_000])
        target.write("svar.pdf", [b"%PDF" * 500])
    held = zipfile.ZipFile(room)
    assert held.namelist() == ["Läs.html", "svar.pdf"]
    assert text.size == held.getinfo("Läs.html").file_size == 10_001
    assert held.getinfo("Läs.html").compress_type == zipfile.ZIP_DEFLATED
    assert held.getinfo("Läs.html").flag_bits & 0x800  # The name is UTF-8.
    assert held.getinfo("svar.pdf").compress_type == zipfile.ZIP_STORED
    assert held.getinfo("svar.pdf").date_time == (2027, 3, 4, 5, 6, 8)
    assert [states_lengths_once(room, each) for each in held.infolist()] == [TELLS_LENGTHS] * 2


def test_a_file_that_is_not_what_it_was_is_found():
    with ZipWriter(io.BytesIO(), moment=MOMENT) as target:
        whole = target.write("a.pdf", [b"as it was"])
        target.copy(Written("b.pdf", whole.size, whole.sha256), [b"as ", b"it was"])
        with pytest.raises(DamagedError, match=r"c\.pdf"):
            target.copy(Written("c.pdf", whole.size, whole.sha256), [b"as it isn't"])
