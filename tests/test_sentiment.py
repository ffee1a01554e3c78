import pandas as pd
from conftest import corpus_of

import mediakit as mk


def test_tone_has_the_sign_a_reader_would_give():
    table = mk.sentiment(corpus_of("It is a wonderful, great day. It is a terrible, cruel crime. 12,000."))
    good, bad, number = table["score"]
    assert good > 0.5 and bad < -0.5 and pd.isna(number)
