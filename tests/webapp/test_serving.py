"""How a web server is given the application."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import gc
from webapp.factory import serve
app = serve()
print(app.name, gc.get_freeze_count() > 10 * len(gc.get_objects()))
"""


def test_what_a_web_server_starts_with_is_let_alone_by_the_collector(settings):
    environ = {
        "YTTRA_DEMO": "1",
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SMTP_URL": settings.smtp_url,
        "SECRET_KEY": settings.secret_key,
        "PUBLIC_URL": settings.public_url,
        "STORAGE_URL": settings.storage_url,
    }
    command = [sys.executable, "-c", _PROGRAM]
    told = subprocess.run(  # noqa: S603 - our own program
        command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["webapp", "True"]


def test_the_container_and_the_demo_start_it_so():
    for name in ("Dockerfile", "local/demo.py"):
        assert re.findall(r"webapp\.factory:(\w+)", (ROOT / name).read_text()) == ["serve"], name
