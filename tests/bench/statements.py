"""How many SQL statements each kind of request costs: `python -m tests.bench.statements`.

The requests come as JSON on standard input and are answered within this process, first with
nothing in any cache of the application's, then again.
"""

import json
import sys
import uuid
from typing import Any

from flask import Flask
from sqlalchemy import event

from webapp.core.database import db
from webapp.factory import create_app


def counted(app: Flask, requests: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """For each request how many statements it took, the first and the second time."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine
        engine.connect().close()  # What a new connection asks is nobody's request.

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    def count(request: dict[str, Any]) -> int:
        seen.clear()
        app.test_client(use_cookies=False).open(
            request["path"],
            method=request["method"],
            headers=request["headers"],
            data=request["body"].replace("{key}", str(uuid.uuid4())),
        )
        return len(seen)

    return [(count(request), count(request)) for request in requests]


def main() -> None:
    """Count for the requests on standard input; JSON on standard output."""
    print(json.dumps(counted(create_app(), json.load(sys.stdin))))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
