"""A short run of the mutation fuzz, the same files every time."""

from __future__ import annotations

from contextlib import suppress

import pytest

from ingest.collect import Said, uploaded
from ledger import clock
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ingest.mutations import SOURCES, mutated, mutated_archive
from tools.fuzz import fuzz

FILES, ARCHIVES = 600, 1_500


def test_spoilt_ledgers_get_one_answer_each(plan: Plan) -> None:
    """None of them makes the reader slip, takes a worker down or leaves rows unaccounted for."""
    tally = fuzz(plan, seed=1, first=0, go_on=lambda read: read < FILES)
    assert [(job.name, problem) for job, problem in tally.failed] == []
    assert tally.answers.total() == FILES
    assert {"read", "not_a_workbook"} <= set(tally.answers)


def test_spoilt_archives_are_unpacked_or_refused() -> None:
    """A zip of files is opened by the server itself: nothing but a UserError may come of it."""
    for number in range(ARCHIVES):
        data = mutated_archive(f"1-{number}")
        with suppress(UserError):
            assert uploaded("来件.zip", data, Said(), clock.today())


@pytest.mark.parametrize("seed", ["1-0", "1-1", "7-3"])
def test_a_seed_gives_the_same_file_again(seed: str) -> None:
    """What failed once can be looked at again."""
    assert mutated(seed) == mutated(seed)
    assert mutated(seed)[0] in SOURCES
