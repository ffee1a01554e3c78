"""Framing in use: whose claims a frame's cues stand in, which frames meet in a sentence, and where in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.association import log_dice
from mediakit.compare.cells import grouped, named, require
from mediakit.corpus import WORD
from mediakit.errors import TableError
from mediakit.schema import records
from mediakit.tables import CLAIMS, ENTITIES, FRAME_ACTORS, FRAME_PAIRS, FRAME_POSITIONS, FRAMING

ACTORS = ("PERSON", "ORG", "GPE", "NORP")


def frame_actors(framing: pd.DataFrame, claims: pd.DataFrame, entities: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every frame cue with the claim it stands in: who acts, and in which slot of the claim the cue is.

    A cue in nested clauses belongs to the innermost. It is attached by the sentence's grammar: "Trump said Tokyo
    faces a threat" attaches threat to Tokyo, in a claim attributed to Trump.

    Parameters
    ----------
    framing, claims
        The tables of those names.
    entities
        The table of that name; gives `actor_entity`, so that "the prime minister Sanae Takaichi" and "Takaichi"
        count as one.

    Raises
    ------
    TableError
        When a table lacks a column.
    """
    cues, claims = FRAMING.check(framing, "frame_actors, framing"), CLAIMS.check(claims, "frame_actors, claims")
    if entities is not None:
        ENTITIES.check(entities, "frame_actors, entities")
    by_sentence: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for claim in records(claims[CLAIMS.names]):
        by_sentence[claim["article_id"], claim["sentence"]].append(claim)
    names = _names(entities)
    rows = []
    for cue in records(cues[FRAMING.names]):
        around = [
            claim
            for claim in by_sentence[cue["article_id"], cue["sentence"]]
            if claim["start"] <= cue["start"] and cue["end"] <= claim["end"]
        ]
        around.sort(key=lambda claim: (claim["end"] - claim["start"], claim["predicate_start"]))
        rows.append({**cue, **_attached(cue, around[0], names)} if around else cue)
    return FRAME_ACTORS.build(rows)


def frame_pairs(
    framing: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    by: str | Sequence[str] | None = "outlet",
) -> pd.DataFrame:
    """Which frames have cues in the same sentence, how often, and how often they would by chance.

    Parameters
    ----------
    framing, sentences, articles
        The tables of those names.
    by
        Columns of `articles` that make groups; None takes all articles together.

    Returns
    -------
    The columns of `by`, and for each unordered pair of frames those of `mediakit.tables.FRAME_PAIRS`, pairs that
    never meet among them.

    Raises
    ------
    TableError
        When a table lacks a column.
    """
    require("frame_pairs, framing", framing, ["article_id", "sentence", "frame"])
    require("frame_pairs, sentences", sentences, ["article_id", "sentence"])
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    require("frame_pairs, articles", articles, ["article_id", *names])
    frames = sorted(set(framing["frame"].astype("str")))
    of_articles = articles[["article_id"]].assign(**{name: named(articles[name]) for name in names})
    rows = []
    for values, members in of_articles.groupby(names, sort=True) if names else [((), of_articles)]:
        mine = framing[framing["article_id"].isin(members["article_id"])]
        n_sentences = int(sentences["article_id"].isin(members["article_id"]).sum())
        where = {
            frame: set(zip(cues["article_id"], cues["sentence"], strict=True))
            for frame, cues in mine.groupby(mine["frame"].astype("str"))
        }
        for one, other in combinations(frames, 2):
            first, second = where.get(one, set()), where.get(other, set())
            both = first & second
            rows.append(
                {
                    **dict(zip(names, map(str, values), strict=True)),
                    "frame": one,
                    "other_frame": other,
                    "n": len(both),
                    "expected": len(first) * len(second) / max(1, n_sentences),
                    "n_frame": len(first),
                    "n_other": len(second),
                    "n_sentences": n_sentences,
                    "n_articles": len({article_id for article_id, _ in both}),
                    "log_dice": float(log_dice(np.array(len(both)), len(first), len(second))) if both else None,
                }
            )
    return grouped(FRAME_PAIRS, names).build(rows)


def frame_positions(framing: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Where in its article each frame cue stands, in words from the top, and as a share of the article.

    Parameters
    ----------
    framing, articles
        The tables of those names.

    Raises
    ------
    TableError
        When a table lacks a column, or a cue stands in an article that is not there.
    """
    FRAMING.check(framing, "frame_positions, framing")
    require("frame_positions, articles", articles, ["article_id", "text"])
    starts = {
        article_id: [match.start() for match in WORD.finditer(text)]
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
    }
    unknown = framing.loc[~framing["article_id"].isin(list(starts)), "article_id"]
    if len(unknown):
        raise TableError(f"frame_positions: the article {unknown.iloc[0]!r} is not in articles")
    rows = []
    for cue in records(framing[FRAMING.names]):
        words = starts[cue["article_id"]]
        before = bisect_left(words, cue["start"])
        n_words = max(1, len(words))
        rows.append({**cue, "word": before, "n_words": len(words), "position": min(1.0, before / n_words)})
    return FRAME_POSITIONS.build(rows)


def _names(entities: pd.DataFrame | None) -> dict[str, list[tuple[int, int, str, str]]]:
    names: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    if entities is not None:
        for found in records(entities[entities["label"].isin(ACTORS)]):
            names[found["article_id"]].append((found["start"], found["end"], found["label"], found["entity"]))
    return names


def _attached(
    cue: dict[str, Any], claim: dict[str, Any], names: dict[str, list[tuple[int, int, str, str]]]
) -> dict[str, Any]:
    slot = "other"
    for name in ("actor", "object"):
        start, end = claim[f"{name}_start"], claim[f"{name}_end"]
        if pd.notna(start) and start <= cue["start"] and cue["end"] <= end:
            slot = name
    if cue["start"] <= claim["predicate_start"] < cue["end"]:
        slot = "predicate"
    return {
        "predicate_start": claim["predicate_start"],
        "actor": claim["actor"],
        "actor_entity": _entity(claim, names.get(claim["article_id"], [])),
        "act": claim["act"],
        "object": claim["object"],
        "slot": slot,
        "attributed_to": claim["attributed_to"],
    }


def _entity(claim: dict[str, Any], names: list[tuple[int, int, str, str]]) -> str | None:
    """The names that an actor bears, joined by "; ": its persons, else those at its end ("the state of Japan").

    None where the actor is coordinated and a name of it was not found, since half an actor would be wrong.
    """
    start, end = claim["actor_start"], claim["actor_end"]
    if pd.isna(start):
        return None
    inside = [name for name in sorted(names) if start <= name[0] and name[1] <= end + 2]
    chosen = [name for name in inside if name[2] == "PERSON"]
    if not chosen:
        # From the end backwards, as long as only "and" or a comma stands between two names.
        at = end
        for name in reversed(inside):
            between = str(claim["actor"])[max(0, name[1] - start) : at - start].replace("’s", "").replace("'s", "")
            if between.replace("the", "").strip(" ,") not in ("", "and"):
                break
            chosen, at = [name, *chosen], name[0]
    joined = len(re.findall(r"\band\b", str(claim["actor"])))
    return "; ".join(dict.fromkeys(name[3] for name in chosen)) if len(chosen) > joined else None
