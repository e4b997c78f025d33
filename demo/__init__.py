"""The demo's content: a fictional strategy, its distribution list, responses and assessments."""
