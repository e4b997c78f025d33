"""The demo's content hangs together: texts, lists, responses and assessments."""
