"""The schema of a report's JSON, out of the very classes that are written. Pure.

Types, codes and what may be null come from the classes; what each member means comes from
`members.toml`. What lacks words there is refused, so that nothing is published undescribed.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from webapp.organisations.categories import Category, Sector
from webapp.reports.breakdown import PERSON, Row
from webapp.reports.outline import Point, Remark, Report, Section
from webapp.reports.participation import Behind
from webapp.reports.schemas import FOLDER, VERSION, Data
from webapp.responses.models.behind import Decider
from webapp.responses.models.kinds import Change

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_CHANGE: Final = {"enum": ["", *(each.value for each in Change)]}
_KEYS: Final = [None, *dict.fromkeys([*Category, PERSON, *Sector])]

KNOWN: Final[Mapping[tuple[type, str], Mapping[str, Any]]] = {
    (Report, "schema"): {"pattern": rf"/schemas/report/{VERSION}\.json$", "format": "uri"},
    (Report, "permalink"): {"format": "uri"},
    (Report, "edition"): {"minimum": 1},
    (Point, "permalink"): {"format": "uri"},
    (Point, "change"): _CHANGE,
    (Remark, "change"): _CHANGE,
    (Section, "level"): {"minimum": 1},
    (Behind, "by"): {"enum": ["", *(each.value for each in Decider)]},
    (Row, "key"): {"enum": _KEYS},
}
"""What is known of members beside their types."""

CALLED: Final[Mapping[tuple[type, str], str]] = {(Report, "schema"): "$schema"}
"""The members that are called otherwise in the JSON than in the code."""

_PLAIN: Final[Mapping[object, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
    Any: {},
}


def schema() -> dict[str, Any]:
    """The schema of the JSON that is written now. Its address is filled in when it is served."""
    made = _Making(tomllib.loads((FOLDER / "members.toml").read_text("utf-8")))
    whole = made.thing(Report)
    return {
        "$schema": DIALECT,
        "$id": f"/schemas/{Data.REPORT}/{VERSION}.json",
        **whole,
        "$defs": dict(sorted(made.defined.items())),
    }


class UndescribedError(LookupError):
    """Something in the report has no words in `members.toml`, or words there have nothing."""


class _Making:
    """Makes the schema of a class, and of each that it holds once."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._words = words
        self.defined: dict[str, dict[str, Any]] = {}

    def thing(self, kind: type) -> dict[str, Any]:
        """A dataclass as an object that has all of its members and no others."""
        members = {each.name: self._member(kind, each.name) for each in fields(kind)}
        self._words_of(kind, members)
        called = {CALLED.get((kind, name), name): said for name, said in members.items()}
        return {
            "title": _title(kind.__name__),
            "description": self._words[kind.__name__]["_"],
            "type": "object",
            "properties": called,
            "required": list(called),
            "additionalProperties": False,
        }

    def _member(self, kind: type, name: str) -> dict[str, Any]:
        words = self._words.get(kind.__name__, {}).get(name)
        if not words:
            raise UndescribedError(f"members.toml does not say what {kind.__name__}.{name} is")
        hint = get_type_hints(kind)[name]
        known = KNOWN.get((kind, name), {})
        return {"title": _title(name), "description": words, **self._type(hint), **known}

    def _type(self, hint: Any) -> dict[str, Any]:
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        inside = get_args(hint)
        if isinstance(hint, UnionType):
            return {"anyOf": [self._type(each) for each in inside]}
        if get_origin(hint) in {tuple, Sequence}:
            return {"type": "array", "items": self._type(inside[0])}
        if get_origin(hint) is Mapping:
            names, values = map(self._type, inside)
            return {"type": "object", "propertyNames": names, "additionalProperties": values}
        return self._defined(hint)

    def _defined(self, kind: type) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.defined:
            self.defined[name] = {}  # What holds itself would never end.
            made = self.thing(kind) if is_dataclass(kind) else self._codes(kind)
            self.defined[name] = made
        return {"$ref": f"#/$defs/{name}"}

    def _codes(self, kind: type) -> dict[str, Any]:
        if not issubclass(kind, StrEnum):
            raise UndescribedError(f"there is no schema for a {kind.__name__}")
        codes = [each.value for each in kind]
        words = self._words_of(kind, codes)
        told = "; ".join(f"{code}: {words[code]}" for code in codes)
        return {
            "title": _title(kind.__name__),
            "description": f"{words['_']} {told}.",
            "type": "string",
            "enum": codes,
        }

    def _words_of(self, kind: type, names: Sequence[str] | Mapping[str, Any]) -> Mapping[str, str]:
        words = self._words.get(kind.__name__, {})
        if {"_", *names} != set(words):
            odd = sorted({"_", *names} ^ set(words))
            raise UndescribedError(f"members.toml and {kind.__name__} differ: {odd}")
        return words


def _title(name: str) -> str:
    """The name in words: `registry_number` and `FullResponse` alike."""
    parted = "".join(f" {letter}" if letter.isupper() else letter for letter in name)
    return parted.replace("_", " ").strip().capitalize()
