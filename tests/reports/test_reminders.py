"""Reminders ask each unit for its items, in a message, in a letter and in a list."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from ledger.errors import UserError
from ledger.plan import Plan
from reports.reminder_digest import MOST_IN_FULL, Digest, digest_text, digests
from reports.reminder_letter import letter_name, write_letter
from reports.reminder_list import write_reminder_list

AS_OF = date(2025, 10, 15)
ONE, OTHER = "示例甲县交通运输局", "示例乙县交通运输局"
PHONES = {ONE: [("李经办", "13800000000"), ("张某某", "0663-8000000")]}


OPENING = (
    "根据揭市交字〔2024〕188号要求，截至2025年10月15日，你单位有2项需要办理：逾期1项（1/2）、"
    "将到期1项（1/2）。请于2025年10月25日前办理；到时不能办结的，书面说明原因和完成时间，"
    "办理情况报执法监督科。具体事项如下。"
)
TASK = (
    "1. 任务8 执法队伍。时限2024年6月30日已过；最近台账2025年第三季度（9月12日收）仍为推进中。"
    "请尽快完成。"
)


def row(unit: str = ONE, **told: object) -> dict[str, object]:
    """Return a row of `reminder_items`, by default an overdue task."""
    known: dict[str, object] = {
        "item": f"{unit}|task|8", "unit": unit, "county": "示例县", "colour": "red",
        "kind": "dated", "subject": "任务8 执法队伍", "document": None, "quarter": "2025Q3",
        "task_no": 8, "due_on": pd.Timestamp(2024, 6, 30), "days": 472,
        "reason": "时限2024-06-30已过；最近台账2025Q3（9月12日收）仍为推进中。",
        "ask": "请尽快完成。", "last_reminded_on": pd.NaT, "reminded_today": False,
        "official_order": 1 if unit == ONE else 2,
    }  # fmt: skip
    return known | told


SOON = row(
    colour="blue", kind="document", subject="工作台账（2025年第四季度）", task_no=float("nan"),
    due_on=pd.Timestamp(2025, 12, 17), days=-63, reason="期限2025-12-17，还有63天，尚未收到。",
    ask="请在期限前报送工作台账（2025年第四季度）。",
)  # fmt: skip
RETURNED_ASK = "请按退回的意见改正后重报这份台账。"
RETURNED = row(
    colour="yellow", kind="returned", subject="工作台账退回修改", task_no=float("nan"),
    due_on=pd.NaT, days=float("nan"),
    reason="已退回修改：缺第7项；第9项\n写错，更正的台账尚未收到。",
    ask=RETURNED_ASK, last_reminded_on=pd.Timestamp(2025, 10, 1),
)  # fmt: skip


def digested(*rows: dict[str, object]) -> list[Digest]:
    """Return the digests of these rows."""
    return digests(pd.DataFrame(rows), PHONES, AS_OF)


def letter(plan: Plan, *rows: dict[str, object], reply_by: date | None = None) -> list[str]:
    """Return the paragraphs of the letter to the first unit."""
    target = BytesIO()
    write_letter(target, digested(*rows)[0], plan, reply_by)
    return [p.text for p in Document(BytesIO(target.getvalue())).paragraphs]


def test_digests_stand_in_official_order_with_the_red_first() -> None:
    """One digest a unit; a unit without a liaison has none."""
    found = digested(row(OTHER), SOON, RETURNED, row())
    assert [(d.unit, [i.colour for i in d.items]) for d in found] == [
        (ONE, ["red", "yellow", "blue"]), (OTHER, ["red"]),
    ]  # fmt: skip
    assert [d.liaisons for d in found] == [tuple(PHONES[ONE]), ()]
    first = found[0].items[0]
    assert (first.key, first.task_no, first.due_on, first.days, first.last_reminded_on) == (
        f"{ONE}|task|8", 8, date(2024, 6, 30), 472, None,
    )  # fmt: skip
    assert found[0].items[1].last_reminded_on == date(2025, 10, 1)


def test_no_items_are_no_digests() -> None:
    """Where nothing is asked for, nobody is reminded."""
    assert digests(pd.DataFrame([row()]).iloc[:0], PHONES, AS_OF) == []


def test_the_message_is_short_and_names_no_telephone() -> None:
    """Every count has its whole, every item its case and what is asked; a chat may read it."""
    assert digest_text(digested(row(), SOON, RETURNED)[0]).splitlines() == [
        "示例甲县交通运输局（李经办、张某某）：",
        "截至2025年10月15日，请办理以下3项：逾期1项（1/3）、落后1项（1/3）、将到期1项（1/3）。",
        "【逾期】",
        "1. 任务8 执法队伍：时限2024年6月30日已过。请尽快完成。",
        "【落后】",
        "1. 工作台账退回修改：已退回修改：缺第7项；第9项 写错，更正的台账尚未收到。" + RETURNED_ASK,
        "【将到期】",
        "1. 工作台账（2025年第四季度）：期限2025年12月17日，还有63天，尚未收到。请在期限前报送。",
    ]


def test_a_long_message_names_every_item() -> None:
    """A unit that is behind everywhere reads of every item, of the later ones in short."""
    whole = MOST_IN_FULL + 7
    many = [row(item=f"{ONE}|task|{n}", subject=f"任务{n}") for n in range(1, whole + 1)]
    lines = digest_text(digested(*many)[0]).splitlines()
    assert [line.split("：")[0] for line in lines[3:-1]] == [
        f"{n}. 任务{n}" for n in range(1, whole + 1)
    ]
    assert lines[-2] == f"{whole}. 任务{whole}：时限2024年6月30日已过。"
    assert lines[-1] == "逾期第11项起的具体要求见催办函、催办表。"


def test_the_letter_names_everything(plan: Plan) -> None:
    """Basis, counts, the day to answer by, each item under its colour, issuer, day and contacts."""
    assert letter(plan, row(), SOON, reply_by=date(2025, 10, 25)) == [
        "关于办理《揭阳市提升行政执法质量三年行动实施方案》有关事项的催办函",
        "示例甲县交通运输局：",
        OPENING,
        "一、已经逾期、请立即办理的（1项）",
        TASK,
        "二、即将到期、请按时办理的（1项）",
        "1. 工作台账（2025年第四季度）。期限2025年12月17日，还有63天，尚未收到。请在期限前报送。",
        "特此函告。",
        "",
        "揭阳市交通运输局",
        "2025年10月15日",
        "（承办科室：执法监督科；你单位信息联络员：李经办 13800000000、张某某 0663-8000000）",
    ]


def test_the_letter_without_a_day_or_a_liaison(plan: Plan) -> None:
    """Neither is made up."""
    lines = letter(plan, row(OTHER))
    assert "请抓紧办理，办理情况报" in lines[2]
    assert lines[-1] == "（承办科室：执法监督科；你单位信息联络员：未报）"


def test_the_letter_of_a_plan_that_says_little(plan: Plan) -> None:
    """Without plan, notice and receiver the letter still reads; without an issuer there is none."""
    kept = [setting for setting in plan.settings if setting.name == "issuer"]
    lines = letter(plan.model_copy(update={"settings": tuple(kept)}), row())
    assert lines[0] == "关于办理工作台账有关事项的催办函"
    assert lines[2].startswith("截至2025年10月15日，你单位有1项")
    assert lines[-1] == "（你单位信息联络员：李经办 13800000000、张某某 0663-8000000）"
    with pytest.raises(UserError) as raised:
        letter(plan.model_copy(update={"settings": ()}), row())
    assert raised.value.code == "setting_absent"


def test_letters_are_named_by_unit_and_day() -> None:
    """A unit's name leads out of no folder."""
    [digest] = digested(row("示例/甲县"))
    assert letter_name(digest) == "示例_甲县_催办函_20251015.docx"


