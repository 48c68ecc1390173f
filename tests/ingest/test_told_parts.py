"""An account tells all that the task asks as done; anything left open, or less, is none."""

from __future__ import annotations

import pytest

from ingest.judge.accounts import find_account
from ingest.judge.figures import find_figures
from ingest.judge.narrative import judge
from ingest.judge.parts import parts_of
from ledger.plan import Plan
from ledger.words import Status

ACCOUNTS = [
    (6, "3名未持证人员均已调离执法岗，现岗上人人持证，资格信息悉数录入系统，无一遗漏。"),
    (7, "拖了多年的退出机制今年落了地，与年度考核制度一并印发实行，首轮考核已按新办法考完。"),
    (
        16,
        "执法事项目录5月定稿并对外公布，共425项，与权责清单、政务服务事项逐项对齐，编码完全统一。",
    ),
    (29, "今年统筹督办重大案件6宗，全部结案；对9个大队的监督检查实现全覆盖；业务请示件件答复。"),
    (36, "与各相关平台的数据标准均已兼容，主题库建成启用，归集共享机制正式施行，智能办案已在用。"),
    (39, "年度装备保障项目均已验收交付，执法工作经费按标准足额到账，功能需求也已处理完毕。"),
]
LESS = [
    (3, "登记卡全部建立，人均58学时，轮训如期结束，记录共58份。"),
    (7, "市局考核办法、退出办法均已印发，我局参照准备，共2项。"),
    (8, "一般问题全部整改销号，整治情况均已报送，重点问题由局领导包案，共3个。"),
    (10, "公路裁量权基准已施行，共120项，水路裁量权基准照旧。"),
    (17, "行政处罚类事项已全部认领并公布，共310项，许可类事项量大。"),
    (19, "目录外下放事项5项，收回3项，均已公告。"),
    (21, "规范化试点中期检查全部完成，共检查4个镇。"),
    (33, "粤执法平台在局机关全面应用，办案120宗，镇街设备均已下单。"),
    (40, "追责办法、免责清单均已印发，心理咨询室选址完毕，共3处。"),
    (42, "实施情况报告已完成撰写，共12页，局党组会已听取。"),
]
HEDGES = ["其中3项在办", "一个中队还没跟上", "两个镇的下月办", "等省厅批复", "先在两个中队试"]


@pytest.mark.parametrize(("task_no", "text"), ACCOUNTS)
def test_an_account_of_all_parts_is_done(plan: Plan, task_no: int, text: str) -> None:
    """Counts and details beside the parts raise no doubt."""
    assert judge(text, plan.task_by_no[task_no]).status is Status.DONE


@pytest.mark.parametrize(("task_no", "text"), LESS)
def test_less_than_all_is_no_account(plan: Plan, task_no: int, text: str) -> None:
    """One branch of several, others, a step, or some of a count accomplish no part."""
    assert find_account(text, find_figures(text), plan.task_by_no[task_no], None) is None


@pytest.mark.parametrize("hedge", HEDGES)
@pytest.mark.parametrize(("task_no", "text"), ACCOUNTS)
def test_anything_left_open_is_no_account(plan: Plan, task_no: int, text: str, hedge: str) -> None:
    """A reservation between any two clauses leaves the account open."""
    task = plan.task_by_no[task_no]
    stops = [at for at, char in enumerate(text) if char in "，；。"]
    hedged = [f"{text[:at]}，{hedge}{text[at:]}" for at in stops]
    assert [x for x in hedged if find_account(x, find_figures(x), task, None)] == []


def test_every_task_has_its_parts(plan: Plan) -> None:
    """No task is left without parts, and none is taken for another."""
    parts = [parts_of(task.text) for task in plan.tasks]
    assert all(parts)
    assert len({part for found in parts for part in found}) == sum(map(len, parts))


@pytest.mark.parametrize(
    ("task_no", "text"),
    [
        (32, "外市早已全面推行，我局扫码入企至今没有推行。"),
        (26, "去年的案卷评查已全部完成，今年的评查、案例指导和考核评议都还没有开始。"),
    ],
)
def test_what_others_did_is_not_ours(plan: Plan, task_no: int, text: str) -> None:
    """What others have, or what was done last year, is no start on the own task."""
    assert judge(text, plan.task_by_no[task_no]).status is Status.NOT_STARTED
