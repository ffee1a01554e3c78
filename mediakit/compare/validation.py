"""The paragraph of a methods section that says how a measure was validated."""

from __future__ import annotations

import pandas as pd

from mediakit.compare.codebook import Codebook
from mediakit.tables import ACCURACY, AGREEMENT, CODES

NOT_VALIDATED = "No sample was coded: the figures are a machine's and were not validated on these texts."


def validation_paragraph(
    codebook: Codebook,
    codes: pd.DataFrame,
    agreement: pd.DataFrame,
    accuracy: pd.DataFrame | None = None,
    *,
    coders: str,
    level: float = 0.95,
) -> str:
    """Says in prose what was coded, by whom, how far they agreed, how right the machine is, and what that is not.

    Parameters
    ----------
    codebook
        By whose rules was coded.
    codes
        From `read_codes`, as coded, before any difference was resolved.
    agreement
        From `agreement`.
    accuracy
        From `accuracy`.
    coders
        Who coded, as the sentence "The rows were coded independently by …" goes on: "two students of journalism",
        "two runs of a language model, not by people".
    level
        Of the intervals in both tables.

    Returns
    -------
    str
        Every figure in it stands in one of the tables. Where nothing is coded, it says so.
    """
    CODES.check(codes, "validation_paragraph")
    AGREEMENT.check(agreement, "validation_paragraph")
    if codes.empty:
        return NOT_VALIDATED
    interval = f"{100 * level:g} % interval"
    items = codes.drop_duplicates("item")
    strata = items.dropna(subset="stratum").drop_duplicates("stratum")
    drawn = f"{len(items)} rows were"
    if len(strata):
        drawn = f"Of {int(strata['n_stratum'].sum()):,} rows, {len(items):,} were drawn at random and"
        columns = [part.partition("=")[0] for part in str(strata["stratum"].iloc[0]).split("; ") if "=" in part]
        if columns:
            drawn = drawn.replace("at random", f"at random within {len(strata)} strata ({' × '.join(columns)})")
    edition = f"{codebook.name}, version {codebook.version}" + (
        f", sha256 {codebook.sha256[:12]}" if codebook.sha256 else ""
    )
    sentences = [
        f"{drawn} coded by the codebook {edition}, without sight of the machine's answers.",
        f"They were coded independently by {coders}.",
    ]
    for row in agreement[agreement["group"] == "all"].to_dict("records"):
        measured = f"For {row['variable']}, coders agreed on {_percent(row['percent'])} of {row['n_items']} items"
        if pd.notna(row["alpha"]):
            bounds = "" if pd.isna(row["lower"]) else f", {interval} {row['lower']:.2f} to {row['upper']:.2f}"
            measured += f" (Krippendorff's α, {row['level']}, {row['alpha']:.2f}{bounds})."
        else:
            measured += f" (α not defined: {row['reason']})."
        sentences.append(measured)
    if accuracy is not None:
        ACCURACY.check(accuracy, "validation_paragraph")
        right = accuracy[(accuracy["group"] == "all") & (accuracy["value"] == "all") & accuracy["precision"].notna()]
        sentences += [
            f"Weighted by the sampling design, the machine's {row['variable']} is right in "
            f"{_percent(row['precision'])} of rows ({interval} {_percent(row['precision_lower'])} "
            f"to {_percent(row['precision_upper'])}; "
            f"{row['n_coded']} codings)."
            for row in right.to_dict("records")
        ]
    sentences.append(
        "These figures hold for the rows that were sampled from; what the machine never made a row of is not "
        "among them."
    )
    return " ".join(sentences)


def _percent(share: float) -> str:
    return "no share" if pd.isna(share) else f"{100 * share:.0f} %"
