"""What a package is as a file: names, the ZIP itself, and what is said of its contents. Pure."""

from pathlib import Path


def schemas_folder() -> Path:
    """Where the schemas are that go into an archive package."""
    return Path(__file__).parent / "schemas"
