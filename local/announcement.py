"""What the demo says when it is ready: where to look and who to sign in as.

Run beside the demo: `python -m local.announcement SERVER ADDRESS [MAIL_ADDRESS]`, where SERVER is
the web server itself and ADDRESS what a browser is to open.
"""

import signal
import sys
import urllib.error
import urllib.request

from local.sharing import wait_until

_PATIENCE_SECONDS = 120


def answers(address: str) -> bool:
    """Whether the health page of the server at `address` says that all is well."""
    try:
        # Any answer but a good one is raised.
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - our own address
            return True
    except (urllib.error.URLError, OSError):
        return False


def announcement(address: str, mail_address: str | None) -> str:
    """The lines that stand last when everything has started."""
    from webapp.cli import DEMO_ACCOUNTS

    lines = ["", f"Yttra is ready:  {address}"]
    if mail_address:
        lines.append(f"Caught e-mail:   {mail_address}")
    lines += ["", "Sign in as:"]
    width = max(len(account.role) for account in DEMO_ACCOUNTS)
    for account in DEMO_ACCOUNTS:
        lines.append(f"  {account.role:<{width}}  {account.email}  {account.password}")
    return "\n".join([*lines, "", "Stop with Ctrl-C. Everything is kept until the next start.", ""])


def main() -> None:
    """Wait until everything answers, then say so."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))
    server, address, *mail = sys.argv[1:]
    watched = [server, *mail]
    if wait_until(lambda: all(map(answers, watched)), seconds=_PATIENCE_SECONDS, pause=0.3):
        print(announcement(address, mail[0] if mail else None), flush=True)
    else:
        print(f"Not all of {', '.join(watched)} answer; see the lines above.", flush=True)


if __name__ == "__main__":
    main()
