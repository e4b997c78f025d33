"""Every test; the folders below carry the names of the folders they test."""
