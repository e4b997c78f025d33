"""The chapters of a response report: functions from the outline and the wording to blocks."""
