"""What is left of vectors when what a corpus has in common is taken out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.meaning import unit
from mediakit.compare.whitening import FEW, FLOOR, whitening


def test_whitening_by_hand():
    # Two axes: along the first the rows spread by 4 about their mean, along the second by 1.
    rows = np.array([[4.0, 1], [4, -1], [-4, 1], [-4, -1]] * 50)
    found = whitening([rows[:80], rows[80:]])(rows)
    damped = np.array([4 / np.sqrt(4 + FLOOR * 4), 1 / np.sqrt(1 + FLOOR * 4)])
    assert np.allclose(found[0], damped / np.linalg.norm(damped))
    assert np.allclose(np.linalg.norm(found, axis=1), 1)


def test_what_all_share_tells_nothing_apart_any_more():
    draw = np.random.default_rng(0)
    own = draw.normal(size=(400, 6))
    rows = unit(own + 20 * np.eye(6)[0])
    found = whitening([rows])(rows)
    near, far = (np.abs((table @ table.T)[~np.eye(400, dtype=bool)]).mean() for table in (found, rows))
    assert near < 0.45 < 0.98 < far
    # Of few vectors the mean says little, and little of it is taken out.
    few = rows[:2]
    kept = whitening([few])(few)
    assert len(few) / (len(few) + FEW) < 0.05 and kept[0] @ kept[1] > 0.9


def test_rows_of_zeros_stay_and_nothing_is_learned_of_nothing():
    rows = np.array([[0.0, 0], [1, 0], [0, 1]])
    assert (whitening([rows[1:]])(rows)[0] == 0).all()
    assert (whitening([])(rows) == rows).all()
    assert (whitening([rows[:0]])(rows) == rows).all()
    assert np.isfinite(whitening([rows[:1]])(rows)).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 8), st.integers(0, 10**6))
def test_blocks_and_their_order_make_no_difference(n, width, seed):
    rows = unit(np.random.default_rng(seed).normal(size=(n, width)))
    whole = whitening([rows])(rows)
    parts = whitening([rows[n // 2 :], rows[: n // 2]])(rows)
    assert np.allclose(whole, parts, atol=1e-6)
