"""Whether the demo starts, answers and stops: as a person would see it, in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import Celery
from celery.exceptions import CeleryError
from kombu.exceptions import KombuError

from local import leftovers, ports
from local.announcement import answers
from local.postgres_server import PostgresServer
from local.redis_server import RedisServer
from local.sharing import wait_until

_START_SECONDS = 180
_STOP_SECONDS = 60
_NODES = {"default", "mail", "reports"}


def main() -> int:
    """Start everything, wait for each sign of life, stop; 0 if all went well."""
    with TemporaryDirectory(prefix="yttra smoke ") as folder:
        faults = _faults(Path(folder).resolve())
    print("\n".join(f"FAULT: {fault}" for fault in faults) or "Smoke test: all well.", flush=True)
    return 1 if faults else 0


def _faults(folder: Path) -> list[str]:
    port, mail_port = ports.free(), ports.free()
    chosen = {"PORT": str(port), "MAIL_WEB_PORT": str(mail_port), "YTTRA_LOCAL": str(folder)}
    unset = {"DATABASE_URL", "REDIS_URL", "SMTP_URL", "PUBLIC_URL", "STORAGE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    command = [sys.executable, "-m", "local.demo"]
    with subprocess.Popen(command, env=kept | chosen, start_new_session=True) as demo:
        signs: dict[str, Callable[[], bool]] = {
            "the web server": lambda: answers(f"http://{ports.LOOPBACK}:{port}"),
            "the mail catcher": lambda: answers(f"http://{ports.LOOPBACK}:{mail_port}"),
            "the workers of every queue": lambda: _workers_answer(folder),
        }
        deadline = time.monotonic() + _START_SECONDS
        faults = [
            f"{name} did not answer"
            for name, alive in signs.items()
            if not _comes(alive, demo, deadline)
        ]
        return faults + _stop(demo, folder)


def _comes(alive: Callable[[], bool], demo: subprocess.Popen[bytes], deadline: float) -> bool:
    """Whether the sign of life comes while the demo runs."""
    seconds = max(deadline - time.monotonic(), 0)
    wait_until(lambda: demo.poll() is not None or alive(), seconds=seconds, pause=0.3)
    return demo.poll() is None and alive()


def _workers_answer(folder: Path) -> bool:
    url = RedisServer(folder / "redis").find()
    if url is None:
        return False
    try:
        with Celery(broker=url) as asking:
            replies = asking.control.ping(timeout=1)
    except (CeleryError, KombuError, OSError):
        return False
    return {name.partition("@")[0] for reply in replies or [] for name in reply} >= _NODES


def _stop(demo: subprocess.Popen[bytes], folder: Path) -> list[str]:
    """Stop the demo by Ctrl-C's signal; what went wrong."""
    demo.send_signal(signal.SIGINT)
    try:
        code = demo.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        demo.kill()
        leftovers.end(folder)
        return [f"the demo did not stop within {_STOP_SECONDS} seconds"]
    faults = [] if code == 0 else [f"the demo ended with exit code {code}"]
    servers = [PostgresServer(folder / "postgres").find(), RedisServer(folder / "redis").find()]
    left = [*leftovers.of(folder), *filter(None, servers)]
    return faults + [f"{each} was left running" for each in left]


if __name__ == "__main__":
    sys.exit(main())
