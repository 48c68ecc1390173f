"""What the readers of a narrative hand to each other: stretches of text and pieces of evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.judge.cues import Cue
from ingest.judge.figures import Figure

SENTENCE_END = re.compile("[。；;]")
Span = tuple[int, int]
# start, end, worth reading for its verbs, and then as in a Segment from `aspect` to `negated`
Stretch = tuple[int, int, bool, int, int, int, int]
# A Segment before it is made one, which few are.
Marks = tuple[int, int, int, int, int, int, int, Sequence[Figure]]


class Note(NamedTuple):
    """One piece of evidence: the cue that was met and where."""

    cue: Cue
    span: Span


class Segment(NamedTuple):
    """A stretch of one clause under one mood, with where its markers stand (-1: nowhere).

    `mood_at` is where a wish or plan begins, `aspect` a 已, `total` a 全部, `past` a 目前,
    `negated` a 未; what stands behind `negated` is denied.
    """

    start: int
    end: int
    mood_at: int = -1
    aspect: int = -1
    total: int = -1
    past: int = -1
    negated: int = -1
    figures: Sequence[Figure] = ()
