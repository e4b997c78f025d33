"""The identities of an e-mail: its Message-ID, its thread's, and where reports about it come to.

Pure: what depends on the place that the product runs in is given.
"""

import base64
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass

_MAC_BYTES = 10
_RETURN = re.compile(r"\+([a-z2-7]{26})\.([a-z2-7]{16})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """How this installation names its e-mails.

    `host` is its public one, `returns` the mailbox that reports about undelivered e-mails come
    to (empty for the sender's own), and `key` what signs.
    """

    host: str
    returns: str
    key: bytes

    def message_id(self, row_id: uuid.UUID) -> str:
        """The Message-ID of the e-mail in a row: the same row, the same id (RFC 5322, 3.6.4)."""
        return f"<{row_id}@{self.host}>"

    def list_id(self, thread: uuid.UUID) -> str:
        """What the e-mails of one thread have in common, for filters (RFC 2919)."""
        return f"<{thread}.{self.host}>"

    def rows_named(self, references: str) -> list[uuid.UUID]:
        """The rows whose Message-IDs stand in a header such as `In-Reply-To`, latest first."""
        found = re.findall(
            rf"<([0-9a-f-]{{36}})@{re.escape(self.host)}>", references, re.IGNORECASE
        )
        return [uuid.UUID(each) for each in reversed(found) if _is_uuid(each)]

    def return_address(self, row_id: uuid.UUID) -> str:
        """The envelope sender of one e-mail: a report that comes to it is about that one.

        It is signed, so that no one can have an e-mail counted as returned who has not seen it.
        """
        local, _, host = self.returns.rpartition("@")
        return f"{local}+{_letters(row_id.bytes)}.{self._mac(row_id)}@{host}"

    def row_of(self, address: str) -> uuid.UUID | None:
        """The row of a return address; None where it is none, or was not signed here."""
        found = _RETURN.search(address)
        if found is None:
            return None
        said, mac = (part.lower() for part in found.groups())
        row_id = uuid.UUID(bytes=base64.b32decode(f"{said.upper()}======"))
        return row_id if hmac.compare_digest(mac, self._mac(row_id)) else None

    def _mac(self, row_id: uuid.UUID) -> str:
        digest = hmac.digest(self.key, b"yttra.returned:" + row_id.bytes, hashlib.sha256)
        return _letters(digest[:_MAC_BYTES])


def _letters(value: bytes) -> str:
    """In letters and digits whose case does not matter: some mail servers change it."""
    return base64.b32encode(value).decode().rstrip("=").lower()


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
