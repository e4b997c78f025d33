"""Flask's extensions, made here and bound to the application by the factory."""

from functools import cache

from flask import current_app
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from redis import Redis

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=True, swallow_errors=True)
login_manager = LoginManager()
migrate = Migrate()
talisman = Talisman()


def redis() -> Redis:
    """What is counted and forgotten within hours is kept here. It gives up within a second."""
    return _redis(str(current_app.config["REDIS_URL"]))


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
