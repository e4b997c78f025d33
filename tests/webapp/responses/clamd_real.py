"""The real clamd, with one signature, small limits, and a socket of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.webapp.responses.clamd_peer import EICAR

PATIENCE = 30.0
CONFIGURATION = """\
LocalSocket {folder}/socket
DatabaseDirectory {folder}
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 4M
MaxFileSize 2M
AlertExceedsMax yes
MaxThreads 2
"""


def program() -> str | None:
    """Where clamd is; Debian keeps it where only administrators look."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def needed() -> None:
    """Skip, or fail where everything must be tried, without clamd."""
    if program() is None and "CI" in os.environ:
        pytest.fail("clamd is not installed (Debian: clamav-daemon)")
    if program() is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")


@contextmanager
def started() -> Iterator[str]:
    """A clamd of our own that listens; gives its address."""
    needed()
    # A path to a socket is short (unix(7)), and pytest's own folders are not.
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "own.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder))
        with (folder / "log").open("wb") as log:
            command = [str(program()), "--config-file", str(folder / "conf")]
            running = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - Debian's own
        try:
            deadline = time.monotonic() + PATIENCE
            while not (folder / "socket").exists():
                said = (folder / "log").read_text(errors="replace")
                assert running.poll() is None, said
                assert time.monotonic() < deadline, said
                time.sleep(0.02)
            yield f"unix://{folder}/socket"
        finally:
            running.terminate()
            running.wait(PATIENCE)
