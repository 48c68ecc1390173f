"""The last annex of the evaluation's draft: every number with its source, and what all rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import pandas as pd

from reports.document_words import chinese_day
from reports.evaluation_draft_frames import PICKED, Frames
from reports.evaluation_draft_measures import Measure
from reports.evaluation_draft_quoted import LEFT_OUT, NAMES, quoted
from reports.evaluation_draft_values import Bound
from reports.official_document import OfficialDocument
from reports.seen import STAMP

ANNEX = "数字出处"
_EXPLAINED = (
    "正文中的每一个数字都按次序列在下面，指标的定义列在其后；"
    "表和图中的数字取自最后所列的查询，指标相同。"
)
_NO_NUMBERS = "正文没有引用数字。"
_NUMBER_WIDTHS = (10, 18, 20, 32, 51, 25)
_MEASURE_WIDTHS = (38, 118)
_SHOWN_WIDTHS = (13, 44, 39, 34, 26)


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
    number: int,
) -> None:
    """Write the numbers in their order, what they measure, the tables and charts, and the basis.

    It is annex `number`.
    """
    document.annex(number, ANNEX)
    document.body(_EXPLAINED if bound else _NO_NUMBERS)
    if bound:
        document.table(_numbers(bound), _NUMBER_WIDTHS, "正文数字的出处")
        document.table(_measures(bound), _MEASURE_WIDTHS, "所用指标的定义")
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
            "指标": _called(one.measure),
            "占位符（查询.列[条件]）": one.name,
            "截至": f"{one.as_of}",
        }
        for number, one in enumerate(bound, start=1)
    ]
    return pd.DataFrame(rows)


def _measures(bound: Sequence[Bound]) -> pd.DataFrame:
    used = dict.fromkeys((one.measure.label, one.measure.definition) for one in bound)
    return pd.DataFrame(list(used), columns=["指标", "定义"])


def _called(measure: Measure) -> str:
    return f"{measure.label}：涉及的{measure.different}" if measure.different else measure.label


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
    if left_out := _left_out(frames, template):
        yield f"已选而没有写入的摘录（模板里没有这一部分的摘录行）：{left_out}。"
    if frames.is_sample:
        yield "本稿据示例数据写成，单位和内容均为虚构。"
    yield f"{STAMP}：{seen.stamp_words}"


def _left_out(frames: Frames, template: str) -> str:
    fates = quoted(template, frames.evaluation.kind, frames.now(PICKED))
    return "、".join(NAMES[name] for name, fate in fates.items() if fate == LEFT_OUT)
