"""What the bench asks for: who is signed in, and the requests that each of them repeats."""

import http.client
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from tests.bench import seeding
from tests.bench.place import Site

FORM_KEY = "{key}"
"""Stands in a body for an identifier that is new in each request."""

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Request:
    """One request, ready to be sent again and again."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is measured: for each client, the requests that it goes through in turn."""

    name: str
    clients: tuple[tuple[Request, ...], ...]
    expected: int = 200


class Visitor:
    """A browser of a kind: it keeps cookies and fills in what a form needs."""

    def __init__(self, address: str) -> None:
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(address, timeout=30)

    def get(self, path: str) -> str:
        """The page at `path`."""
        return self._send("GET", path, None)

    def post(self, path: str, **fields: str) -> None:
        """Fetch the page at `path`, and send its form to the same address."""
        token = csrf_token(self.get(path))
        self._send("POST", path, urllib.parse.urlencode({"csrf_token": token, **fields}))

    def close(self) -> None:
        """Let go of the line to the server."""
        self._connection.close()

    @property
    def headers(self) -> dict[str, str]:
        """What a browser in this state sends."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept-Language": "sv", **({"Cookie": cookie} if cookie else {})}

    def _send(self, method: str, path: str, body: str | None) -> str:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        response = self._answer(method, path, body, self.headers | form)
        page = response.read().decode()
        if response.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{method} {path} was answered {response.status}")
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        return page

    def _answer(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        """The answer; a page is asked for anew where the server had let the line go meanwhile."""
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except http.client.RemoteDisconnected:
            if method != "GET":
                raise
            self._connection.close()
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()


def csrf_token(page: str) -> str:
    """The token of the page's first form."""
    found = _TOKEN.search(page)
    if found is None:
        raise RuntimeError("The page holds no form with a token.")
    return found.group(1)


def scenarios(site: Site) -> list[Scenario]:
    """Everything asked of the web server, in an order in which nothing disturbs the next."""
    officer = Visitor(site.address)
    officer.post("/sign-in", email=seeding.OFFICER[0], password=seeding.OFFICER[1])
    writers = [_entered(site, link) for link in site.seeded.links]
    here = f"/rounds/{site.seeded.round_id}"
    keys = site.seeded.section_keys
    reader = Visitor(site.address)
    sections = [f"{here}/assessment/{key}" for key in keys]
    return [
        _pages("reading page", [reader] * 8, [f"{here}/read"]),
        _pages("a section, to comment on", writers, [f"{here}/sections/{key}" for key in keys]),
        Scenario("posting a comment", tuple(_comments(each, here, site) for each in writers), 302),
        _pages("staff: responses", [officer] * 2, [f"{here}/responses"]),
        _pages("staff: points of a section", [officer] * 2, sections),
        _pages("staff: all points", [officer] * 2, [f"{here}/points"]),
        _pages("staff: points found by words", [officer] * 2, _sought(here)),
        _pages("staff: the round", [officer] * 2, [here]),
    ]


def _sought(here: str) -> list[str]:
    """The list of points narrowed in the ways that are used most."""
    return [
        f"{here}/points?{urllib.parse.urlencode(asked)}"
        for asked in (
            {"q": "inlandet"},
            {"q": "mål or indikatorer", "status": "decided"},
            {"q": '"samiska perspektivet"', "category": "municipality"},
            {"position": "oppose", "kind": "editorial"},
            {"status": "left"},
            {"sender": "00012"},
        )
    ]


def _entered(site: Site, link: str) -> Visitor:
    visitor = Visitor(site.address)
    visitor.post(f"/answer/{link}")
    return visitor


def _pages(name: str, visitors: list[Visitor], paths: list[str]) -> Scenario:
    """Each visitor begins at a place of its own in the paths."""
    return Scenario(
        name,
        tuple(
            tuple(
                Request("GET", paths[(start + step) % len(paths)], visitor.headers)
                for step in range(len(paths))
            )
            for start, visitor in enumerate(visitors)
        ),
    )


def _comments(visitor: Visitor, here: str, site: Site) -> tuple[Request, ...]:
    paths = [f"{here}/sections/{key}" for key in site.seeded.section_keys]
    token = csrf_token(visitor.get(paths[0]))
    headers = {**visitor.headers, "Content-Type": "application/x-www-form-urlencoded"}
    return tuple(
        Request("POST", path, headers, _comment(token, text))
        for path, text in zip(paths, seeding.remarks(), strict=False)
    )


def _comment(token: str, text: str) -> str:
    fields = {"csrf_token": token, "kind": "general", "text": text, "position": ""}
    return f"{urllib.parse.urlencode(fields)}&form_key={FORM_KEY}"
