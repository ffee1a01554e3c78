"""Comparisons: tables in, tables out; no spaCy here."""
