"""Two linear classifiers: what a text says by its characters and their pairs, and what stays open.

One weighs the whole text for each status, the other each clause for being open: that it takes back
or leaves out a part of what is told as done. The weights in `lexicon/ngram_weights.csv` are learnt
from labelled texts by `make learn`. They are whole numbers, hundredths of a log-odds, so that a sum
is the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.judge.lexicon_files import read_rows
from ingest.judge.segments import Span
from ledger.words import Status

WEIGHTS = "ngram_weights.csv"
STATUSES = (Status.DONE, Status.ADVANCING, Status.NOT_STARTED, Status.NONE, Status.UNCLEAR)
OPEN = "open"
COLUMNS = (*STATUSES, OPEN)
STOP = "。"  # stands for every stop, and before and behind the text
_DIGIT = "0"  # stands for every number
_SAME = {STOP: "，,；;！!", _DIGIT: "123456789０１２３４５６７８９"}
_DIGITS = re.compile(f"{_DIGIT}+")
_AT_ONCE = 200_000  # code points, each of which needs some hundred bytes
_CLOSED = -10_000  # far less than any clause weighs for being open
_CODES = 0x10000  # characters beyond the basic plane are in no weight

_Table = NDArray[Any]


class Weighed(NamedTuple):
    """What a text weighs, in hundredths of a log-odds: the status that has most is likeliest.

    `openness` is that of the clause that is likeliest to be open, which is likelier than not above
    zero. `clauses` has a row for each clause, with what it adds to each, and `stops` the places in
    front of the clauses and behind the last.
    """

    statuses: dict[Status, int]
    openness: int
    clauses: _Table
    stops: _Table

    def open_clause(self) -> Span:
        """Return where the clause stands that is likeliest to be open."""
        return self._span(self.clauses[:, -1])

    def telling_clause(self, status: Status, other: Status) -> Span:
        """Return where the clause stands that speaks most for one status and against another."""
        places = STATUSES.index(status), STATUSES.index(other)
        return self._span(self.clauses[:, places[0]] - self.clauses[:, places[1]])

    def _span(self, weights: _Table) -> Span:
        told = _told(self.stops)
        if not told.any():
            return 0, int(self.stops[-1]) - 1
        best = int(np.where(told, weights, weights.min() - 1).argmax())
        return int(self.stops[best]), int(self.stops[best + 1]) - 1


class _Weights(NamedTuple):
    """The row of each character, the row of each pair of them, and the weights of the rows.

    Row 0 weighs nothing: it is that of all that was not learnt.
    """

    bias: _Table
    character: _Table
    pair: _Table
    weights: _Table


def normal(text: str) -> str:
    """Return what is weighed of a text without white space: all numbers and stops are alike."""
    return _DIGITS.sub(_DIGIT, f"{STOP}{text}{STOP}".translate(_normal_characters()))


def grams(text: str) -> list[str]:
    """Return the characters and the pairs of neighbours of a normal text, each as often as met.

    The stop alone weighs nothing: how many there are says little.
    """
    pairs = map("".join, pairwise(text))
    return [*text.replace(STOP, ""), *pairs]


def weigh(texts: Sequence[str]) -> list[Weighed]:
    """Return what each text weighs: many at once cost little more than one alone."""
    return [weighed for batch in _batches(texts) for weighed in _weigh(batch)]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts in batches that need no more memory than a worker has."""
    start = length = 0
    for at, text in enumerate(texts):
        if length + len(text) > _AT_ONCE and at > start:
            yield texts[start:at]
            start, length = at, 0
        length += len(text)
    if texts:
        yield texts[start:]


def _weigh(texts: Sequence[str]) -> list[Weighed]:
    known = _weights()
    joined = STOP + "".join(text + STOP for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    rows = known.character.take(codes, mode="clip")
    before, behind = rows[:-1], rows[1:]
    pairs = known.pair.take(before * len(known.pair) + behind)
    counted = behind * ((before != behind) | (behind != known.character[ord(_DIGIT)]))
    each = known.weights.take(pairs, 0) + known.weights.take(counted, 0)
    stops = (rows == known.character[ord(STOP)]).nonzero()[0]
    clauses = np.add.reduceat(each, stops[:-1])
    starts = np.array([0, *accumulate(len(text) + 1 for text in texts)])
    first = np.searchsorted(stops, starts)
    statuses = (np.add.reduceat(clauses, first[:-1]) + known.bias).tolist()
    opens = np.where(_told(stops), clauses[:, -1], _CLOSED) + known.bias[-1]
    openness = np.maximum.reduceat(opens, first[:-1]).tolist()
    of_texts = zip(statuses, openness, starts, pairwise(first.tolist()), strict=False)
    return [
        Weighed(dict(zip(STATUSES, of, strict=False)), most, clauses[a:b], stops[a : b + 1] - start)
        for of, most, start, (a, b) in of_texts
    ]


def _told(stops: _Table) -> _Table:
    """Return for each clause whether it has words: between two stops side by side is nothing."""
    told: _Table = stops[1:] - stops[:-1] > 1
    return told


@cache
def _normal_characters() -> dict[int, str]:
    return {ord(char): kept for kept, others in _SAME.items() for char in others}


@cache
def _weights() -> _Weights:
    read = {row["gram"]: [int(row[name]) for name in COLUMNS] for row in read_rows(WEIGHTS)}
    bias = np.array(read.pop(""), np.int32)
    # every character of a pair has a row, so that the pair is found by the two rows
    known = list(dict.fromkeys([STOP, *"".join(read)]))
    pairs = [gram for gram in read if len(gram) > 1]
    place = {char: row for row, char in enumerate(known, 1)}
    character = np.zeros(_CODES, np.int32)
    for char, row in place.items():
        character[ord(char)] = row
    for code, kept in _normal_characters().items():
        character[code] = place.get(kept, 0)
    character[-1] = 0  # all that lies beyond is clipped to it
    pair = np.zeros((len(known) + 1, len(known) + 1), np.uint16)
    for row, gram in enumerate(pairs, len(known) + 1):
        pair[place[gram[0]], place[gram[1]]] = row
    nothing = [0] * len(COLUMNS)
    rows = [nothing, *(read.get(gram, nothing) for gram in [*known, *pairs])]
    return _Weights(bias, character, pair, np.array(rows, np.int32))
