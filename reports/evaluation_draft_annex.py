"""The last annex of the evaluation's draft: every number with its source, and what all rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import pandas as pd

from reports.document_words import chinese_day
from reports.evaluation_draft_frames import Frames
from reports.evaluation_draft_values import Bound
from reports.official_document import OfficialDocument
from reports.seen import STAMP

ANNEX = "附件三　数字出处"
_EXPLAINED = "正文中的每一个数字都取自下列查询，定义见“口径”页；表和图中的数字取自其后所列的查询。"
_NO_NUMBERS = "正文没有引用数字。"
_NUMBER_WIDTHS = (11, 20, 19, 50, 34, 24)
_SHOWN_WIDTHS = (13, 50, 36, 35, 24)


@dataclass(frozen=True)
class Shown:
    """A table or a chart of the draft: its number and caption, and the question it shows."""

    number: str
    caption: str
    source: str
    title: str


def write_annex(
    document: OfficialDocument,
    frames: Frames,
    bound: Sequence[Bound],
    shown: Sequence[Shown],
    template: str,
) -> None:
    """Write the numbers in their order, the tables and charts, and what the draft looks at."""
    document.heading(1, ANNEX, numbered=False, new_page=True)
    document.body(_EXPLAINED if bound else _NO_NUMBERS)
    if bound:
        document.table(_numbers(bound), _NUMBER_WIDTHS, "正文数字的出处")
    if shown:
        document.table(_shown(shown, frames), _SHOWN_WIDTHS, "表和图的出处")
    for text in _said(frames, template):
        document.source(text)


def _numbers(bound: Sequence[Bound]) -> pd.DataFrame:
    rows = [
        {
            "序号": number,
            "数": one.text.partition("（")[0],
            "n/N": "" if one.whole is None else f"{one.part}/{one.whole}",
            "占位符（查询.列[条件]）": one.name,
            "定义": one.definition,
            "截至": f"{one.as_of}",
        }
        for number, one in enumerate(bound, start=1)
    ]
    return pd.DataFrame(rows)


def _shown(shown: Sequence[Shown], frames: Frames) -> pd.DataFrame:
    rows = [
        {
            "编号": one.number,
            "题目": one.caption,
            "查询": one.source,
            "定义": one.title,
            "截至": f"{frames.seen.as_of}",
        }
        for one in shown
    ]
    return pd.DataFrame(rows)


def _said(frames: Frames, template: str) -> Iterator[str]:
    seen = frames.seen
    yield f"数据截至：{chinese_day(seen.as_of)}（含当日收到的台账，按收到日期）。"
    yield f"登记截至：{seen.known_words}。"
    yield f"判定规则版本：{seen.rules_words(frames.now('entries'))}。"
    digest = blake2b(template.encode(), digest_size=6).hexdigest()
    yield f"模板校验值：{digest}。以上各项相同的两份初稿，除生成时间外逐段相同。"
    if frames.is_sample:
        yield "本稿据示例数据写成，单位和内容均为虚构。"
    yield f"{STAMP}：{seen.stamp_words}"
