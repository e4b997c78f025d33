"""The assembly: every part of the application, on one screen."""

import gc
import logging.config

import structlog
from flask import Flask
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from webapp import cli
from webapp.accounts import views as accounts
from webapp.api import views as api
from webapp.assessment import views as assessment
from webapp.core import background, extensions, web
from webapp.core.database import db
from webapp.drafts import views as drafts
from webapp.home import views as home
from webapp.notifications import views as notifications
from webapp.notifications.hours import Hours
from webapp.organisations import views as organisations
from webapp.reports import views as reports
from webapp.responses import views as responses
from webapp.rounds import views as rounds

FEATURES = (
    api,
    home,
    reports,
    assessment,
    responses,
    rounds,
    drafts,
    organisations,
    accounts,
    notifications,
)

CATALOGUES = (
    "core", "templates", "notifications", "audit", "accounts", "organisations", "drafts",
    "rounds", "responses", "assessment", "reports", "home", "api",
)  # fmt: skip
"""The translation catalogues: one for each feature, and one for the shared templates."""


def create_app(settings: config.Settings | None = None) -> Flask:
    """Make the application from `settings`, or from the environment where none are given."""
    settings = settings or config.read()
    _log(as_json=settings.log_json)
    app = web.Application("webapp", template_folder="../templates", static_folder="static")
    app.config.update(settings.flask())
    # Hours that are none stop the start, and not the first reminder.
    app.config["MAIL_HOURS"] = Hours.of(
        settings.mail_reminders, settings.mail_digest, settings.mail_quiet
    )
    app.config["BABEL_DOMAIN"] = ";".join(CATALOGUES)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(["../translations"] * len(CATALOGUES))
    background.messenger.conf.update(settings.celery())
    _extend(app, settings)
    web.prepare(app)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    cli.register(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    return app


def serve() -> Flask:
    """Make the application as a web server runs it, in a process that does nothing else.

    Python goes through all that a process holds now and then, for what nobody uses any more: a
    third of a second, for which a person waits. What stays as long as the process is let alone.
    """
    app = create_app()
    configure_mappers()
    gc.collect()
    gc.freeze()
    return app


def _extend(app: Flask, settings: config.Settings) -> None:
    db.init_app(app)
    extensions.migrate.init_app(app, db, directory="migrations")
    extensions.babel.init_app(app, locale_selector=web.choose_language)
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
    extensions.login_manager.init_app(app)
    accounts.prepare(extensions.login_manager)
    extensions.talisman.init_app(
        app,
        force_https=settings.secure_cookies,
        session_cookie_secure=settings.secure_cookies,
        session_cookie_samesite="Lax",
        content_security_policy=web.CONTENT_SECURITY_POLICY,
        referrer_policy="same-origin",
    )


def _log(*, as_json: bool) -> None:
    """Write one line an event to standard error, as JSON where a machine reads it."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    stages = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper("iso", utc=True)]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        renderer,
                    ],
                    "foreign_pre_chain": stages,
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
            "loggers": {"alembic": {"level": "WARNING"}},
            "root": {"handlers": ["out"], "level": "INFO"},
        }
    )
