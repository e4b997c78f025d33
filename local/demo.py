"""The whole product on one machine: `make demo`, or `python -m local.demo`.

With `--smoke` it is started in a folder of its own, asked for signs of life, and stopped.

Each of DATABASE_URL, REDIS_URL and SMTP_URL, where set, replaces the embedded part of that name.
"""

import fcntl
import os
import secrets
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from honcho.manager import Manager

from local import leftovers, ports, smoke, translations
from local.services import ServiceError, postgres, redis

ROOT = Path(__file__).parents[1]
LOCAL = Path(os.environ.get("YTTRA_LOCAL", ROOT / ".local"))
_STOPPED_BY_HAND = {130, 143}  # what honcho returns after SIGINT and SIGTERM


class CannotStartError(RuntimeError):
    """The demo cannot start; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will run where: decided and checked before anything is started."""

    port: int
    mail_web_port: int
    mail_port: int | None
    given: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where a person opens the demo."""
        return self.given.get("PUBLIC_URL", f"http://localhost:{self.port}")

    @property
    def mail_address(self) -> str | None:
        """Where a person reads its mail, if the mail is caught here."""
        return f"http://localhost:{self.mail_web_port}" if self.mail_port else None


def plan(environ: Mapping[str, str]) -> Plan:
    """Decide the ports from `environ`.

    Raises:
        CannotStartError: a port is not a number, or another program has it.
    """
    catches_mail = "SMTP_URL" not in environ
    wanted = {"PORT": _port(environ, "PORT", 8000)}
    if catches_mail:
        wanted["MAIL_WEB_PORT"] = _port(environ, "MAIL_WEB_PORT", 8025)
    for name, port in wanted.items():
        if ports.taken(port):
            raise CannotStartError(
                f"Port {port} is taken by another program; choose another one with {name}, "
                f"for example: {name}={port + 1} make demo"
            )
    mail_port = ports.free() if catches_mail else None
    return Plan(wanted["PORT"], wanted.get("MAIL_WEB_PORT", 0), mail_port, environ)


def _port(environ: Mapping[str, str], name: str, usual: int) -> int:
    text = environ.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 2**16:
        raise CannotStartError(f"{name} is “{text}”, but must be a number from 1 to 65535.")
    return int(text)


@contextmanager
def environment(chosen: Plan) -> Iterator[dict[str, str]]:
    """The product's settings, with the embedded servers running for those that are not given."""
    given = {name: value for name, value in chosen.given.items() if value}
    with ExitStack() as servers:
        own = {
            "YTTRA_DEMO": "1",
            "LOG_FORMAT": "text",
            "PUBLIC_URL": chosen.address,
            "SECRET_KEY": _secret_key(),
            "STORAGE_URL": str(_folder("files")),
            "BEAT_FILE": str(LOCAL / "beat-schedule"),
            "PYTHONUNBUFFERED": "1",
            leftovers.MARK: str(LOCAL),
        }
        if "DATABASE_URL" not in given:
            own["DATABASE_URL"] = servers.enter_context(postgres(LOCAL / "postgres"))
        if "REDIS_URL" not in given:
            own["REDIS_URL"] = servers.enter_context(redis(LOCAL / "redis"))
        if chosen.mail_port:
            own["SMTP_URL"] = f"smtp://{ports.LOOPBACK}:{chosen.mail_port}"
        yield {**own, **given}


def prepare(settings: Mapping[str, str]) -> None:
    """Bring the database to the newest state and load the demo, if it is not there yet."""
    translations.compile_catalogues()
    flask = [sys.executable, "-m", "flask", "--app", "webapp.factory"]
    for command in (["db", "upgrade"], ["demo"]):
        subprocess.run([*flask, *command], cwd=ROOT, env=settings, check=True)


