"""How much is asked for from one address, and from one network, within an hour.

Where it is very much, the browser has to do a calculation first (`accounts.proof`); who cannot
have it done waits for the e-mail instead. Marks are counted, in Redis and for an hour: neither
address nor network can be read from them. Where Redis is out of reach, nobody is stopped.
"""

import ipaddress
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, cast

from flask import current_app
from redis import RedisError

from webapp.accounts import proof
from webapp.core import access, clock
from webapp.core.database import uuid7
from webapp.core.errors import DomainError
from webapp.core.extensions import redis
from webapp.core.rendering import lazy_gettext as _l

log = logging.getLogger(__name__)

HOUR: Final = timedelta(hours=1)
WAIT: Final = timedelta(minutes=10)
"""How long who does no calculation waits for the e-mail."""

MOST_LATER: Final = 5
"""How many times what is much a network may ask for, if its people wait for it."""

PURPOSE: Final = "link"


@dataclass(frozen=True, slots=True)
class Asker:
    """From where something is asked for, and what the browser gave with it."""

    network: str = ""
    """The address that the request came from (IPv4 or IPv6)."""
    solution: str = ""
    later: bool = False
    """Whether the person would rather wait than have the browser calculate."""


class ProofNeededError(DomainError):
    """Very much is asked for: the browser is to calculate, or the person to wait."""


def allow(asker: Asker, email: str) -> timedelta:
    """Let `asker` have a link sent to `email`, and say how long it is to lie before it leaves.

    Raises:
        ProofNeededError: very much is asked for, and no calculation came with it.
    """
    address, network = _marks(asker, email)
    try:
        if not _is_much(address, network):
            return timedelta()
        if asker.later:
            return _later(address, network)
        if proof.is_solved(asker.solution, PURPOSE):
            return timedelta()
    except RedisError as error:
        log.warning("nothing is counted: %s", error)
        return timedelta()
    finally:
        with suppress(RedisError):
            _count(address, network)
    raise ProofNeededError(
        _l("Press the button again: your browser first has to do a short calculation."),
        field="proof",
    )


def note_begun(asker: Asker) -> None:
    """Count that someone has begun an answer from the asker's network."""
    with suppress(RedisError):
        _count(_marks(asker, "")[1])


def _later(address: str, network: str) -> timedelta:
    """Let the e-mail leave in a while: one an hour to an address, and not endlessly many."""
    most = int(current_app.config["PROOF_AFTER_NETWORK"]) * MOST_LATER
    waits = redis().set(f"{address}:later", 1, nx=True, ex=HOUR)
    if not waits or (most and _counted(network) > most):
        raise ProofNeededError(
            _l(
                "We cannot send more to this address just now. Look in your inbox, try again in "
                "an hour, or write to the contact person named in the consultation."
            ),
            field="proof",
        )
    return WAIT


def _is_much(address: str, network: str) -> bool:
    limits = (address, "PROOF_AFTER_ADDRESS"), (network, "PROOF_AFTER_NETWORK")
    return any(
        int(current_app.config[name]) and _counted(key) >= int(current_app.config[name])
        for key, name in limits
        if key
    )


def _marks(asker: Asker, email: str) -> tuple[str, str]:
    """Under what the address and the network are counted; nothing where there is none."""
    address = email.strip().lower()
    network = _network(asker.network)
    return (
        f"yttra:asked:{access.mark('asked', address)}" if address else "",
        f"yttra:asked:{access.mark('asked', network)}" if network else "",
    )


def _network(address: str) -> str:
    """The network that an address is in: what one customer of a provider as a rule has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if isinstance(found, ipaddress.IPv4Address) else 56
    return str(ipaddress.ip_network((found, prefix), strict=False))


def _counted(key: str) -> int:
    since = (clock.now() - HOUR).timestamp()
    return cast("int", redis().zcount(key, since, "+inf"))


def _count(*keys: str) -> None:
    at = clock.now().timestamp()
    with redis().pipeline() as pipeline:
        for key in filter(None, keys):
            pipeline.zremrangebyscore(key, 0, at - HOUR.total_seconds())
            pipeline.zadd(key, {uuid7().hex: at})
            pipeline.expire(key, HOUR)
        pipeline.execute()
