"""The documents that are asked about: versions, sections and blocks, in several languages."""
