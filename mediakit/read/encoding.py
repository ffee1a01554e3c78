"""From bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs

from mediakit.errors import ReadError

SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "a gzip archive",
}
"""First bytes of files that are often given a wrong suffix."""

MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decode(data: bytes, source: str) -> str:
    """The text that some bytes are: UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252.

    Line ends become "\\n" only where a file knows no other than "\\r", so that "\\r\\n" stays as it stands.

    Raises
    ------
    ReadError
        For bytes that are no text: empty, an image or another binary file, or in no encoding tried.
    """
    if not data.strip():
        raise ReadError(source, "", "the file is empty; put the article's text into it or take it out")
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(source, "", f"this is {what}, not text; save the article's text as a UTF-8 .txt file")
    text = _decode(data, source)
    if not text.strip("\ufeff \t\r\n\f\v\u200b\u00a0\u3000"):
        raise ReadError(source, "", "the file is empty; put the article's text into it or take it out")
    return text.replace("\r", "\n") if "\n" not in text else text


def _decode(data: bytes, source: str) -> str:
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                return _text(data[len(mark) :].decode(encoding), source)
            except UnicodeDecodeError as error:
                raise _undecodable(
                    source, f"begins as {encoding.upper()} but byte {error.start} does not fit"
                ) from None
    guess = _utf16_without_mark(data)
    if guess:
        try:
            return _text(data.decode(guess), source)
        except (UnicodeDecodeError, ReadError):
            pass
    if b"\0" in data:
        raise ReadError(source, "", "this is a binary file, not text; save the article's text as a UTF-8 .txt file")
    try:
        return _text(data.decode("utf-8"), source)
    except UnicodeDecodeError as error:
        first = error.start
    try:
        return _text(data.decode("cp1252"), source)
    except UnicodeDecodeError:
        raise _undecodable(source, f"byte {first} is not UTF-8 and the whole is not Windows-1252") from None


def _utf16_without_mark(data: bytes) -> str | None:
    """Which UTF-16 some bytes look like: in Latin text every other byte is zero."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _text(text: str, source: str) -> str:
    """The text itself, unless control characters show that it is none."""
    sample = text[:20_000]
    odd = sum(1 for character in sample if ord(character) < 32 and character not in "\t\n\r\f\v\x1b\x1a")
    if "\0" in sample or odd > len(sample) * 0.02:
        raise ReadError(source, "", "this is a binary file, not text; save the article's text as a UTF-8 .txt file")
    return text


def _undecodable(source: str, why: str) -> ReadError:
    return ReadError(source, "", f"the encoding is unknown: {why}; save the file as UTF-8")
