"""Tables that people read and take away."""

from __future__ import annotations

import csv
import io

import pandas as pd

from ui import tables


def test_codes_become_words_and_rates_keep_their_numbers() -> None:
    """Headings and codes are Chinese, a rate is written with n/N, nothing is left as NaN."""
    frame = pd.DataFrame(
        {
            "unit": ["甲局"], "status": ["done"], "light": ["green"], "quarter": ["2024Q3"],
            "to_review": [True], "done_on": [pd.NaT], "dated_done": [3], "dated_applicable": [4],
        }
    )  # fmt: skip
    shown = tables.present(frame, "unit status light quarter to_review done_on completion")
    assert shown.to_dict("records") == [
        {"填报单位": "甲局", "状态": "✔ 已完成", "灯": "● 绿灯", "季度": "2024年第三季度",
         "待核": "是", "完成日期": "", "办结率": "3/4（75.0%）"}
    ]  # fmt: skip


def test_csv_opens_in_wps_as_text() -> None:
    """The byte order mark makes it UTF-8; what looks like a formula is kept as words."""
    frame = pd.DataFrame(
        {"落实情况": ["=1+1", "-", "已完成，“三项”\n制度", "@SUM(A1)"], "数": [1, 2, 3, 4]}
    )
    data = tables.csv(frame)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["落实情况"] for row in rows] == ["'=1+1", "-", "已完成，“三项”\n制度", "'@SUM(A1)"]
    assert [row["数"] for row in rows] == ["1", "2", "3", "4"]


def test_recording_times_are_local() -> None:
    """What is stored in UTC is read by the office's clock."""
    frame = pd.DataFrame({"recorded_at": [pd.Timestamp("2025-01-01 16:30")]})
    assert tables.in_beijing(frame)["recorded_at"].tolist() == ["2025-01-02 00:30"]
