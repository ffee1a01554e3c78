"""Accuracy, corrected estimates and their intervals: worked by hand, and held to simulated truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mediakit.compare.accuracy import accuracy, as_value, confusion
from mediakit.compare.correction import correct
from mediakit.compare.estimators import Design, codings_needed, ratio, share_interval
from mediakit.compare.sampling import sample
from mediakit.errors import TableError
from mediakit.plot.accuracy import plot_accuracy
from mediakit.tables import CODES


def machine(said, outlets=None):
    n = len(said)
    table = {"article_id": "a", "start": range(n), "end": range(1, n + 1), "x": list(said), "outlet": outlets or "A"}
    return pd.DataFrame(table)


def codes_of(drawn, values, level="nominal", coder="c"):
    """What a coder gave to drawn rows, from a mapping of start to value."""
    place = {"variable": "x", "coder": coder, "level": level, "column": "x", "source": "-", "place": "-"}
    columns = ["item", "key", "stratum", "n_stratum", "outlet"]
    return CODES.build(
        {**{name: row[name] for name in columns}, **place, "value": values[row["start"]]}
        for _, row in drawn.iterrows()
        if values[row["start"]] is not None
    )


def all_coded(said, truth, **options):
    table = machine(said)
    return table, codes_of(sample(table, len(table)), truth, **options)


def test_rows_that_are_all_coded_leave_no_doubt():
    table, codes = all_coded("yyynnnnn", "yynynnnn")
    row = accuracy(table, codes, by=None).set_index("value").loc["y"]
    # Both say y twice; the machine three times, the coder three times.
    for measure in ("precision", "recall", "f1"):
        assert row[[measure, f"{measure}_lower", f"{measure}_upper"]].tolist() == pytest.approx([2 / 3] * 3)
    assert row[["n_machine", "n_true", "n_both", "n_coded", "more_precision"]].tolist() == [3, 3, 2, 8, 0]
    overall = accuracy(table, codes, by=None).set_index("value").loc["all"]
    assert overall["precision"] == overall["recall"] == overall["f1"] == 6 / 8
    shares = correct(table, codes, by=None).set_index("value").loc["y"]
    assert shares[["raw", "corrected", "lower", "upper", "count"]].tolist() == pytest.approx([3 / 8] * 4 + [3])


def weighted():
    """Two strata: 4 of 40 rows that the machine calls y are coded, 4 of 8 that it calls n."""
    table = machine("y" * 40 + "n" * 8)
    drawn = sample(table, 8, by="x")
    starts = {said: sorted(drawn.loc[drawn["x"] == said, "start"]) for said in "yn"}
    truth = dict.fromkeys(starts["y"][:3], "y") | {starts["y"][3]: "n", starts["n"][0]: "y"}
    return table, codes_of(drawn, truth | dict.fromkeys(starts["n"][1:], "n"))


def test_coded_rows_stand_for_their_stratum():
    table, codes = weighted()
    row = accuracy(table, codes, by=None).set_index("value").loc["y"]
    # Each y-row stands for 10, each n-row for 2: 30 right of 40 called y; 30 found of 30 + 2 that are y.
    assert row["precision"] == pytest.approx(30 / 40)
    assert row["recall"] == pytest.approx(30 / 32)
    assert row["f1"] == pytest.approx(2 * 30 / (40 + 32))
    pairs = confusion(table, codes).set_index(["coded", "machine"])
    assert pairs["n"].to_dict() == {("n", "n"): 3, ("n", "y"): 1, ("y", "n"): 1, ("y", "y"): 3}
    assert pairs["weighted"].to_dict() == pytest.approx({("n", "n"): 6, ("n", "y"): 10, ("y", "n"): 2, ("y", "y"): 30})
    assert pairs["share"]["n", "n"] == pytest.approx(6 / 16)
    share = correct(table, codes, by=None).set_index("value").loc["y"]
    # (40 - 10 + 2) / 48
    assert share[["raw", "corrected", "coded_only"]].tolist() == pytest.approx([40 / 48, 32 / 48, 32 / 48])


def test_the_variance_is_that_of_a_stratified_sample():
    # Cochran (1977, 5.6): sum of N² (1 - n / N) s² / n, by hand for strata of 40 and 8 rows, four coded in each.
    values = np.array([1.0, 1, 1, 0, 1, 0, 0, 0])
    design = Design.of(list("aaaabbbb"), [40.0] * 4 + [8.0] * 4)
    assert design.variance(values) == pytest.approx(40**2 * 0.9 * 0.25 / 4 + 8**2 * 0.5 * 0.25 / 4)
    found = ratio(values, np.ones(8), design)
    assert found.estimate == pytest.approx(32 / 48)
    assert found.variance == pytest.approx(design.variance(values) / 48**2)


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_simple_random_sample_has_clopper_and_pearsons_interval(n, hits):
    hits = min(n, hits)
    values = np.array([1.0] * hits + [0.0] * (n - hits))
    found = ratio(values, np.ones(n), Design.of(["all"] * n, [1e9] * n))
    effective = n if hits in (0, n) else found.effective
    assert found.effective == pytest.approx(n, rel=1 / max(1, n - 1), abs=1e-5)
    lower, upper = share_interval(found)
    assert lower == pytest.approx(stats.beta.ppf(0.025, hits * effective / n, effective - hits * effective / n + 1) if hits else 0)  # noqa: E501  # fmt: skip
    assert 0 <= lower <= hits / n <= upper <= 1


def test_codings_needed():
    assert codings_needed(0.1) == 402  # ± 5 points, Clopper & Pearson at one half
    assert codings_needed(0.1, share=0.9) < 200
    assert codings_needed(0.1, population=100) == 81  # 80 are worth 80 / .2 = 400, 81 more than 402
    assert codings_needed(0.9, population=1) == 1
    for width, n in ((0.2, codings_needed(0.2)), (0.2, codings_needed(0.2) - 1)):
        lower, upper = stats.beta.ppf(0.025, n / 2, n / 2 + 1), stats.beta.ppf(0.975, n / 2 + 1, n / 2)
        assert (upper - lower <= width) == (n == codings_needed(0.2))
    with pytest.raises(ValueError, match=r"^codings_needed: width and level lie between 0 and 1, share from 0 to 1$"):
        codings_needed(0)


def test_codings_on_which_coders_are_divided_are_said():
    table, first = all_coded("yynn", "yynn")
    codes = pd.concat([first, codes_of(sample(table, 4), "yyny", coder="d")])
    row = accuracy(table, codes, by=None).iloc[0]
    assert (row["n_coded"], row["n_undecided"]) == (3, 1)
    assert row["reason"] == (
        "coders are equally divided on 1 of 4 coded rows, and without them the easy ones are left: reconcile them, and "
        "name that coder"
    )
    assert accuracy(table, codes, by=None, coder="d")["n_coded"][0] == 4


def test_what_the_codings_do_not_cover_is_said():
    table = machine("yn" * 20, outlets=["A", "B"] * 20)
    drawn = sample(table, 10, by="outlet")
    codes = codes_of(drawn[drawn["outlet"] == "A"], dict.fromkeys(range(40), "y"))
    rows = correct(table, codes).set_index(["group", "value"])
    assert rows.loc[("B", "n"), "reason"] == (
        "no coded row, so nothing to correct by; the strata with a coding hold 20 of the table's 40 rows"
    )
    assert pd.isna(rows.loc[("B", "n"), "corrected"]) and rows.loc[("B", "n"), "raw"] == 1
    better = table[table["start"] != drawn.loc[drawn["outlet"] == "A", "start"].iloc[0]]
    assert accuracy(better, codes)["reason"].str.startswith("1 of 5 coded rows are not in the table").iloc[0]


def test_codes_that_do_not_fit():
    table, codes = all_coded("yn", "yn")
    with pytest.raises(TableError, match=r"^accuracy: the codes do not know how they were sampled; give read_codes"):
        accuracy(table, codes.assign(stratum=None, key=None))
    with pytest.raises(TableError, match=r"^correct: no column 'kind' in the table; give articles= for it, or name"):
        correct(table, codes, by="kind")
    with pytest.raises(TableError, match=r"^correct: none of the 2 coded rows of 'x' is in the table$"):
        correct(table.assign(article_id="other"), codes)
    with pytest.raises(
        TableError, match=r"^correct: the table has no column that was coded \(x\); it has article_id, "
    ):
        correct(table.drop(columns="x"), codes)
    with pytest.raises(TableError, match=r"^correct: method is 'best'; allowed are tuned, design$"):
        correct(table, codes, method="best")


def test_cells_of_the_machine_are_compared_as_codebooks_write_them():
    cells = [None, float("nan"), pd.NA, True, np.False_, 2.0, 0.5, 3, "x"]
    assert [as_value(cell) for cell in cells] == ["none", "none", "none", "true", "false", "2", "0.5", "3", "x"]


def test_rates_are_per_thousand_words_and_rows_may_count_in_part():
    table, codes = all_coded("yyynnnnn", "yynynnnn")
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["A"], "n_words": [500]})
    row = correct(table, codes, articles).set_index(["group", "value"]).loc[("A", "y")]
    assert row[["n_words", "raw_rate", "rate"]].tolist() == pytest.approx([500, 6, 6])
    halves = correct(table.assign(w=[0.5] * 4 + [1.0] * 4), codes, by=None, weight="w").set_index("value").loc["y"]
    # The coder gave y to rows 0, 1 and 3, which count a half each, of six rows' worth.
    assert halves[["raw", "corrected", "count"]].tolist() == pytest.approx([0.25, 0.25, 1.5])


def test_means_are_corrected_by_the_coders_numbers():
    said = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    table = machine(said)
    drawn = sample(table, 4)
    truth = {start: str(round(said[start] - 0.1 - 0.1 * (start % 2), 3)) for start in range(6)}
    row = correct(table, codes_of(drawn, truth, level="interval"), by=None, method="design").iloc[0]
    errors = np.array([float(truth[s]) - said[s] for s in drawn["start"]])
    half = stats.t.ppf(0.975, 3) * np.sqrt((1 - 4 / 6) * errors.var(ddof=1) / 4)
    wanted = [0.5, 0.5 + errors.mean(), 0.5 + errors.mean() - half, 0.5 + errors.mean() + half]
    assert row[["raw", "corrected", "lower", "upper"]].tolist() == pytest.approx(wanted)
    same = correct(table, codes_of(drawn, dict(enumerate(map(str, said))), level="interval"), by=None).iloc[0]
    assert pd.isna(same["lower"]) and same["corrected"] == pytest.approx(0.5)
    assert same["reason"] == "4 coded rows with the same error show no spread, so no interval"
    [drawn_nothing] = plot_accuracy(confusion(table, codes_of(drawn, truth, level="interval")))
    assert drawn_nothing.texts[0].get_text() == "No categories are coded yet, so there is no matrix to draw."


def study(seed, n, by, rows=600):
    """A table whose truth is known, with a machine that errs differently by outlet."""
    rng = np.random.default_rng(seed)
    outlet = rng.choice(["A", "B"], rows, p=[0.75, 0.25])
    truth = rng.random(rows) < 0.3
    hit, false = np.where(outlet == "A", 0.9, 0.5), np.where(outlet == "A", 0.25, 0.02)
    said = np.where(truth, rng.random(rows) < hit, rng.random(rows) < false)
    words = np.array(["n", "y"])
    table = machine(words[said.astype(int)], outlets=list(outlet))
    return table, words[truth.astype(int)], codes_of(sample(table, n, by=by, seed=seed), words[truth.astype(int)])


@pytest.mark.parametrize(("n", "by", "method"), [(90, "outlet", "design"), (60, ["outlet", "x"], "tuned")])
def test_corrected_shares_and_recall_cover_the_truth(n, by, method):
    held, errors, raw_errors = [], [], []
    for seed in range(16):
        table, truth, codes = study(seed, n, by)
        for row in correct(table, codes, method=method).query("value == 'y'").itertuples():
            inside = np.full(len(table), True) if row.group == "all" else (table["outlet"] == row.group).to_numpy()
            wanted = (truth[inside] == "y").mean()
            held.append(row.lower <= wanted <= row.upper)
            errors.append(row.corrected - wanted)
            raw_errors.append(row.raw - wanted)
        found = accuracy(table, codes, by=None).set_index("value").loc["y"]
        both = ((truth == "y") & (table["x"] == "y")).sum()
        held.append(found["recall_lower"] <= both / (truth == "y").sum() <= found["recall_upper"])
        held.append(found["precision_lower"] <= both / (table["x"] == "y").sum() <= found["precision_upper"])
    # 80 intervals of 95 %: fewer than 90 % would be far out.
    assert np.mean(held) >= 0.9
    assert abs(np.mean(errors)) < 0.02 < np.mean(np.abs(raw_errors)) / 2


cells = st.sampled_from(["a", "b", None])


@given(st.lists(st.tuples(st.sampled_from("ab"), cells, st.sampled_from("AB")), min_size=1, max_size=12))
@settings(max_examples=8, deadline=None)
def test_estimates_stay_within_what_is_possible(rows):
    said, truth, outlets = (list(column) for column in zip(*rows, strict=True))
    table = machine(said, outlets)
    codes = codes_of(sample(table, len(table)), truth)
    if codes.empty:
        return
    for row in correct(table, codes).itertuples():
        if row.n_coded:
            assert 0 <= row.lower <= row.corrected <= row.upper <= 1
    measured = accuracy(table, codes)
    for name in ("precision", "recall", "f1"):
        known = measured[measured[name].notna()]
        assert (known[f"{name}_lower"] <= known[name] + 1e-9).all()
        assert (known[name] <= known[f"{name}_upper"] + 1e-9).all()
    assert confusion(table, codes, by="outlet").query("group == 'all'")["n"].sum() == len(codes)


def test_the_matrix_prints_its_counts():
    table, codes = weighted()
    axes = plot_accuracy(confusion(table, codes), order=("y", "n"))
    assert [text.get_text() for text in axes[0].texts] == ["3\n94 %", "1\n6 %", "1\n62 %", "3\n38 %"]
    assert axes[0].get_title(loc="left") == "x (n = 8)"
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["y", "n"]
    assert len(plot_accuracy(confusion(table, codes, by="outlet"), "x")) == 2
    with pytest.raises(TableError, match=r"^plot_accuracy: no variable 'z'; there are x$"):
        plot_accuracy(confusion(table, codes), "z")


def test_a_machine_that_goes_its_own_way_does_no_harm():
    table = machine("yn" * 20)
    drawn = sample(table, 20)
    rng = np.random.default_rng(3)
    codes = codes_of(drawn, rng.choice(list("yn"), 40))
    tuned, design = (correct(table, codes, by=None, method=m).set_index("value").loc["y"] for m in ("tuned", "design"))
    assert 0 <= tuned["tuning"] < 0.5 and design["tuning"] == 1
    assert tuned["upper"] - tuned["lower"] < design["upper"] - design["lower"]
    assert abs(tuned["corrected"] - tuned["coded_only"]) < abs(design["corrected"] - design["coded_only"]) + 1e-9


def test_one_stratum_that_makes_most_of_the_variance_gives_its_degrees_of_freedom():
    rng = np.random.default_rng(0)
    design = Design.of(["a"] * 5 + ["b"] * 50, [5000.0] * 5 + [60.0] * 50)
    assert design.freedom(rng.normal(size=55)) == pytest.approx(4, rel=0.01)
    even = Design.of(["a"] * 30 + ["b"] * 30, [1000.0] * 60)
    assert 50 < even.freedom(rng.normal(size=60)) <= 58