def programs(chosen: Plan) -> dict[str, list[str]]:
    """The programs that make up the product, by the name that their lines are printed under."""
    celery = ["celery", "--quiet", "--app", "workers.app:celery"]
    worker = [*celery, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    web = ["granian", "--interface", "wsgi", "--factory", "webapp.factory:serve"]
    listen = ["--host", ports.LOOPBACK, "--port", str(chosen.port)]
    commands = {
        "web": [*web, *listen, "--workers", "2", "--blocking-threads", "4", "--no-ws"],
        "worker": [*worker, "--queues", "default", "--concurrency", "2", "-n", "default@%h"],
        "sender": [*worker, "--queues", "mail", "--concurrency", "1", "-n", "mail@%h"],
        "reports": [*worker, "--queues", "reports", "--concurrency", "1", "-n", "reports@%h"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
    }
    if chosen.mail_port:
        mail = ["--smtp-port", str(chosen.mail_port), "--web-port", str(chosen.mail_web_port)]
        commands["mail"] = ["local.mailcatcher", *mail, "--folder", str(_folder("mail"))]
    return {name: [sys.executable, "-m", *command] for name, command in commands.items()}


def run(chosen: Plan) -> int:
    """Run everything until told to stop; the exit code."""
    with environment(chosen) as settings:
        prepare(settings)
        manager = Manager()
        for name, command in programs(chosen).items():
            # `exec` leaves no shell between: a signal reaches the program itself.
            line = f"exec {shlex.join(command)}"
            manager.add_process(name, line, env=settings, cwd=str(ROOT))
        try:
            with _announcement(chosen, settings):
                manager.loop()
        finally:
            leftovers.end(LOCAL)
    return 0 if manager.returncode in _STOPPED_BY_HAND else manager.returncode or 1


@contextmanager
def _announcement(chosen: Plan, settings: Mapping[str, str]) -> Iterator[None]:
    """Say where everything is once it answers, from a process beside the manager's loop."""
    web = f"http://{ports.LOOPBACK}:{chosen.port}"
    mail = [chosen.mail_address] if chosen.mail_address else []
    command = [sys.executable, "-m", "local.announcement", web, chosen.address, *mail]
    with subprocess.Popen(command, cwd=ROOT, env=settings) as announcing:
        try:
            yield
        finally:
            announcing.terminate()


def _folder(name: str) -> Path:
    folder = LOCAL / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _secret_key() -> str:
    """A key made once, so that a restart signs nobody out."""
    kept = LOCAL / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


@contextmanager
def _only_demo_here() -> Iterator[None]:
    LOCAL.mkdir(parents=True, exist_ok=True)
    with (LOCAL / "demo.lock").open("a") as lock:
        try:
            # Not `flock`, which the manager's forked processes would hold on to after a kill.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStartError("The demo of this folder is running already.") from None
        # Whoever held the lock before was killed, if processes of that demo still run.
        leftovers.end(LOCAL)
        yield


def _mark_this_process() -> None:
    """Begin again with the mark in the environment, which the manager's forks then carry too.

    It is taken out again so that the embedded servers, which others may share, do not.
    """
    if os.environ.pop(leftovers.MARK, None) != str(LOCAL):
        marked = {**os.environ, leftovers.MARK: str(LOCAL)}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], marked)  # noqa: S606 - no shell wanted


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _hang_up(_number: int, _frame: FrameType | None) -> None:
    """Stop as after Ctrl-C, but say nothing: the terminal is gone, and writing to it fails."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (sys.stdout, sys.stderr):
        os.dup2(nowhere, output.fileno())
    signal.raise_signal(signal.SIGTERM)


def main() -> int:
    """Start the demo and say in one sentence what stands in its way."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _hang_up)
    if sys.argv[1:] == ["--smoke"]:
        return smoke.main()
    _mark_this_process()
    try:
        with _only_demo_here():
            return run(plan(os.environ))
    except KeyboardInterrupt:
        return 0
    except (CannotStartError, ServiceError) as error:
        print(error, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"The demo was not started: {shlex.join(error.cmd)} failed.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
