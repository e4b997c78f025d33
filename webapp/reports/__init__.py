"""The consolidated report: what it says (outline) and how it is written (compilers)."""
