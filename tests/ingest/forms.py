"""Returned forms as county clerks make them, drawn at random, and what was written in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from ingest.workbook import Merge, Sheet, Workbook
from ledger.plan import Plan, Task

T = TypeVar("T")

TITLES = (
    "贯彻落实《实施方案》工作台账",
    "附件1",
    "揭阳市提升行政执法质量三年行动工作台账（2023-2025年）",
    "（揭市交字〔2024〕188号附件）",
    "工作任务落实情况表",
)
UNIT_LINES = (
    "填报单位：{}（盖章）",
    "填报单位（盖章）：{}",
    "填报单位:{}",
    "报送单位： {}　　　填报时间：2024年9月12日",
    "填 报 单 位：{}",
    "填报单位：{}填报人：李经办",
    "单位名称：{}（公章）",
)
UNITS = (
    "揭东区交通运输局",
    "揭阳市揭东区交通运输局",
    "揭东交通局",
    "揭东区局",
    "广东省揭阳市揭东区交通运输局",
)
QUARTERS = (
    "2024年第三季度",
    "2024年三季度",
    "2024年度第3季度",
    "2024Q3",
    "2024年9月",
    "2024年1-9月",
    "截至2024年9月17日",
    "二〇二四年第三季度",
    "2024年第Ⅲ季度",
    "2024年7-9月份",
    "２０２４年３季度",
    "2024年前三季度",
    "2024年第三季度末",
)
TASKS = (
    "具体内容",
    "主要举措",
    "工作内容",
    "具 体 内 容",
    "具体\n内容",
    "具体任务",
    "任务内容及要求",
    "工作措施",
    "具体举措",
    "具体内容（共43项）",
    "具体工作任务",
    "重点任务内容",
)
NARRATIVES = (
    "落实情况",
    "进展情况",
    "完成情况",
    "工作进展",
    "落实情况（请如实填写，不少于50字；请于17日前报送）",
    "贯彻落实情况",
    "目前进展情况",
    "工作开展情况及成效",
    "本季度落实情况",
    "落实情况说明",
    "推进落实情况",
    "工作进展情况",
    "落实进度",
    "第三季度落实情况",
    "截至9月17日工作完成情况",
    "落实情况和存在问题",
)
CATEGORIES = ("重点任务", "任务类别", "工作类别", "类别", "重点工作")
RESPONSIBLE = ("责任单位", "牵头单位", "责任部门", "责任单位及配合单位")
DEADLINES = ("完成时限", "时间要求", "时限", "完成时间")
EXTRAS = (
    "备注",
    "佐证材料",
    "存在问题",
    "下一步打算",
    "完成状态",
    "是否完成",
    "联系人",
    "分管领导",
    "",
)
NUMBERED = (
    "{}. {}",
    "{}、{}",
    "（{}）{}",
    "{}．{}",
    "({}) {}",
    "第{}项 {}",
    "{}　{}",
    "{} {}",
    "{}.{}",
    "【{}】{}",
    "{}{}",
    "第{}项：{}",
    "{})、{}",
    "任务{}：{}",
)
MARKS = ("{}. ", "{}、", "（{}）", "{}．", "({})", "第{}项：", "【{}】", "{}：")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸"
SAYINGS = (
    "已完成“{}”，办结{}件。",
    "{}推进中，已开展{}次。\n下一步继续抓好落实。",
    "一是开展{}；二是办理{}件。",
    "（一）印发{}方案。\n（二）培训{}人次。",
    "1.制定{}方案；\n2.开展检查{}次；\n3.总结经验。",
    "①部署{}；②检查{}家。",
    "{}：2024年9月召开会议{}次，投入3.5万元。",
    "按计划开展{}，完成率{}%，未发现问题。",
)
NOTES = ("说明：", "填报说明：", "注：请于每季度末月17日前报送，6月、12月附总结。", "台账填报说明:")
SHARED_ROWS = ((3, 4), (12, 13, 14, 15), (21, 22, 23, 24), (42, 43))


@dataclass
class Form:
    """A workbook and what was written in it: each task's text, tasks left out, the declared."""

    workbook: Workbook
    written: dict[int, str]
    declared: dict[int, str] = field(default_factory=dict)


