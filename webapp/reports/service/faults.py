"""Why a worker could not make something: from the error to what people are told."""

import errno

from webapp.drafts.word.refusal import WordRefused
from webapp.reports.models import Fault
from webapp.reports.packed.zips import DamagedError

_FULL = {errno.ENOSPC, errno.EDQUOT}


class HiddenError(Exception):
    """Something was masked, withheld or disowned while a package for all to read was made."""


def fault_of(error: Exception | None) -> Fault:
    """Why it could not be made. None is where too many workers died of it: of memory, mostly."""
    match error:
        case None | MemoryError() | TimeoutError():
            return Fault.SIZE
        case DamagedError() | FileNotFoundError():
            return Fault.FILE
        case OSError() if error.errno in _FULL:
            return Fault.ROOM
        case WordRefused():
            return Fault.TEMPLATE
        case HiddenError():
            return Fault.HIDDEN
        case _:
            return Fault.OTHER
