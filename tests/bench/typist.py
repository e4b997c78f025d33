"""A form that saves itself, spoken to as the page's script speaks (`webapp/static/autosave.js`)."""

import json
import time
import urllib.parse
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException
from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.bench.visits import Visitor


class Line(Enum):
    """How the network behaves while a form is saved."""

    GOOD = auto()
    AWAY = auto()
    """Nothing leaves."""
    CUT = auto()
    """What is sent may arrive, and its answer never comes."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What was sent, or is to be, under one key until it is answered."""

    fields: list[tuple[str, str]]
    held: dict[str, Any]


class SavedForm:
    """The form of a page in which somebody writes, with what its fields hold."""

    def __init__(self, address: str, path: str, visitor: Visitor) -> None:
        self._path, self._visitor = path, visitor
        self._connection = HTTPConnection(address, timeout=60)
        self._pending: Saving | None = None
        self._changed = False
        self.seconds: list[float] = []
        self.refused: list[int] = []
        self.open()

    def open(self) -> None:
        """Fetch the page anew."""
        form = BeautifulSoup(self._visitor.get(self._path), "html.parser").select_one(
            "form[data-autosave]"
        )
        if form is None:
            raise RuntimeError(f"{self._path} holds no form that saves itself.")
        hidden = form.select("[type=hidden]")
        self._hidden = {str(each["name"]): str(each.get("value", "")) for each in hidden}
        self._began = self._hidden.pop("began")
        self.texts = [str(each["name"]) for each in form.select("textarea")]
        self.held = _held(form)

    def type(self, name: str, words: Sequence[str], after: int | None = None) -> None:
        """Type words in a text, at its end or after so many characters."""
        said = self.held[name]
        at = len(said) if after is None else after
        self.held[name] = f"{said[:at]}{' '.join(['', *words])}{said[at:]}"
        self._changed = True

    def close(self) -> None:
        """Let go of the line to the server."""
        self._connection.close()

    @property
    def is_saved(self) -> bool:
        """Whether all that was typed is known to have arrived."""
        return not (self._changed or self._pending)

    def save(self, line: Line = Line.GOOD) -> None:
        """Save once. What is not known to have arrived is sent again, under the same key."""
        if self._pending is None:
            self._pending, self._changed = self._attempt(), False
        if line is not Line.AWAY:
            self._send(self._pending, cut=line is Line.CUT)

    def _attempt(self) -> Saving:
        fields = {**self._hidden, "began": self._began, "save_key": str(uuid.uuid4()), "unsure": ""}
        if "drafted" in fields:
            fields["drafted"] = "1"
        filled = [
            (name, each)
            for name, value in self.held.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        return Saving([*fields.items(), *filled], dict(self.held))

    def _send(self, saving: Saving, *, cut: bool) -> None:
        began = time.perf_counter()
        headers = self._visitor.headers | {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Autosave": "1",
        }
        try:
            self._connection.request(
                "POST", self._path, urllib.parse.urlencode(saving.fields), headers
            )
            if cut:
                self._connection.close()
                return
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):
            # As when the server is away: what was sent may have arrived, or not.
            self._connection.close()
            return
        self.seconds.append(time.perf_counter() - began)
        self._pending = None
        if response.status == 200:
            self._arrived(json.loads(body)["merged"], saving.held)
        else:
            self.refused.append(response.status)

    def _arrived(self, merged: dict[str, Any], sent: dict[str, Any]) -> None:
        """What was sent is what the next changes are told from; others' words are put in."""
        began = dict(sent)
        for name, value in merged.items():
            if name in sent and self.held[name] == sent[name]:
                self.held[name] = began[name] = value or ""
        self._began = json.dumps(began)


def _held(form: Tag) -> dict[str, Any]:
    """What the fields hold that a person fills in, by name, as the script reads them."""
    found: dict[str, Any] = {}
    for each in form.select("textarea"):
        # A browser leaves out the first line break after the tag.
        found[str(each["name"])] = each.get_text().removeprefix("\r").removeprefix("\n")
    for each in form.select("select"):
        chosen = each.select_one("option[selected]") or each.select_one("option")
        found[str(each["name"])] = str(chosen["value"]) if chosen else ""
    for each in form.select("[type=radio]"):
        value = str(each["value"]) if each.has_attr("checked") else ""
        found[str(each["name"])] = found.get(str(each["name"])) or value
    for each in form.select("[type=checkbox]"):
        held = found.setdefault(str(each["name"]), [])
        held += [str(each["value"])] if each.has_attr("checked") else []
    return found
