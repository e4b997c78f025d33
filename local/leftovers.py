"""Processes of one demo, found by the mark in their environment: for leaving none behind."""

import os
from pathlib import Path

import psutil

from local.sharing import wait_until

MARK = "YTTRA_DEMO_FOLDER"
_PATIENCE_SECONDS = 6


def of(folder: Path) -> list[psutil.Process]:
    """The live processes that the demo of `folder` started, but for the one that asks."""
    others = (found for found in psutil.process_iter() if found.pid != os.getpid())
    return [found for found in others if _is_marked(found, str(folder))]


def end(folder: Path) -> bool:
    """End what an earlier demo of `folder` left; whether nothing is left."""
    for process in of(folder):
        _signal(process, kill=False)
    if wait_until(lambda: not of(folder), seconds=_PATIENCE_SECONDS, pause=0.1):
        return True
    for process in of(folder):
        _signal(process, kill=True)
    return wait_until(lambda: not of(folder), seconds=_PATIENCE_SECONDS, pause=0.1)


def _is_marked(process: psutil.Process, folder: str) -> bool:
    try:
        marked: bool = process.environ().get(MARK) == folder
        return marked and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _signal(process: psutil.Process, *, kill: bool) -> None:
    try:
        (process.kill if kill else process.terminate)()
    except psutil.Error:
        return  # It ended by itself.
