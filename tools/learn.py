"""Learns the weights of the classifier from the labelled texts: `make learn`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from ingest.judge.classifier import COLUMNS, OPEN, STATUSES, WEIGHTS, grams
from ingest.judge.lexicon_files import FOLDER
from ledger.console import Parser, run
from tools.labelled import LEARNT, as_weighed, digest, learnt_clauses, learnt_from

_LATIN = re.compile("[A-Za-z]")  # of names and addresses, which say nothing of a status
_SCALE = 100  # weights are hundredths of a log-odds
_LEAST = 5  # a gram that weighs less for every status is left out
_MET = 2  # texts that a gram must be met in
# Inverse of the regularisation; half or twice as much does as well on texts not seen.
_STRENGTH = 1.0
_STRENGTH_OPEN = 4.0


def main(arguments: Sequence[str]) -> int:
    """Write the weights, and what they were learnt from; return 0."""
    Parser(prog="python -m tools.learn", description=__doc__).parse_args(arguments)
    rows, clauses = learnt_from(), learnt_clauses()
    counter = CountVectorizer(analyzer=_grams, min_df=_MET)
    counter.fit(text for _, text in [*rows, *clauses])
    names = list(counter.get_feature_names_out())
    weights, bias = _learn(counter, rows, STATUSES, _STRENGTH)
    of_open, open_bias = _learn(counter, clauses, [OPEN], _STRENGTH_OPEN, class_weight="balanced")
    table = np.vstack([weights, of_open]).T
    kept = np.abs(table).max(axis=1) >= _LEAST
    with (FOLDER / WEIGHTS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["gram", *COLUMNS])
        writer.writerow(["", *bias, *open_bias])
        writer.writerows(
            [name, *row] for name, row, is_kept in zip(names, table, kept, strict=True) if is_kept
        )
    LEARNT.write_text(digest([*rows, *clauses]) + "\n", encoding="utf-8")
    print(f"{len(rows)} 段文字、{len(clauses)} 个分句，{kept.sum()} 个字和字对")
    return 0


def _learn(
    counter: CountVectorizer,
    rows: Sequence[tuple[str, str]],
    names: Sequence[str],
    strength: float,
    **options: Any,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the weights of the grams, a row for each of `names`, and what each has without any."""
    model = LogisticRegression(C=strength, max_iter=1000, **options)
    model.fit(counter.transform(text for _, text in rows), [label for label, _ in rows])
    of_two = len(model.classes_) == 2  # of which the second is the one that is told
    order = [0] if of_two else [list(model.classes_).index(name) for name in names]
    return _whole(model.coef_[order]), _whole(model.intercept_[order])


def _whole(numbers: NDArray[Any]) -> NDArray[Any]:
    whole: NDArray[Any] = np.rint(numbers * _SCALE).astype(int)
    return whole


def _grams(text: str) -> list[str]:
    return [gram for gram in grams(as_weighed(text)) if not _LATIN.search(gram)]


if __name__ == "__main__":
    run(main)
