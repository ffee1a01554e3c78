"""A page read: its raw text in, the article with its cuts and what the page says of itself out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mediakit.corpus import Article, Cut
from mediakit.errors import ReadError
from mediakit.read import furniture, metadata, sources
from mediakit.read.lines import Block, blocks

CAPTION_LEAST = 4
"""Words below which a caption is only a credit or a label."""

LONGEST = 1_000_000
"""Characters above which a text is not one article; a parser's memory grows with them."""

FINAL_MARKS = "■▪◼●◆□∎"


def as_given(raw: str, article_id: str, source: str, fields: dict[str, Any] | None = None) -> Article:
    """An article whose text stays exactly as it is."""
    if not raw.strip():
        raise ReadError(source, "", "the text is empty")
    _short_enough(raw, source)
    values = {"outlet": article_id, **(fields or {})}
    return Article(article_id=article_id, text=raw, raw=raw, **values)


def article(raw: str, article_id: str, source: str, fields: dict[str, Any] | None = None) -> Article:
    """The article on a page, cleaned; `fields` are what the caller knows already, and win over the page.

    Raises
    ------
    ReadError
        When nothing of the page is an article.
    """
    _short_enough(raw, source)
    page = blocks(raw)
    profile = sources.recognise("\n".join(block.text for block in page))
    verdict = furniture.judge(page, profile)
    kept: list[Block] = []
    cuts: list[Cut] = []
    endings: list[str] = []
    for block, reason in zip(page, verdict.reasons, strict=True):
        if reason is not None:
            cuts += block.cuts(reason)
            continue
        block, trimmed, ending = _trim(block, profile)
        cuts += trimmed
        if block.segments:
            kept.append(block)
            endings.append(ending)
    texts = [block.text + ending for block, ending in zip(kept, endings, strict=True)]
    text = "\n\n".join(text for text in texts if text)
    if not any(character.isalnum() for character in text):
        reasons = ", ".join(dict.fromkeys(reason for reason in verdict.reasons if reason)) or "no words"
        raise ReadError(
            source, "", f"no article found, only furniture ({reasons}); read it with clean=False to keep it all"
        )

    def lines(reason: str) -> list[str]:
        return [block.text for block, why in zip(page, verdict.reasons, strict=True) if why == reason]

    stamp = metadata.published(lines("time stamp"))
    own = profile.credit if profile else None
    found = Article(
        article_id=article_id,
        text=text,
        outlet=(profile and profile.outlet) or article_id,
        kind=profile.kind if profile else "other",
        country=profile.country if profile else None,
        title=page[verdict.title].text if verdict.title is not None else None,
        published=stamp.time if stamp else None,
        utc_offset=stamp.utc_offset if stamp else None,
        raw=raw,
        furniture=tuple(sorted(cuts, key=lambda cut: (cut.line, cut.start))),
        captions=tuple(
            dict.fromkeys(
                block.text
                for block, why in zip(page, verdict.reasons, strict=True)
                if why == "caption" and block.look.words >= CAPTION_LEAST
            )
        ),
    )
    credit = metadata.credit(texts, lines("byline"), lines("copyright line"), own)
    found = replace(found, credit=credit if credit != found.outlet else None)
    fields = fields or {}
    if not fields.get("language"):
        found = replace(found, language=metadata.language(text))
    return replace(found, **fields)


def _short_enough(raw: str, source: str) -> None:
    if len(raw) > LONGEST:
        size = f"{len(raw):,} characters are more than one article has ({LONGEST:,} at most)"
        raise ReadError(source, "", f"{size}; split the file, one article each")


def _trim(block: Block, profile: sources.Profile | None) -> tuple[Block, list[Cut], str]:
    """A block without the mark at its end that says the text is over, and what takes the mark's place."""
    last = block.segments[-1].text
    for end in profile.ends if profile else ():
        if match := end.part.search(last[-40:]):
            block, cuts = block.without_end(len(match[0]), end.reason)
            return block, cuts, end.keep if block.segments else ""
    marks = len(last) - len(last.rstrip(FINAL_MARKS))
    if marks:
        block, cuts = block.without_end(marks, "end mark")
        return block, cuts, ""
    return block, [], ""