class Clerk:
    """Fills in one form; every choice goes through `pick`, so that it can be drawn and shrunk."""

    def __init__(self, plan: Plan, pick: Callable[[Sequence[object]], object]) -> None:
        """Keep the plan and the way to choose."""
        self._plan = plan
        self._pick = pick
        self.written: dict[int, str] = {}
        self.declared: dict[int, str] = {}

    def choose(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return cast(T, self._pick(items))

    def seldom(self, one_in: int = 3) -> bool:
        """Return True once in a while."""
        return self.choose(range(one_in)) == one_in - 1

    def saying(self, task: Task) -> str:
        """Return an answer that is unlike any other task's."""
        if self.seldom(8):
            return self.choose(("", "-", "无", "——"))
        return self.choose(SAYINGS).format(task.short_name, task.task_no * 7 + 50)

    def task_text(self, task: Task) -> str:
        """Return the task as printed, as corrected, broken over lines, or with a slip."""
        text = self.choose([task.text, task.printed_text or task.text])
        slip = self.choose(range(8))
        middle = len(text) // 2
        if slip == 5:
            text = f"{text[:middle]}\n{text[middle:]}"
        elif slip == 6 and len(text) > 20:
            text = text[: middle - 1] + text[middle:]
        elif slip == 7:
            text = text.rstrip("。") + self.choose(("", "；", "（持续推进）"))
        return text

    def form(self) -> Form:
        """Return a form of one sheet with its oracle."""
        columns = self._columns()
        rows: list[list[str]] = []
        merges: list[Merge] = []
        width = len(columns)
        self._head(rows, width)
        header_rows = self._header(rows, merges, columns)
        self._body(rows, merges, columns, header_rows)
        self._foot(rows, width)
        padded = [(row + [""] * width)[:width] for row in rows]
        name = self.choose(("Sheet1", "工作台账", "台账", "揭东区"))
        sheets = [Sheet(name, True, padded, tuple(merges))]
        if self.seldom(5):
            sheets.insert(0, Sheet("填报说明", True, [["请认真填写"], ["1. 落实情况要写明数据"]]))
        if self.seldom(6):
            sheets.append(Sheet("隐藏", False))
        return Form(Workbook("xlsx", tuple(sheets)), self.written, self.declared)

    def _columns(self) -> list[str]:
        columns = ["task", "narrative"]
        columns += [role for role in ("responsible", "deadline") if not self.seldom(4)]
        self._category = self.choose(("merged", "repeated", "blank", "row", "front", "none"))
        if self._category in ("merged", "repeated", "blank"):
            columns.append("category")
        self._numbers = self.choose(("front", "column", "absent", "circled", "serial"))
        if self._numbers in ("column", "serial"):
            columns.append("number")
        columns += [f"extra:{title}" for title in EXTRAS if self.seldom(6)]
        order = ["number", "category", "task", "responsible", "deadline", "narrative"]
        if self.seldom(3):
            keys = {column: self.choose(range(100)) for column in columns}
            return sorted(columns, key=lambda column: keys[column])
        return sorted(columns, key=lambda c: order.index(c) if c in order else 9)

    def _head(self, rows: list[list[str]], width: int) -> None:
        unit, quarter, title = self.choose(UNITS), self.choose(QUARTERS), self.choose(TITLES)
        line = self.choose(UNIT_LINES).format(unit)
        apart = (
            [["填报单位", unit, "", quarter]] if width > 3 else [[f"填报单位：{unit}"], [quarter]]
        )
        lines: list[list[str]] = self.choose(
            (
                [[f"{title}（{quarter}）"], [line]],
                [[title], [f"{unit}{quarter}工作台账"]],
                [[title], *apart],
                [[line], [title], [f"（{quarter}）"]],
            )
        )
        if self.seldom(3):
            lines.insert(self.choose(range(len(lines) + 1)), [])
        if self.seldom(4):
            lines.append(["填报要求：1.落实情况栏填写本季度工作；2.请于9月17日前报送。"])
        rows += lines

    def _titles(self, columns: list[str]) -> list[str]:
        named = {
            "task": TASKS,
            "narrative": NARRATIVES,
            "category": CATEGORIES,
            "responsible": RESPONSIBLE,
            "deadline": DEADLINES,
            "number": ("序号", "编号", "任务序号"),
        }
        return [
            column.removeprefix("extra:")
            if column.startswith("extra:")
            else self.choose(named[column])
            for column in columns
        ]

    def _header(
        self, rows: list[list[str]], merges: list[Merge], columns: list[str]
    ) -> list[list[str]]:
        titles = self._titles(columns)
        place = len(rows)
        header = [titles]
        kind = self.choose(range(5))
        at = columns.index("narrative")
        if kind == 3 and at + 1 < len(columns) and columns[at + 1].startswith("extra:"):
            top = [*titles]
            top[at], top[at + 1] = self.choose(("填报情况", "2024年第三季度", "落实情况")), ""
            below = [""] * len(titles)
            below[at], below[at + 1] = titles[at], titles[at + 1] or "其他"
            header = [top, below]
            merges.append((place, at, place, at + 1))
            merges += [
                (place, c, place + 1, c) for c in range(len(titles)) if c not in (at, at + 1)
            ]
        elif kind == 4:
            header = (
                [titles, [str(n + 1) for n in range(len(titles))]] if len(titles) > 2 else [titles]
            )
        rows += [list(row) for row in header]
        return header

    def _body(
        self,
        rows: list[list[str]],
        merges: list[Merge],
        columns: list[str],
        header: list[list[str]],
    ) -> None:
        page = self.choose((0, 0, 0, 10, 15)) if len(header) == 1 else 0
        category = started = -1
        for count, group in enumerate(self._groups(), start=1):
            if page and count % page == 0:
                rows.append(list(header[0]))
                started = -1
            new = group[0].category_no != category
            category = group[0].category_no
            if new and self._category == "row":
                rows.append([self._heading(category)])
            started = len(rows) if new else started
            rows.append(self._row(columns, group, new, count))
            if self._category == "merged" and started >= 0:
                _merge_down(merges, columns.index("category"), started, len(rows) - 1)
            if self.seldom(40):
                rows.append([])
                started = -1

    def _groups(self) -> list[list[Task]]:
        """Return the tasks row by row: some left out, in any order, or several in a row."""
        tasks = [task for task in self._plan.tasks if not (task.reconstructed or self.seldom(25))]
        if self.seldom(5):
            keys = {task.task_no: self.choose(range(1000)) for task in tasks}
            return [[task] for task in sorted(tasks, key=lambda task: keys[task.task_no])]
        shared = SHARED_ROWS if self.seldom(3) else ()
        first = {number: numbers[0] for numbers in shared for number in numbers}
        groups: dict[int, list[Task]] = {}
        for task in tasks:
            groups.setdefault(first.get(task.task_no, task.task_no), []).append(task)
        return list(groups.values())

    def _heading(self, category_no: int) -> str:
        category = self._plan.category_by_no[category_no]
        return self.choose(("{1}", "{0}、{1}", "（{0}）{1}")).format(
            category.ordinal, category.name
        )

    def _row(self, columns: list[str], group: list[Task], new: bool, count: int) -> list[str]:
        number = group[0].task_no if self._numbers == "column" else count
        values = {
            "task": self._task_cell(group, new),
            "narrative": self._answer_cell(group),
            "responsible": group[0].responsible,
            "deadline": group[0].deadline_text,
            "number": self.choose(("{}", "{}.", "（{}）", "{}.0")).format(number),
            "category": "",
        }
        if self._category == "repeated" or new:
            values["category"] = (
                "" if self._category == "blank" else self._heading(group[0].category_no)
            )
        state = self.choose(("已完成", "推进中", "", "未启动"))
        cells = []
        for column in columns:
            if column in ("extra:完成状态", "extra:是否完成"):
                cells.append(state)
            elif column.startswith("extra:"):
                cells.append(self.choose(("", "", "见附件1", "无")))
            else:
                cells.append(values[column])
        if "extra:完成状态" in columns:
            for task in group:
                self.declared[task.task_no] = state
        return cells

    def _task_cell(self, group: list[Task], new: bool) -> str:
        style = self.choose(NUMBERED)
        texts = []
        for task in group:
            text = self.task_text(task)
            printed = 42 if task.task_no == 43 and len(group) > 1 else task.task_no
            if self._numbers == "circled":
                text = CIRCLED[printed - 1] + text
            elif self._numbers == "front":
                text = style.format(printed, text)
            if len(group) > 1 and self._numbers not in ("circled", "front"):
                text = self._plan.task_by_no[task.task_no].text
            texts.append(text)
        cell = self.choose(("\n", "\n\n")).join(texts)
        if self._category == "front" and new:
            cell = f"{self._heading(group[0].category_no)}{self.choose((chr(10), '：'))}{cell}"
        return cell

    def _answer_cell(self, group: list[Task]) -> str:
        if len(group) == 1:
            text = self.saying(group[0])
            self.written[group[0].task_no] = text
            return text
        texts = [f"已完成“{t.short_name}”，办结{t.task_no * 3}件。" for t in group]
        return self._shared_cell(group, texts)

    def _shared_cell(self, group: list[Task], texts: list[str]) -> str:
        how = self.choose(("numbers", "circled", "lines", "list", "none", "blocks"))
        pairs = list(zip(group, texts, strict=True))
        if how == "blocks":
            texts = [f"{text}\n下一步抓好“{task.short_name}”。" for task, text in pairs]
            cell = "\n\n".join(texts)
        elif how == "numbers":
            mark = self.choose(MARKS)
            cell = "\n".join(mark.format(task.task_no) + text for task, text in pairs)
        elif how == "circled":
            cell = "\n".join(CIRCLED[task.task_no - 1] + text for task, text in pairs)
        elif how == "list":
            mark = self.choose(MARKS[:5])
            cell = "\n".join(mark.format(n) + text for n, text in enumerate(texts, start=1))
        elif how == "lines":
            cell = "\n".join(texts)
        else:
            cell = "各项工作均已按要求开展，成效良好。"
            texts = [cell] * len(group)
        self.written |= {t.task_no: text for text, t in zip(texts, group, strict=True)}
        return cell

    def _foot(self, rows: list[list[str]], width: int) -> None:
        if self.seldom(3):
            rows.append([self.choose(("合计", "小计", "合  计")), "43"])
        if self.seldom(2):
            rows.append(
                ["联系人：李经办", "联系方式：13800000000"][:width]
                if width > 1
                else ["联系人：李经办"]
            )
        if self.seldom(3):
            rows.append([self.choose(NOTES)])
            rows += [
                ["1. 本表依据2023-2025年方案编制。"],
                ["2. “落实情况”一栏填报内容，为截至填报时的情况。"],
            ]
        if self.seldom(4):
            rows += [["揭东区交通运输局"], ["2024年9月15日"]]
        if self.seldom(6):
            rows += [[] for _ in range(300)]


def _merge_down(merges: list[Merge], column: int, first: int, last: int) -> None:
    """Merge a column's cells from `first` to `last`, further than before if they were merged."""
    merges[:] = [merge for merge in merges if merge[:2] != (first, column)]
    if last > first:
        merges.append((first, column, last, column))
