"""The order of migrations, read from their files."""

from pathlib import Path

import pytest

from local import migrations


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    (tmp_path / "0001_the_ground.py").write_text('revision = "0001"\ndown_revision = None\n')
    (tmp_path / "0002_a.py").write_text('revision = "0002"\ndown_revision = "0001"\n')
    (tmp_path / "__init__.py").write_text("")
    return tmp_path


def test_a_chain_has_one_head(versions: Path) -> None:
    assert migrations.heads(versions) == ["0002"]
    assert migrations.next_number(versions) == "0003"


def test_two_migrations_after_the_same_one_are_two_heads(versions: Path) -> None:
    (versions / "0003_b.py").write_text('down_revision: str | None = "0001"\n')
    assert migrations.heads(versions) == ["0002", "0003"]


def test_a_merge_leaves_one_head(versions: Path) -> None:
    (versions / "0003_b.py").write_text('down_revision = "0001"\n')
    (versions / "0004_c.py").write_text("down_revision = ('0002', '0003')\n")
    assert migrations.heads(versions) == ["0004"]


def test_the_first_migration_is_number_one(tmp_path: Path) -> None:
    assert migrations.next_number(tmp_path) == "0001"


def test_the_products_own_migrations_have_one_head() -> None:
    assert len(migrations.heads()) == 1
