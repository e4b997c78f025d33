"""Tasks of drafts: one service call each."""
