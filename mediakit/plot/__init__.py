"""Figures, one file a family: a table in, matplotlib Axes out."""
