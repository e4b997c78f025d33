"""Ports of this machine's loopback address."""

import socket

LOOPBACK = "127.0.0.1"


def free() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def taken(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether another program listens on `port`."""
    with socket.socket() as probe:
        # As servers do it: what lingers from closed connections is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
        return False
