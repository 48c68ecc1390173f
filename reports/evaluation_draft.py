"""The draft of an evaluation report in Word: the seven prescribed sections with bound numbers.

What it says stands in data/plan/evaluation_draft.txt; every number is read from a named question.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from ledger.clock import utc_now
from ledger.evaluation import Evaluation
from ledger.store import Store
from reports.download_names import download_name
from reports.evaluation_draft_frames import MATERIAL, Frames, read_frames, require_sources
from reports.evaluation_draft_page import DraftPage, require_blocks, sources_of
from reports.evaluation_draft_template import Line, parse, read_template, require_content
from reports.evaluation_draft_values import Values
from reports.official_document import OfficialDocument
from reports.seen import Seen

Progress = Callable[[float], None]
# Which share of the work it is to read everything, and to write the document.
_READ, _WRITTEN = 0.6, 0.3


def draft_name(evaluation: Evaluation) -> str:
    """Return what to call the draft when it is downloaded."""
    return download_name(f"{evaluation.label}_初稿", ".docx")


def write_draft(
    target: Path | BinaryIO,
    store: Store,
    evaluation: Evaluation,
    as_of: date | None = None,
    known_at: datetime | None = None,
    rules_version: str | None = None,
    stamp: datetime | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the draft to `target`; `progress` is told the share done, 0-1.

    `as_of` is by default the evaluation's own day; `known_at` and `stamp` (default: now) are naive
    UTC. Two drafts of the same three moments are equal in every paragraph but that of the stamp.
    Raises UserError `placeholder_unknown`, `placeholder_empty`, `placeholder_ambiguous`,
    `template_digit` or `template_unreadable` for the template, `nothing_received`,
    `nothing_known`, `rules_version_unknown`, and OSError.
    """
    seen = Seen(as_of or evaluation.as_of, known_at, rules_version or "", stamp or utc_now())
    drafted(store, evaluation, seen, read_template(), progress).save(target)
    if progress:
        progress(1.0)


def drafted(
    store: Store,
    evaluation: Evaluation,
    seen: Seen,
    template: str,
    progress: Progress | None = None,
) -> OfficialDocument:
    """Return the draft that a template's text makes; errors as `write_draft` says."""
    tell = progress or (lambda _share: None)
    lines = parse(template)
    require_content(lines)
    require_sources(lines)
    require_blocks(lines)
    wanted = [found for line in lines for found in line.references]
    sources = [*sources_of(lines), MATERIAL]
    frames = read_frames(
        store, evaluation, seen, wanted, sources, lambda share: tell(_READ * share)
    )
    return _written(frames, lines, template, tell)


def _written(frames: Frames, lines: list[Line], template: str, tell: Progress) -> OfficialDocument:
    values = Values(frames)
    for line in lines:
        values.check(line)
    page = DraftPage(frames, values)
    for number, line in enumerate(lines, start=1):
        if values.holds(line):
            page.write(line)
        tell(_READ + _WRITTEN * number / len(lines))
    return page.finished(template)
