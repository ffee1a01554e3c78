"""The errors mediakit raises: each one sentence that says what, where, and what was there instead."""


class MediakitError(Exception):
    """Something a user can mend; its text is the whole message."""


class ReadError(MediakitError):
    """A source cannot be read."""

    def __init__(self, source: str, place: str, reason: str) -> None:
        self.source, self.place, self.reason = source, place, reason
        super().__init__(f"{source}{f', {place}' if place else ''}: {reason}")


class TableError(MediakitError):
    """A table lacks what its schema declares."""


class LexiconError(MediakitError):
    """A lexicon or another data file has a line that cannot be used."""


class ModelError(MediakitError):
    """A language model cannot be had."""
