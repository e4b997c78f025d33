"""What the demo decides before it starts anything. That it starts and stops: `make smoke`."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local import demo, leftovers, ports
from local.demo import CannotStartError
from webapp.core.background import Queue

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_ports() -> dict[str, str]:
    return {"PORT": str(ports.free()), "MAIL_WEB_PORT": str(ports.free())}


@pytest.mark.parametrize("name", ["PORT", "MAIL_WEB_PORT"])
def test_a_taken_port_is_said_in_one_sentence_with_the_way_out(
    name: str, taken_port: int, free_ports: dict[str, str]
) -> None:
    with pytest.raises(CannotStartError) as refusal:
        demo.plan({**free_ports, name: str(taken_port)})
    assert f"Port {taken_port} is taken" in str(refusal.value)
    assert f"{name}={taken_port + 1} make demo" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_taken_port_stops_the_start_before_anything_is_made(
    taken_port: int, tmp_path: Path
) -> None:
    environ = {**os.environ, "PORT": str(taken_port), "YTTRA_LOCAL": str(tmp_path)}
    command = [sys.executable, "-m", "local.demo"]
    done = subprocess.run(  # noqa: S603 - our own program
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["demo.lock"]


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "８０"])
def test_a_port_that_is_none_is_named(text: str, free_ports: dict[str, str]) -> None:
    with pytest.raises(CannotStartError, match=r"PORT is “.*”, but must be a number"):
        demo.plan({**free_ports, "PORT": text})


def test_a_mail_server_that_is_given_leaves_the_catcher_out(free_ports: dict[str, str]) -> None:
    chosen = demo.plan({**free_ports, "SMTP_URL": "smtp://mail.example"})
    assert chosen.mail_address is None
    assert "mail" not in demo.programs(chosen)


def test_servers_that_are_given_are_used_and_none_is_started(
    free_ports: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "LOCAL", tmp_path)
    given = {
        "DATABASE_URL": "postgresql+psycopg://db.example/yttra",
        "REDIS_URL": "redis://redis.example",
        "SMTP_URL": "smtp://mail.example",
        "PUBLIC_URL": "https://demo.example",
    }
    with demo.environment(demo.plan({**free_ports, **given})) as settings:
        assert given.items() <= settings.items()
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "redis").exists()


def test_the_secret_is_made_once_and_kept_from_others(
    free_ports: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "LOCAL", tmp_path)
    given = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SMTP_URL"), "x://example")
    chosen = demo.plan({**free_ports, **given})
    with demo.environment(chosen) as first, demo.environment(chosen) as second:
        assert first["SECRET_KEY"] == second["SECRET_KEY"]
        assert len(first["SECRET_KEY"]) >= 48
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_every_queue_has_a_worker(free_ports: dict[str, str]) -> None:
    commands = demo.programs(demo.plan(free_ports)).values()
    consumed = {
        command[command.index("--queues") + 1] for command in commands if "worker" in command
    }
    assert consumed == {queue.value for queue in Queue}


def test_what_an_earlier_demo_left_is_ended_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; print(1, flush=True); time.sleep(600)"]
    mine, other = (
        subprocess.Popen(  # noqa: S603 - our own program
            command, env={**os.environ, leftovers.MARK: str(folder)}, stdout=subprocess.PIPE
        )
        for folder in (tmp_path, tmp_path / "other")
    )
    with mine, other:
        for process in (mine, other):
            assert process.stdout
            process.stdout.readline()
        assert [found.pid for found in leftovers.of(tmp_path)] == [mine.pid]
        assert leftovers.end(tmp_path)
        assert mine.wait() == -signal.SIGTERM
        assert psutil.pid_exists(other.pid)
        assert other.poll() is None
        other.kill()
