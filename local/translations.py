"""The catalogues of the interface's words: made for running, and checked for what is missing.

Message ids are English, so English needs no catalogue. There is one catalogue per feature, so that
one word finds all that belongs to it. `python -m local.translations update rounds` reads the
messages of a feature out of its code and templates, `compile` makes what the product loads, and
`check` says what a reader of another language would meet in English.
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_ROOT = Path(__file__).parents[1]
TO_ONE = "to one person"
"""Of a message as it is said to a private person (`webapp.core.rendering`): no code names it, so it
stays while the message is used."""
KEYWORDS = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "_p": ((1, "c"), 2),
    "gettext": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
}
_SOURCES: tuple[tuple[str, list[tuple[str, str]], dict[str, dict[str, str]]], ...] = (
    ("webapp", [("**.py", "python")], {}),
    (
        "templates",
        [("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.xml", "jinja2"), ("**.ics", "jinja2")],
        {pattern: {"silent": "false"} for pattern in ("**.html", "**.txt", "**.xml", "**.ics")},
    ),
)

_SHARED = {
    "core": ("webapp/core",),
    "templates": ("templates/layout", "templates/components", "templates/errors"),
}
"""The catalogues that belong to no feature; a feature's is webapp/<name> and templates/<name>."""

_Identity = tuple[str, str | None]


def compile_catalogues(root: Path = _ROOT) -> None:
    """Make the .mo file beside each .po file that is newer than its own.

    Many processes may do this at once: each file appears whole.
    """
    for source in _catalogue_files(root):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as file:
            write_mo(file, _read(source))
        unfinished.rename(target)


def update(name: str, *, root: Path = _ROOT, language: str = "sv") -> None:
    """Bring the catalogue `name` up to date with its folders; what is no longer used goes."""
    found = Catalog()
    for folder in _SHARED.get(name, (f"webapp/{name}", f"templates/{name}")):
        methods = [method for _, patterns, _ in _SOURCES for method in patterns]
        if (root / folder).is_dir():
            for _, _, message, _, context in extract_from_dir(
                root / folder, methods, keywords=KEYWORDS
            ):
                found.add(message, context=context)
    target = root / "translations" / language / "LC_MESSAGES" / f"{name}.po"
    catalogue = _read(target) if target.exists() else Catalog(locale=language)
    for said in catalogue:
        if said.context == TO_ONE and said.id in found:
            found.add(said.id, context=TO_ONE)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "Yttra", "1"
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "Yttra"
    catalogue.revision_date = catalogue.creation_date = datetime(2026, 11, 23, tzinfo=UTC)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, width=100)


def faults(root: Path = _ROOT) -> Iterator[str]:
    """What a reader of another language would meet in English, one sentence each."""
    used = dict(_used(root))
    for language in sorted(path.name for path in (root / "translations").glob("*")):
        translated: dict[_Identity, tuple[str, object]] = {}
        for source in _catalogue_files(root, language):
            for message in _read(source):
                yield from _message_faults(source.relative_to(root), message)
                identity = _identity(message.id, message.context)
                name, string = translated.setdefault(identity, (source.stem, message.string))
                if message.id and string != message.string:
                    yield f"{language}: “{identity[0]}” differs between {name} and {source.stem}"
        for identity in used.keys() - translated.keys():
            yield f"{used[identity]}: “{identity[0]}” has no translation to {language}"


def _catalogue_files(root: Path, language: str = "*") -> list[Path]:
    return sorted((root / "translations").glob(f"{language}/LC_MESSAGES/*.po"))


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3], domain=source.stem, abort_invalid=True)


def _used(root: Path) -> Iterator[tuple[_Identity, str]]:
    for folder, methods, options in _SOURCES:
        for name, line, message, _comments, context in extract_from_dir(
            root / folder, methods, options, KEYWORDS
        ):
            yield _identity(message, context), f"{folder}/{name}:{line}"


def _identity(message: str | tuple[str, ...] | list[str], context: str | None) -> _Identity:
    return (message if isinstance(message, str) else message[0], context)


def _message_faults(source: Path, message: Message) -> Iterator[str]:
    if not message.id:
        return
    where = f"{source}:{message.lineno}: “{_identity(message.id, None)[0]}”"
    strings = [message.string] if isinstance(message.string, str) else message.string or [""]
    if message.fuzzy:
        yield f"{where} is marked fuzzy"
    if not all(strings):
        yield f"{where} is not translated"
    for error in message.check():
        yield f"{where}: {error}"


def main() -> int:
    """Compile, or check and say every fault."""
    if sys.argv[1:] == ["compile"]:
        compile_catalogues()
        return 0
    if sys.argv[1:2] == ["update"]:
        for name in sys.argv[2:]:
            update(name)
        return 0
    found = list(faults())
    print("\n".join(found) if found else "Every text is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
