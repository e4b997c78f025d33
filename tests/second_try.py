"""A test with a real browser or real processes may fail once, in the open (decision 0049)."""

import pytest

REAL = ("browser", "slow")
"""The marks of tests whose outcome also depends on how busy the machine is."""
MOST = 3
"""How many second tries a whole run may need; more than that is a fault that hides."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test with a real browser or real processes be run once more after a failure."""
    for item in items:
        if any(item.get_closest_marker(mark) for mark in REAL):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _tries(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("rerun", ())) if reporter else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the run fail that needed too many second tries."""
    if _tries(session.config) > MOST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name what was run twice, with what went wrong the first time."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.section(f"first try of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
    if _tries(config) > MOST:
        terminalreporter.write_line(f"More than {MOST} tests needed a second try: this run failed.")
