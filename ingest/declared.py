"""What a unit says in the column 完成状态, held against what its narrative was judged to say.

The narrative decides; the column only makes a person look twice. `declared_words.csv` lists the
words that are known, each with the judged statuses that agree with it: 未完成 denies that a task
is done, and leaves open whether it was begun; 持续推进 says that a duty goes on, done or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from ingest.findings import Finding, found
from ingest.form.answered import Entry
from ledger.csv_files import read_csv
from ledger.words import STATUS_LABELS, Status

WORDS_FILE = Path(__file__).with_name("declared_words.csv")

_UNSAID = re.compile(r"(?:[\s,;。、:!·\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]|\.(?!\d))+")
_BRACKETS = "()[]【】〔〕“”\"'"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
_ADDRESS = re.compile(r"[A-Z]+(\d+)")  # of a cell; in a Word file the place names the row itself
_LONGEST_SHOWN = 40
_LONGEST_KNOWN = 60


def declared_statuses(text: str) -> frozenset[Status]:
    """Return the judged statuses that agree with what the column says; none if it is not known.

    A percentage counts as its share: 100% is done, 0% not started, all between advancing.
    """
    return _statuses(text) if len(text) <= _LONGEST_KNOWN else frozenset()


def compare_declared(
    entries: Sequence[Entry], statuses: Mapping[int, Status]
) -> tuple[Finding, ...]:
    """Return a finding for each entry whose declared status its judged one (by task) contradicts.

    An unclear narrative contradicts nothing: a person looks at it anyway. A narrative left blank
    contradicts every word, for the task then counts as blank. A word not known is a finding too.
    """
    compared = (
        _compare(entry, statuses[entry.task_no])
        for entry in entries
        if entry.task_no in statuses and _plain(entry.declared)
    )
    return tuple(finding for finding in compared if finding is not None)


def _compare(entry: Entry, judged: Status) -> Finding | None:
    said = declared_statuses(entry.declared)
    if not said:
        return _found("declared_unknown", entry)
    if judged in said or judged is Status.UNCLEAR:
        return None
    if judged is Status.BLANK:
        return _found("declared_without_text", entry)
    return _found("declared_differs", entry, judged=STATUS_LABELS[judged])


def _found(code: str, entry: Entry, **words: str) -> Finding:
    shown = entry.declared.strip()
    if len(shown) > _LONGEST_SHOWN:
        shown = shown[:_LONGEST_SHOWN] + "…"
    return found(
        code,
        sheet=entry.sheet,
        cell=entry.cell,
        value=entry.declared,
        said=shown,
        task_no=entry.task_no,
        row=_row(entry.cell),
        **words,
    )


def _row(cell: str) -> str:
    """Return the row of a cell in brackets: the column 完成状态 stands beside the narrative."""
    address = _ADDRESS.fullmatch(cell)
    row = cell if address is None else f"第{address[1]}行"
    return f"（{row}）" if row else ""


@lru_cache(maxsize=1024)
def _statuses(text: str) -> frozenset[Status]:
    plain = _plain(text)
    bare = _BRACKETED.sub("", plain)
    for spelling in (plain, plain.strip(_BRACKETS), bare.strip(_BRACKETS)):
        if spelling in _words():
            return _words()[spelling]
    share = _SHARE.fullmatch(bare)
    return frozenset() if share is None else frozenset({_of_share(float(share[1]))})


def _of_share(percent: float) -> Status:
    if percent >= 100:
        return Status.DONE
    return Status.ADVANCING if percent else Status.NOT_STARTED


def _plain(text: str) -> str:
    """Return `text` for comparison: NFKC, lower case, without blanks and punctuation."""
    return _UNSAID.sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def _words() -> dict[str, frozenset[Status]]:
    return {
        _plain(row["word"]): frozenset(map(Status, row["status"].split("|")))
        for row in read_csv(WORDS_FILE)
    }
