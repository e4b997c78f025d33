"""The append-only trail: proof that each response was opened, sorted and weighed."""