def test_same_items_are_the_same_bytes(plan: Plan) -> None:
    """Neither letter nor list bears a time of writing."""
    made = []
    for _ in range(2):
        targets = BytesIO(), BytesIO()
        write_letter(targets[0], digested(row(), SOON)[0], plan)
        write_reminder_list(targets[1], digested(row(), SOON))
        made.append([target.getvalue() for target in targets])
    assert made[0] == made[1]


def test_the_list_has_a_row_for_each_item() -> None:
    """Liaisons and telephones stand beside each item; days are numbers, negative before the day."""
    target = BytesIO()
    write_reminder_list(target, digested(row(), SOON, RETURNED, row(OTHER)))
    sheet = load_workbook(target).worksheets[0]
    rows = [list(cells) for cells in sheet.iter_rows(min_row=3, values_only=True)]
    assert sheet["A2"].value == (
        "截至2025年10月15日，2个单位共4项。逾期2项（2/4）。落后1项（1/4）。将到期1项（1/4）。"
        "逾期天数为负数的，是距期限还有几天"
    )
    assert len(rows) == 1 + 4
    assert rows[1] == [
        "1", ONE, "李经办\n张某某", "13800000000\n0663-8000000", "逾期", "任务8 执法队伍",
        "2024-06-30", 472, "时限2024-06-30已过；最近台账2025Q3（9月12日收）仍为推进中。",
        "请尽快完成。", None,
    ]  # fmt: skip
    assert rows[2][6:8] == [None, None]
    assert rows[2][-1] == "2025-10-01"
    assert rows[3][4:8] == ["将到期", SOON["subject"], "2025-12-17", -63]
    assert rows[4][1:4] == [OTHER, None, None]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_list_is_a_formula(start: str) -> None:
    """What a unit or a liaison list says is text in Excel."""
    evil = f"{start}HYPERLINK(1)"
    items = pd.DataFrame([row(evil, subject=evil, reason=evil, ask=evil, official_order=1)])
    target = BytesIO()
    write_reminder_list(target, digests(items, {evil: [(evil, evil)]}, AS_OF))
    sheet = load_workbook(target).worksheets[0]
    told = [cell for cell in sheet[4] if isinstance(cell.value, str) and "HYPER" in cell.value]
    assert len(told) == 6
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in told)
