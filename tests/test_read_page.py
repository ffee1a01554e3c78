"""Pages: where the article begins and ends, what is cut from it and why, and what the page says of itself."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.errors import LexiconError, ReadError
from mediakit.read import page, sources
from mediakit.read.characters import even, spaced_quotes
from mediakit.read.stamps import is_stamp, stamp

FIRST = "The harbour council voted on Monday to close the old bridge, which has carried lorries since 1931."
SECOND = "Walkers may still cross it until the end of May, the council's engineer told the meeting."
THIRD = "A ferry will run from the fish market every half hour, and nobody will pay for it this year."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def read(*lines: str):
    return page.article("\n\n".join(lines), "a", "a.txt", {"language": "en"})


def reasons(article) -> list[tuple[str, str]]:
    return [(cut.text, cut.reason) for cut in article.furniture]


# What is cut on any page

AROUND = [
    ("By Ann Other", "byline"),
    ("By ANN OTHER, Harbour Reporter", "byline"),
    ("Ann Other is a reporter at the Harbour Post.", "byline"),
    ("(Reporting by Ann Other; editing by Bob Else)", "byline"),
    ("Published on March 4, 2024", "time stamp"),
    ("7:05 PM, March 4, 2024", "time stamp"),
    ("15m ago", "time stamp"),
    ("Share on Facebook Share on Twitter", "share prompt"),
    ("FacebookTwitterLinkedIn", "share prompt"),
    ("View Comments", "share prompt"),
    ("Sign up for our newsletter", "newsletter prompt"),
    ("Get the day's harbour news in your inbox every morning.", "newsletter prompt"),
    ("Advertisement", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("Read more: Ferry timetable for the winter", "link to another page"),
    ("Copyright 2024 Harbour Post. All rights reserved.", "copyright line"),
    ("© 2024 The Harbour Post", "copyright line"),
    ("The old bridge at dawn. (Photo by Ann Other/Harbour Pictures)", "caption"),
    ("Photo: Ann Other", "caption"),
    ("Image 1 of 3", "interface"),
    ("Back to top", "interface"),
    ("•", "separator"),
    ("window._ads = window._ads || []; _ads.push({mode: 'wide'});", "script"),
    ("This story is being updated, so check back for more.", "update notice"),
]


@pytest.mark.parametrize(("line", "reason"), AROUND)
def test_a_line_that_says_what_it_is_is_cut_wherever_it_stands(line, reason):
    for lines in ([line, FIRST, SECOND, THIRD], [FIRST, line, SECOND, THIRD], [FIRST, SECOND, THIRD, line]):
        article = read(*lines)
        assert article.text == BODY
        assert reasons(article) == [(line, reason)]


KEPT = [
    "By Friday, the two had agreed.",
    "“Share this with your neighbours,” she said.",
    "What happens to the ferry?",
    "Subscribers to the ferry service will pay nothing, and those who subscribe later will pay half.",
    "He has copyright in the picture, which he took in 1931 from the deck of a coal ship off the pier.",
    "The council's page has three parts:",
    "- the bridge",
    "Not everyone agreed.",
    "Last updated in 1998, the timetable says nothing about Sundays.",
    "The photo: a man on a bridge, alone, before anyone had thought of closing it. It hangs in the hall.",
    "His views on trade, which have contributed to his fall, are in conflict with those of the voters.",
]


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_article_is_not_cut(line):
    article = read(FIRST, line, SECOND, THIRD)
    assert article.text == f"{FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}"
    assert article.furniture == ()


def test_above_the_article():
    article = read(
        "Harbour",
        "Old bridge closes to lorries",
        "Coast road to take the traffic",
        "Lorries queue at the old bridge on Sunday evening.",
        "Ann Other",
        "March 4, 2024",
        FIRST,
        SECOND,
        THIRD,
    )
    assert article.text == BODY
    assert article.title == "Old bridge closes to lorries"
    assert reasons(article) == [
        ("Harbour", "section label"),
        ("Old bridge closes to lorries", "headline"),
        ("Coast road to take the traffic", "standfirst"),
        ("Lorries queue at the old bridge on Sunday evening.", "standfirst or caption"),
        ("Ann Other", "byline"),
        ("March 4, 2024", "time stamp"),
    ]


def test_a_headline_printed_twice_is_the_headline():
    title = "Old bridge closes to lorries this winter"
    article = read(f"{title} | Harbour Post", "Five ferries worth the wait", title, FIRST, SECOND, THIRD)
    assert article.title == title
    assert [reason for _, reason in reasons(article)] == ["repeated headline", "related headlines", "headline"]


def test_lists_of_headlines_below_and_between():
    article = read(
        FIRST,
        "Related stories",
        "Ferry fares to rise in the spring",
        "Mayor opens the fish market",
        SECOND,
        THIRD,
        "Most Read",
        "Five Walks Along the Coast Road",
        "Who Owns the Pier?",
    )
    assert article.text == BODY
    assert {reason for _, reason in reasons(article)} == {"related headlines"}


def test_short_lines_without_a_verb_between_paragraphs():
    article = read(FIRST, "lorries on the old bridge", SECOND, "A new ferry", THIRD)
    assert article.text == BODY
    assert reasons(article) == [("lorries on the old bridge", "caption"), ("A new ferry", "subheading")]
    assert article.captions == ("lorries on the old bridge",)


def test_a_broken_paragraph_is_left_alone():
    article = read(
        FIRST, "On Tuesday the council said in", "a blog post", "that the bridge is safe to walk on.", SECOND
    )
    assert article.furniture == ()


def test_a_caption_printed_twice_beside_its_picture_is_cut_and_a_lead_said_twice_is_kept_once():
    caption = "Lorries queue at the old bridge on Sunday evening before it was closed for good by the council."
    assert read("Old bridge closes", caption, caption, "Photo: Ann Other", FIRST, SECOND, THIRD).text == BODY
    assert read(FIRST, FIRST, SECOND).text == f"{FIRST}\n\n{SECOND}"


def test_a_page_without_a_full_sentence_is_kept_but_for_what_says_what_it_is():
    article = read("Bridge closed", "Ferry open", "Share this")
    assert article.text == "Bridge closed\n\nFerry open"
    assert article.title is None


def test_a_page_of_furniture_alone_is_no_article():
    with pytest.raises(ReadError) as caught:
        read("Share this", "Back to top")
    assert str(caught.value) == (
        "a.txt: no article found, only furniture (share prompt, interface); read it with clean=False to keep it all"
    )


def test_hard_wrapped_text_is_joined_and_lines_without_blank_ones_are_paragraphs():
    wrapped = (
        "The harbour council voted on Monday to close the\nold bridge, which has carried lorries since the\n"
        "year 1931 and needs new bolts in every one of its\narches before the spring.\n\n"
        "Walkers may still cross it until the end of May,\nthe council's engineer told the meeting on a wet\n"
        "evening in the hall above the market.\n"
    )
    assert page.article(wrapped, "a", "a").text.count("\n\n") == 1
    assert page.article(f"{FIRST}\n{SECOND}\n{THIRD}", "a", "a").text == BODY


# Pages of outlets that have a profile, in miniature


def test_yomiuri():
    article = page.article(
        "Council, Lorry Drivers Share Hopes for ‘New Start’ at Harbour\n\nThe mayor waves from the bridge on Monday.\n"
        f"19:55 JST, March 4, 2024\n{FIRST}\n{SECOND}\n{THIRD}\nRelated Tags\nTop Articles in Politics\n-\n"
        "Ferry Fares to Rise\nJN ACCESS RANKING\n-\nWhale Seen Off Pier.\n",
        "x",
        "x",
    )
    assert article.text == BODY
    assert (article.outlet, article.kind, article.country) == ("Yomiuri", "newspaper", "Japan")
    assert (f"{article.published:%Y-%m-%d %H:%M}", article.utc_offset) == ("2024-03-04 19:55", 540)
    assert article.captions == ("The mayor waves from the bridge on Monday.",)


def test_ttxvn_has_no_headline_and_ends_with_its_mark():
    article = page.article(f"{FIRST}\nAccording to TTXVN reporters, {SECOND}\n\n{THIRD}/.", "x", "x")
    assert (article.outlet, article.kind, article.title, article.published) == ("TTXVN", "agency", None, None)
    assert reasons(article) == [("./.", "end mark")]
    assert article.text.endswith("this year.")  # the mark swallowed the sentence's own full stop


def test_talk_of_nations():
    title = "Harbour Council Closes the Old Bridge"
    article = read(
        "Talk of Nations", title, "Published on March 4, 2024", title, FIRST, "lorry on bridge", SECOND, THIRD
    )
    assert (article.outlet, article.title, article.text) == ("Talk of Nations", title, BODY)
    assert [reason for _, reason in reasons(article)] == [
        "masthead",
        "repeated headline",
        "time stamp",
        "headline",
        "caption",
    ]


def test_overview():
    article = read(
        "Overview Logo",
        "Article Main Image",
        "Council closes bridge to lorries",
        "Monday, March 4",
        "Alternative Takes",
        "The Harbour's Long Decline",
        FIRST,
        'The engineer called it"a sad day" and told the hall,"We had no choice."',
        THIRD,
        "Get the full experience in the app",
        "Harbours found nowhere else.",
        "Apple App Store Badge",
    )
    assert article.text == (
        f'{FIRST}\n\nThe engineer called it "a sad day" and told the hall, "We had no choice."\n\n{THIRD}'
    )
    assert (article.outlet, article.kind, article.published) == ("Overview", "aggregator", None)  # no year is stated
    assert Counter(reason for _, reason in reasons(article))["app advertisement"] == 3


def test_newsaz_credits_its_agency():
    article = page.article(
        f" date 2024-03-04 + ↺ − 16 px\n\n{FIRST}\n\nThe ferry is free, News.Az reports, citing Kyodo.\n\nNews.Az",
        "x",
        "x",
    )
    assert (article.outlet, article.kind, article.country) == ("News.Az", "republisher", "Azerbaijan")
    assert (article.credit, f"{article.published:%Y-%m-%d}") == ("Kyodo", "2024-03-04")
    assert [reason for _, reason in reasons(article)] == ["time stamp", "sign-off"]


def test_a_profile_says_what_is_wrong_with_it():
    for toml, said in (
        ("outlet = ", "p.toml: not TOML"),
        ("colour = 'red'", "p.toml: no field 'colour' in a source profile"),
        ("kind = 'blog'", "p.toml: kind is 'blog'; allowed are newspaper, agency, republisher, aggregator, other"),
        ("[[line]]\nreason = 'x'\nwhole = ['(']", "p.toml: the pattern '(' is no regular expression"),
        ("[[line]]\nwhole = ['a']", "p.toml: a rule has no reason"),
    ):
        with pytest.raises(LexiconError) as caught:
            sources.load("p.toml", toml)
        assert str(caught.value).startswith(said)


# What a page says of itself


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        (["By The Associated Press", FIRST], "AP"),
        (["Ann Other, Bloomberg", FIRST], "Bloomberg"),
        (["HARBOUR CITY (Reuters) - " + FIRST], "Reuters"),
        (["HARBOUR CITY, March 4 (AP) — " + FIRST], "AP"),
        ([FIRST, "Copyright 2024 The Associated Press. All rights reserved."], "AP"),
        ([FIRST, "The ferry is free, the Harbour Post reports, citing Kyodo News."], "Kyodo"),
        ([FIRST, "The engineer told Reuters that nobody had asked her."], None),
        ([FIRST, "The old bridge at dawn. (Ann Other/AP)"], None),
    ],
)
def test_the_agency_a_page_credits(lines, credit):
    assert read(*lines, SECOND, THIRD).credit == credit


@pytest.mark.parametrize(
    ("text", "time", "offset"),
    [
        ("19:55 JST, October 28, 2025", "2025-10-28 19:55", 540),
        ("Published 10:31 am, Friday, June 1, 2018", "2018-06-01 10:31", None),
        ("May 31, 2019, 9:52 PM UTC", "2019-05-31 21:52", 0),
        ("12:05 a.m. EDT, 1 June 2018", "2018-06-01 00:05", -240),
        ("Jan. 5, 2018 7 p.m. ET", "2018-01-05 19:00", -300),
        ("2024-03-04 08:00 GMT+7", "2024-03-04 08:00", 420),
        ("31/05/2019", "2019-05-31 00:00", None),
    ],
)
def test_time_stamps(text, time, offset):
    found = stamp(text)
    assert is_stamp(text)
    assert (f"{found.time:%Y-%m-%d %H:%M}", found.utc_offset) == (time, offset)


def test_a_time_that_has_two_readings_or_no_year_is_none():
    assert stamp("03/04/2024") is None
    assert stamp("Tuesday, October 28") is None
    assert stamp("February 31, 2024") is None
    for text in ("May", "In March", "Monday", "1931", "The 2 of May was a Monday"):
        assert not is_stamp(text)


def test_the_language_of_a_text():
    assert page.article(BODY, "a", "a").language == "en"
    german = "Der Stadtrat hat am Montag beschlossen, die alte Brücke am Hafen für Lastwagen zu schliessen."
    assert page.article(german, "a", "a").language == "de"
    assert page.article("Too short.", "a", "a").language is None


# Characters


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('he said,"I am sure."', 'he said, "I am sure."'),
        ('the"old way" and the"new way"', 'the "old way" and the "new way"'),
        ('"Yes,"she said.', '"Yes," she said.'),
        ("he said,“I am sure.”Then he left", "he said, “I am sure.” Then he left"),
        ('a 6" nail and a 7"nail', 'a 6" nail and a 7"nail'),
        ('"I went on', '"I went on'),
        ('the "golden era"', 'the "golden era"'),
        ('("so") and "that"s', '("so") and "that"s'),
        ("„Hallo“ sagte er", "„Hallo“ sagte er"),
    ],
)
def test_quotation_marks_get_the_space_they_lost(before, after):
    assert spaced_quotes(before) == after


def test_characters_are_made_even_and_no_more():
    assert even("a\u00a0b\u2009 c\u200b\ufeff\td\u00ade") == "a b c de"
    assert even("cafe\u0301 \ue001-- “½” ﬁ") == "café -- “½” ﬁ"
    assert even("می\u200cخواهم a\u200db") == "می\u200cخواهم ab"


# Nothing is lost

LINES = st.sampled_from(
    [FIRST, SECOND, THIRD, *(line for line, _ in AROUND), *KEPT, "Old bridge closes to lorries", "", "  ", "\t\u200b"]
)
RAW = st.one_of(
    st.lists(LINES, max_size=15).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda s: s.join(lines))
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(st.text("aB .\"”“/,'|\n\r\t\u00a0\u200be\u0301…", max_size=40), max_size=8).map("\n".join),
)


def visible(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", even(text)))


@settings(max_examples=300, deadline=None)
@given(RAW)
def test_every_cut_slices_back_and_every_visible_character_is_kept_or_cut(raw):
    try:
        article = page.article(raw, "a", "a", {"language": "en"})
    except ReadError:
        return
    lines = raw.split("\n")
    for cut in article.furniture:
        assert lines[cut.line - 1][cut.start : cut.end] == cut.text
    places = [(cut.line, cut.start) for cut in article.furniture]
    assert places == sorted(set(places))
    kept = visible(article.text) + sum((visible(cut.text) for cut in article.furniture), Counter())
    assert not sum((visible(line) for line in lines), Counter()) - kept


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12))
def test_reading_what_was_read_changes_no_character(lines):
    try:
        text = page.article("\n\n".join(lines), "a", "a", {"language": "en"}).text
    except ReadError:
        return
    assert text == "\n\n".join(even(paragraph) for paragraph in text.split("\n\n"))
