"""Which tables the data pack has: sheet, question, columns, charts; and the frames made for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ledger.plan import Plan
from ledger.questions import definition
from reports.data_pack_charts import Chart
from reports.data_pack_frames import (
    Frames,
    city,
    current,
    duties,
    evaluated,
    figures,
    most_reported,
    moved,
    moves,
    picked,
    sources,
    states,
)

_COUNTS = (
    "applicable none done advancing not_started unclear blank missing carried green yellow red grey"
    " to_review dated_done dated_applicable completion_rate continuing_green continuing_applicable"
    " fresh_rate fill_rate"
)
_STATUSES = "done advancing not_started unclear blank missing"
_LIGHTS = "green yellow red grey"


@dataclass(frozen=True)
class Table:
    """A sheet: the question whose definition it shows, the columns, and its charts.

    `prepare` makes the frame from those of all questions; without it the question's own is shown.
    """

    sheet: str
    query: str
    columns: str
    charts: tuple[Chart, ...] = ()
    prepare: Callable[[Frames, Plan], pd.DataFrame] | None = None
    title: str = ""

    @property
    def heading(self) -> str:
        """What stands above the table: its own title, or that of its question."""
        return self.title or definition(self.query).title

    def frame(self, frames: Frames, plan: Plan) -> pd.DataFrame:
        """Return the rows to show, in their order."""
        found = self.prepare(frames, plan) if self.prepare else frames[self.query]
        return found.reset_index(drop=True)


TABLES = (
    Table(
        "目标", "goal_totals",
        "goal_no:目标 due_text:时间 aspect tasks:任务数 tasks_done:各单位都已完成的任务 applicable"
        " done advancing not_started unclear blank missing green yellow red grey dated_done"
        " dated_applicable done_rate continuous_green continuous_applicable fresh_rate note:说明",
        (Chart("各项目标的完成率和在推进率", "bar", "aspect", "done_rate fresh_rate", share=True),),
    ),
    Table(
        "目标任务", "goals",
        "goal_no:目标 due_text:时间 aspect task_no short_name deadline_kind task_due_on:任务时限"
        " applicable done advancing not_started unclear blank missing green yellow red grey"
        " done_late:逾期完成 open_units done_rate fresh_rate units_open",
    ),
    Table("全市", "headline", f"county:范围 {_COUNTS}", prepare=city),
    Table(
        "各类别", "by_category", f"category_no:序号 category {_COUNTS}",
        (
            Chart("各类别的状态（适用的单位×任务）", "bar percent_stacked", "category", _STATUSES),
            Chart("各类别的灯", "bar percent_stacked", "category", _LIGHTS),
        ),
    ),
    Table(
        "各县区", "by_county", f"county units:单位数 {_COUNTS}",
        (
            Chart("各县区的灯", "bar percent_stacked", "county", _LIGHTS),
            Chart("各县区的办结率", "bar", "county", "completion_rate", share=True),
        ),
    ),
    Table("各任务", "by_task", f"task_no short_name deadline_kind due_on {_COUNTS}"),
    Table(
        "逐季", "by_quarter", f"quarter {_COUNTS}",
        (Chart("逐季的办结率、在推进率、填报率", "line", "quarter",
               "completion_rate fresh_rate fill_rate", share=True),),
    ),
    Table(
        "报送率", "reporting",
        "quarter due_on expected received on_time late missing reporting_rate on_time_rate"
        " missing_units:未报单位",
        (Chart("台账报送情况", "column stacked", "quarter", "on_time late missing"),),
    ),
    Table(
        "滞后单位", "lagging",
        "unit county missing_ledgers late_ledgers due_ledgers red yellow green to_review stale"
        " applicable done completion_rate fresh_rate",
        (Chart("红灯、黄灯（排在前20位的单位）", "bar stacked", "unit", "red yellow"),),
    ),
    Table(
        "逾期和临近", "open_duties",
        "state_word:情形 unit county task_no short_name due_on days_left status light reason",
        prepare=duties,
    ),
    Table(
        "数字合计", "figure_totals",
        "task_no short_name thing counted_in units_reported units_expected:报过台账 total no_total"
        " least middle most target:规定 target_meaning below_target:低于规定 units_below outliers"
        " outlier_values matched",
        (Chart("报数单位最多的15种数字（单位数）", "bar", "name", "units_reported",
               prepare=most_reported),),
        prepare=figures,
    ),
    Table(
        "各单位数字", "figure_values",
        "task_no short_name thing counted_in unit quarter value:数 words matched times"
        " below_target:低于规定 z_score is_outlier cell",
    ),
    Table(
        "评估报送", "evaluation_units",
        "evaluation_label:评估 quarter unit county report_state report_received_on report_days_late"
        " annex_state ledger_state ledger_received_on ledger_days_late judged_on:现状截至"
        " applicable done advancing not_started unclear blank missing green yellow red grey"
        " dated_done dated_applicable completion_rate continuing_green continuing_applicable"
        " fresh_rate",
        prepare=evaluated,
    ),
    Table(
        "与上次评估对照", "evaluation_moves",
        "unit task_no short_name before_on:上次评估 status_before light_before status_now light_now"
        " moved",
        (Chart("与上次评估相比（按类别）", "bar percent_stacked", "name:类别",
               "forward:前进 same:未变 back:后退 joined:新增适用", prepare=moves),),
        prepare=moved,
    ),
    Table(
        "现状", "standing",
        "unit task_no short_name quarter status light reason to_review carried due_on done_on"
        " done_late applicable",
    ),
    Table(
        "落实情况", "entries",
        "unit quarter task_no short_name narrative status reviewed:已核定 cell",
        prepare=current,
    ),
    Table(
        "摘选", "picks",
        "evaluation_label:评估 section_word:部分 place:次序 unit task_no quarter text:材料 note"
        " file_name sheet cell who recorded_at",
        prepare=picked,
    ),
    Table(
        "报送登记", "returns",
        "unit county quarter label due_on first_received_on state days_late versions:版数 note",
        (Chart("各期材料的报送情况（单位数）", "bar percent_stacked", "name:材料",
               "on_time late missing", prepare=states),),
    ),
    Table(
        "出处", "entries",
        "unit quarter task_no version received_on file_name sheet cell rules_version recorded_at"
        " recorded_by sha256",
        prepare=sources, title="出处：各项落实情况在哪份文件的哪一格",
    ),
    Table(
        "台账版本", "submissions",
        "quarter unit version is_current:现行 received_on file_name part recorded_at recorded_by"
        " entries sha256",
    ),
)  # fmt: skip
