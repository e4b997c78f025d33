"""Every setting, read from the environment once, typed.

A missing secret stops the start: only `YTTRA_DEMO=1` (set by `make demo` and by the
tests) may run with the loopback defaults. Only the factory and the worker application read this.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LONGEST_TASK_SECONDS = 1800
"""No task runs longer; a message whose worker is lost comes back a while after this."""

_MEBIBYTE = 1024 * 1024
_FILM_HOSTS = "www.youtube-nocookie.com player.vimeo.com"


class SettingMissingError(RuntimeError):
    """A setting that the product cannot run without is not in the environment."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the product needs to know about the place it runs in."""

    database_url: str
    redis_url: str
    smtp_url: str
    secret_key: str
    public_url: str
    storage_url: str
    demo: bool = False
    authority_name: str = "Region Exempel"
    mail_sender: str = "remiss@region.example"
    mail_per_second: float = 20.0
    mail_domain_per_second: float = 5.0
    mail_reminders: str = "08:00"
    mail_digest: str = "07:30"
    mail_quiet: str = "20:00-07:00"
    mail_returns_to: str = ""
    mailboxes: tuple[str, ...] = ()
    dkim_key_file: str = ""
    dkim_selector: str = ""
    film_hosts: tuple[str, ...] = tuple(_FILM_HOSTS.split())
    log_json: bool = True
    max_upload_bytes: int = 50 * _MEBIBYTE
    session_hours: int = 12
    trusted_proxies: int = 0
    sign_in_limit: str = "10 per minute"
    submission_limit: str = "30 per minute"
    proof_after_address: int = 5
    proof_after_network: int = 40
    clamd_url: str = ""
    page_cache_seconds: int = 60
    drafts_kept_days: int = 180
    contacts_kept_days: int = 180
    beat_file: str = "celerybeat-schedule"
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def secure_cookies(self) -> bool:
        """Cookies are for HTTPS alone wherever the public address is."""
        return self.public_url.startswith("https://")

    def flask(self) -> dict[str, object]:
        """The same settings under the names that Flask and its extensions know."""
        public = urlsplit(self.public_url)
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_pre_ping": True,
                "pool_size": 10,
                # What a person types must never reach a log through an error's parameters.
                "hide_parameters": True,
            },
            "MAX_CONTENT_LENGTH": self.max_upload_bytes,
            "MAX_FORM_MEMORY_SIZE": 4 * _MEBIBYTE,
            "SESSION_COOKIE_NAME": "yttra",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": self.session_hours * 3600,
            "WTF_CSRF_TIME_LIMIT": None,
            # Checked by core.web after access, so that a lost session is told from a forged form.
            "WTF_CSRF_CHECK_DEFAULT": False,
            "RATELIMIT_STORAGE_URI": self.redis_url.replace("unix://", "redis+unix://"),
            "RATELIMIT_KEY_PREFIX": "yttra",
            "BABEL_DEFAULT_LOCALE": "sv",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Stockholm",
            # For addresses in e-mails, which are written where there is no request.
            "SERVER_NAME": public.netloc,
            "PREFERRED_URL_SCHEME": public.scheme,
            "APPLICATION_ROOT": public.path or "/",
            "AUTHORITY_NAME": self.authority_name,
            "MAIL_SENDER": self.mail_sender,
            "MAIL_PER_SECOND": self.mail_per_second,
            "MAIL_DOMAIN_PER_SECOND": self.mail_domain_per_second,
            "MAIL_RETURNS_TO": self.mail_returns_to,
            "MAILBOXES": self.mailboxes,
            "DKIM_KEY_FILE": self.dkim_key_file,
            "DKIM_SELECTOR": self.dkim_selector,
            "FILM_HOSTS": self.film_hosts,
            "SMTP_URL": self.smtp_url,
            "STORAGE_URL": self.storage_url,
            "SIGN_IN_LIMIT": self.sign_in_limit,
            "SUBMISSION_LIMIT": self.submission_limit,
            "REDIS_URL": self.redis_url,
            "PROOF_AFTER_ADDRESS": self.proof_after_address,
            "PROOF_AFTER_NETWORK": self.proof_after_network,
            "CLAMD_URL": self.clamd_url,
            "PAGE_CACHE_SECONDS": self.page_cache_seconds,
            "DRAFTS_KEPT_DAYS": self.drafts_kept_days,
            "CONTACTS_KEPT_DAYS": self.contacts_kept_days,
            "DEMO": self.demo,
            **self.extra,
        }

    def celery(self) -> dict[str, object]:
        """The settings of the background work. Why each is as it is: docs/decisions/0004."""
        return {
            "broker_url": self.redis_url.replace("unix://", "redis+socket://"),
            "broker_connection_retry_on_startup": True,
            "broker_transport_options": {
                "visibility_timeout": LONGEST_TASK_SECONDS + 600,
                "socket_timeout": 10,
                "socket_connect_timeout": 5,
            },
            "task_serializer": "json",
            "accept_content": ["json"],
            "task_ignore_result": True,
            "task_acks_late": True,
            "task_reject_on_worker_lost": True,
            "task_acks_on_failure_or_timeout": True,
            "worker_prefetch_multiplier": 1,
            "task_default_queue": "default",
            "task_soft_time_limit": 240,
            "task_time_limit": 300,
            "task_annotations": {
                # The pages of a long scan are read one by one.
                "responses.read_incoming": {"soft_time_limit": 900, "time_limit": 960},
                "reports.compile_report": {
                    "soft_time_limit": LONGEST_TASK_SECONDS - 60,
                    "time_limit": LONGEST_TASK_SECONDS,
                },
            },
            "worker_max_tasks_per_child": 500,
            "worker_hijack_root_logger": False,
            "worker_send_task_events": False,
            "beat_schedule_filename": self.beat_file,
            "timezone": "Europe/Stockholm",
        }


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`.

    Raises:
        SettingMissingError: a required setting is absent; its sentence names which.
    """
    demo = environ.get("YTTRA_DEMO") == "1"
    return Settings(
        database_url=_required(environ, "DATABASE_URL"),
        redis_url=_required(environ, "REDIS_URL"),
        smtp_url=_required(environ, "SMTP_URL"),
        secret_key=_required(environ, "SECRET_KEY"),
        public_url=_required(environ, "PUBLIC_URL").rstrip("/"),
        storage_url=_required(environ, "STORAGE_URL"),
        demo=demo,
        authority_name=environ.get("AUTHORITY_NAME", "Region Exempel"),
        mail_sender=environ.get("MAIL_SENDER", "remiss@region.example"),
        mail_per_second=float(environ.get("MAIL_PER_SECOND", "20")),
        mail_domain_per_second=float(environ.get("MAIL_DOMAIN_PER_SECOND", "5")),
        mail_reminders=environ.get("MAIL_REMINDERS_AT", "08:00"),
        mail_digest=environ.get("MAIL_DIGEST_AT", "07:30"),
        mail_quiet=environ.get("MAIL_QUIET", "20:00-07:00"),
        mail_returns_to=environ.get("MAIL_RETURNS_TO", ""),
        dkim_key_file=environ.get("DKIM_KEY_FILE", ""),
        dkim_selector=environ.get("DKIM_SELECTOR", "yttra"),
        mailboxes=tuple(environ.get("MAILBOX_URLS", "").split()),
        film_hosts=tuple(environ.get("FILM_HOSTS", _FILM_HOSTS).split()),
        log_json=environ.get("LOG_FORMAT", "json") == "json",
        max_upload_bytes=int(environ.get("MAX_UPLOAD_MB", "50")) * _MEBIBYTE,
        session_hours=int(environ.get("SESSION_HOURS", "12")),
        trusted_proxies=int(environ.get("TRUSTED_PROXIES", "0")),
        sign_in_limit=environ.get("SIGN_IN_LIMIT", "10 per minute"),
        submission_limit=environ.get("SUBMISSION_LIMIT", "30 per minute"),
        proof_after_address=int(environ.get("PROOF_AFTER_ADDRESS", "5")),
        proof_after_network=int(environ.get("PROOF_AFTER_NETWORK", "40")),
        clamd_url=environ.get("CLAMD_URL", ""),
        page_cache_seconds=int(environ.get("PAGE_CACHE_SECONDS", "60")),
        drafts_kept_days=max(30, int(environ.get("DRAFTS_KEPT_DAYS", "180"))),
        contacts_kept_days=max(30, int(environ.get("CONTACTS_KEPT_DAYS", "180"))),
        beat_file=environ.get("BEAT_FILE", "celerybeat-schedule"),
    )


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingMissingError(
            f"{name} is not set. Set it in the environment, or start the demo with 'make demo'."
        )
    return value
