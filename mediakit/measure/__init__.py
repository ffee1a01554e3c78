"""Measures: functions from a corpus to a table, one file a table."""
