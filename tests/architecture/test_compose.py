"""The server installation, read as text: it must fit the tasks and the settings of the code."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

import config
from local.postgres_server import PLANNING
from webapp.core.background import Queue, Task

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
PRODUCT = {name: service for name, service in OURS.items() if name != "mail"}
LONG_RUNNING = {name: service for name, service in SERVICES.items() if name != "migrate"}
PINNED = re.compile(
    r"[a-z/]+:(?!latest)[a-z0-9.-]*[0-9][a-z0-9.-]*|yttra:\$\{YTTRA_VERSION:-[0-9.]+\}"
)


def _command(service: dict[str, Any]) -> list[str]:
    command = service.get("command", [])
    return shlex.split(command) if isinstance(command, str) else command


def _queues(service: dict[str, Any]) -> set[str]:
    command = _command(service)
    return set(command[command.index("--queues") + 1].split(",")) if "worker" in command else set()


def _required_settings() -> set[str]:
    """The names that `config.read` insists on, learnt by asking it."""
    environ: dict[str, str] = {}
    while True:
        try:
            config.read(environ)
        except config.SettingMissingError as missing:
            environ[str(missing).split()[0]] = "set"
        else:
            return set(environ)


def test_the_parts_that_the_product_consists_of_are_there() -> None:
    workers = {"worker", "worker-mail", "worker-reports", "beat"}
    assert SERVICES.keys() == workers | {"proxy", "web", "db", "redis", "mail", "migrate", "clamd"}


@pytest.mark.parametrize("task", Task)
def test_the_queue_of_each_task_is_consumed(task: Task) -> None:
    consumed = set().union(*map(_queues, SERVICES.values()))
    assert task.queue.value in consumed


def test_no_service_waits_for_a_queue_that_nothing_is_sent_to() -> None:
    assert set().union(*map(_queues, SERVICES.values())) == {queue.value for queue in Queue}


def test_short_tasks_never_wait_for_a_report_or_for_many_e_mails() -> None:
    assert [len(_queues(service)) for service in SERVICES.values() if _queues(service)] == [1, 1, 1]


def test_the_check_of_a_worker_asks_for_the_name_that_the_worker_has() -> None:
    for service in SERVICES.values():
        for queue in _queues(service):
            command = _command(service)
            assert command[command.index("--hostname") + 1] == f"{queue}@%h"
            assert service["healthcheck"]["test"][-2:] == ["worker", queue]


def test_there_are_settings_that_must_be_given() -> None:
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= _required_settings()


@pytest.mark.parametrize("name", PRODUCT)
def test_each_setting_that_must_be_given_is_given(name: str) -> None:
    given = PRODUCT[name]["environment"]
    assert _required_settings() <= given.keys()
    assert "YTTRA_DEMO" not in given


def test_the_proxy_in_front_is_believed_and_no_other() -> None:
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == "1"
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"proxy", "mail"}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["mail"]["ports"])


def test_no_secret_stands_in_the_file_or_in_the_example() -> None:
    settings = SERVICES["web"]["environment"]
    assert settings["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in settings["DATABASE_URL"]
    assert "${REDIS_PASSWORD:?" in settings["REDIS_URL"]
    example = (ROOT / ".env.example").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert re.search(rf"^{name}=$", example, re.MULTILINE)


def test_the_example_names_every_variable_that_must_be_set() -> None:
    wanted = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    example = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert wanted <= example


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned(name: str) -> None:
    assert PINNED.fullmatch(SERVICES[name]["image"])


@pytest.mark.parametrize("name", OURS)
def test_our_containers_run_without_any_privilege(name: str) -> None:
    service = OURS[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_what_runs_for_long_is_watched_and_started_again(name: str) -> None:
    service = LONG_RUNNING[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"]


def test_the_database_is_migrated_before_anything_uses_it() -> None:
    users = PRODUCT.keys() - {"migrate"}
    for name in users:
        waits_for = PRODUCT[name]["depends_on"]["migrate"]["condition"]
        assert waits_for == "service_completed_successfully"
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}


def test_data_outlives_the_containers() -> None:
    mounted = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert mounted == COMPOSE["volumes"].keys()
    assert {"database", "files", "queue"} <= mounted


def test_the_image_is_built_in_stages_from_pinned_parts_and_drops_root() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    assert all(PINNED.fullmatch(base) for base in bases)
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last_stage, re.MULTILINE)
    assert "\nHEALTHCHECK " in last_stage
    assert "pip install" not in last_stage
    assert "--require-hashes" in DOCKERFILE
    assert "requirements-dev" not in DOCKERFILE


def test_what_the_image_copies_is_let_through_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--)(\S+?)/? ", DOCKERFILE, re.MULTILINE)
    let_through = (ROOT / ".dockerignore").read_text().split()
    assert let_through[0] == "*"
    for path in copied:
        assert f"!{path}" in let_through
        assert (ROOT / path).exists()


def test_commands_of_ours_start_programs_that_exist() -> None:
    for service in OURS.values():
        check = service["healthcheck"].get("test", [])
        if check:
            assert (ROOT / check[2]).exists()


def test_every_setting_is_in_the_operators_table() -> None:
    read = set(re.findall(r'environ(?:\.get\(|, )"(\w+)"', (ROOT / "config.py").read_text()))
    table = re.findall(
        r"^\| (`[A-Z_`, ]+) \|", (ROOT / "docs/operations.md").read_text(), re.MULTILINE
    )
    assert len(read) > 10
    assert read <= set(re.findall(r"\w+", " ".join(table)))


def test_postgresql_plans_as_where_the_product_is_tested_and_measured() -> None:
    told = [part for setting in PLANNING for part in ("-c", setting)]
    assert _command(SERVICES["db"]) == ["postgres", *told]
