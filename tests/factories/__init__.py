"""Test data: one factory a table, in a module a feature. Each makes a whole, plausible thing."""
