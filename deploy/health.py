"""Whether the part of the product in this container does its work: exit code 0 or 1.

`python deploy/health.py web | beat | mail | worker QUEUE`
"""

import os
import socket
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

_TIMEOUT_SECONDS = 4
_BEAT_SECONDS = 600  # beat writes its file every three minutes


def web() -> bool:
    """Ask the health page as the proxy would: for the public host, over HTTPS where that is so."""
    public = urlsplit(os.environ["PUBLIC_URL"])
    return _answers(8000, {"Host": public.netloc, "X-Forwarded-Proto": public.scheme})


def mail() -> bool:
    """Ask the mail catcher's page."""
    return _answers(8025, {})


def beat() -> bool:
    """Look whether beat has written down lately what it started."""
    kept = Path(os.environ["BEAT_FILE"])
    written = [path.stat().st_mtime for path in kept.parent.glob(f"{kept.name}*")]
    return time.time() - max(written, default=0) < _BEAT_SECONDS


def worker(queue: str) -> bool:
    """Ask this container's own worker for a sign of life over the broker."""
    from celery import Celery  # the other parts are asked often, and need not wait for it

    with Celery(broker=os.environ["REDIS_URL"]) as asking:
        node = f"{queue}@{socket.gethostname()}"
        return bool(asking.control.ping(destination=[node], timeout=_TIMEOUT_SECONDS))


def _answers(port: int, headers: dict[str, str]) -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    # Any answer but a good one is raised.
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS):  # noqa: S310 - our own address
        return True


CHECKS: dict[str, Callable[..., bool]] = {
    "web": web,
    "mail": mail,
    "beat": beat,
    "worker": worker,
}

if __name__ == "__main__":
    part, *details = sys.argv[1:]
    sys.exit(0 if CHECKS[part](*details) else 1)
