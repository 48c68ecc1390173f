"""Prints how well the judge reads the labelled narratives: confusion, precision, recall, errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.judge.figures import Figure
from ingest.judge.narrative import RULES_VERSION, Judgement, judge
from ledger.console import Parser, run
from ledger.plan import Plan
from ledger.plan_files import load_plan
from ledger.words import Status
from tools.labelled import DEVELOPED, FOLDER, Labelled, read_labelled

# title -> file; nothing was learnt from texts of all but the first, and one rule was written for
# one text of the last (15个镇街有13个)
SETS = {
    "规则和权重据以形成的文本": DEVELOPED,
    "从未见过的文本": FOLDER / "narratives_heldout.tsv",
    "从未见过的文本（二）": FOLDER / "narratives_heldout_2.tsv",
    "从未见过的文本（三）": FOLDER / "narratives_heldout_3.tsv",
    "从未见过的文本（四，有意混入难句）": FOLDER / "narratives_heldout_traps.tsv",
}
ORDER = [status for status in Status if status is not Status.MISSING]


@dataclass
class Score:
    """What was counted over a set; the errors are told in words."""

    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)  # right, extra, missed
    errors: list[str] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Return the share of right statuses."""
        return _share(sum(self.confusion[s, s] for s in ORDER), self.confusion.total())

    @property
    def false_done(self) -> int:
        """Return how many texts were taken for done and are not."""
        wrong = (n for (want, got), n in self.confusion.items() if got == Status.DONE != want)
        return sum(wrong)

    @property
    def figure_precision(self) -> float:
        """Return the share of right ones among the figures found."""
        return _share(self.figures["right"], self.figures["right"] + self.figures["extra"])

    @property
    def figure_recall(self) -> float:
        """Return the share of the labelled figures that were found."""
        return _share(self.figures["right"], self.figures["right"] + self.figures["missed"])


def main(arguments: Sequence[str]) -> int:
    """Print all sets; return 0, for a wrong verdict is news and no failure of this program."""
    Parser(prog="python -m tools.accuracy", description=__doc__).parse_args(arguments)
    plan = load_plan()
    print(f"规则版本 {RULES_VERSION}")
    for title, path in SETS.items():
        show(title, score(read_labelled(path), plan), print)
    return 0


def written(figures: Sequence[Figure]) -> str:
    """Return figures in the labels' own spelling."""
    return ";".join(f"{figure.value:g}:{figure.unit}" for figure in figures)


def score(rows: Sequence[Labelled], plan: Plan) -> Score:
    """Return how the judge does on `rows`."""
    result = Score()
    for row in rows:
        judgement = judge(row.text, plan.task_by_no[row.task_no])
        result.confusion[row.status, judgement.status.value] += 1
        missed = _count_figures(result, row, judgement)
        if row.status != judgement.status or missed:
            result.errors.append(_told(row, judgement, missed))
    return result


def _count_figures(result: Score, row: Labelled, judgement: Judgement) -> bool:
    want = Counter(filter(None, row.figures.split(";")))
    got = Counter(filter(None, written(judgement.figures).split(";")))
    extra, missed = got - want, want - got
    counts = {"right": got & want, "extra": extra, "missed": missed}
    result.figures.update({name: found.total() for name, found in counts.items()})
    return bool(extra or missed)


def _told(row: Labelled, judgement: Judgement, figures: bool) -> str:
    verdict = f"应为 {row.status}，判为 {judgement.status}（{judgement.reason}）"
    numbers = f"；数字应为 {row.figures or '无'}，读出 {written(judgement.figures) or '无'}"
    return f"第{row.task_no}项 {row.text}\n    {verdict}{numbers if figures else ''}"


def show(title: str, result: Score, say: Callable[[str], None]) -> None:
    """Tell the confusion table, the shares and the errors of one set."""
    say(f"\n{title}：{result.confusion.total()} 条，状态判对 {result.right:.1%}，")
    say(f"误判为已完成 {result.false_done} 条，数字查准 {result.figure_precision:.3f}、")
    say(f"查全 {result.figure_recall:.3f}（{result.figures['right']} 个读对）")
    say("行为应判，列为判为".ljust(6) + "".join(f"{s.value:>12}" for s in ORDER) + "      查全")
    for want in ORDER:
        cells = "".join(f"{result.confusion[want, got]:12}" for got in ORDER)
        say(f"{want.value:<15}{cells}{_share_of(result, want, 0):>10}")
    say(f"{'查准':<13}" + "".join(f"{_share_of(result, got, 1):>12}" for got in ORDER))
    for error in result.errors:
        say(error)


def _share_of(result: Score, status: Status, side: int) -> str:
    """Return recall (side 0) or precision (side 1) of a status, in words."""
    total = sum(n for pair, n in result.confusion.items() if pair[side] == status)
    return f"{_share(result.confusion[status, status], total):.1%}" if total else "—"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


if __name__ == "__main__":
    run(main)
