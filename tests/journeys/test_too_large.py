"""A file of 200 megabytes, sent by a real browser to the real server."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Visit, sign_in
from tests.journeys.reader import Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.usefixtures("real_messages"),
]


def test_two_hundred_megabytes_are_refused_in_a_sentence(visit: Visit, tmp_path: Path):
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    officer = Reader(visit(), "en")
    sign_in(officer.page)
    officer.open("/organisations/imports/new")
    officer.page.set_input_files("input[type=file]", path)
    with officer.page.expect_response("**/imports/new") as waiting:
        officer.press("Read the list")
    assert waiting.value.status == 413
    officer.reads_heading("The file is too large")
    officer.sees("Choose a smaller file, or divide the content into several files.")
