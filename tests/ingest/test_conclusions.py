"""A conclusion about the whole task overcomes mere doubts, and nothing that is left open."""

from __future__ import annotations

import pytest

from ingest.judge.narrative import judge
from ledger.plan import Plan
from ledger.words import Status

CONCLUDED = [
    (5, "年度职业道德教育无人掉队，全队105人考核全部合格，教育任务如期交卷。"),
    (33, "16个执法主体全部上线“揭阳粤执法”，激活率100%，纸质办案全面停用，平台应用实现全覆盖。"),
    (27, "区、镇两级行政执法协调监督体系已于3月底建成，13个镇街没有空白。"),
    (10, "省厅已制定的基准我局一律直接适用，无需另行制定，裁量权基准制度已全面建立。"),
    (23, ("我区过去没有成文的执法争议协调规则，遇事靠临时协商。2025年3月出台执法争议协调办法，"
         "受理的2宗管辖争议已全部裁定，协调机制建设任务完成。")),
    (12, "“三项制度”已在全局执法活动中全面落实，决定公示率为100%。今后将一以贯之抓好执行。"),
    (35, "7月在执法一大队试点，10月起在全部7个大队推行“一案一码”，没有漏码，制度推行任务已完成。"),
]  # fmt: skip
OPEN = [
    (3, "登记卡尚未建立，第一轮轮训任务已全部完成。"),
    (1, "政治轮训任务已全部完成，2个中队尚未建立党支部。"),
    (22, "没有形成行刑衔接机制，事前事中事后监管衔接机制已全面建立。"),
    (10, "办法待省厅批复后印发，裁量权基准制度已全面建立。"),
    (10, "裁量权基准制度建设任务基本完成。"),
    (10, "据镇街反映，裁量权基准均已落实到位。"),
    (16, "目录初稿编制工作已全部完成。"),
    (20, "评估方案制定任务已完成。"),
    (20, "评估任务已全部完成，接不住的3项待调整。"),
    (8, "整改任务分解已全部完成。"),
    (9, "专项检查动员部署工作已全面完成。"),
    (26, "上半年案卷评查任务已圆满完成。"),
    (39, "装备采购招标任务已完成。"),
    (41, "除财政部门外，会商机制均已建立。"),
    (17, "权责清单认领任务已完成403项中的390项。"),
    (42, "实施情况报告撰写任务已完成，待报县委。"),
    (7, "考核制度已全面建立，退出机制在研究。"),
    (12, "“三项制度”全面落实，公示执法信息342条。"),
]


@pytest.mark.parametrize(("task_no", "text"), CONCLUDED)
def test_a_conclusion_is_believed(plan: Plan, task_no: int, text: str) -> None:
    """What is said of the task as a whole counts more than a clause beside it."""
    assert judge(text, plan.task_by_no[task_no]).status is Status.DONE


@pytest.mark.parametrize(("task_no", "text"), OPEN)
def test_what_is_open_is_not_concluded(plan: Plan, task_no: int, text: str) -> None:
    """A step, a part, a draft, hearsay, a plan, or something left open is no conclusion."""
    assert judge(text, plan.task_by_no[task_no]).status is not Status.DONE
