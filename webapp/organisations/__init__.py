"""The register of bodies: their mailboxes, their members, and lists of them read from files."""
