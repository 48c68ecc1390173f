"""The known wordings of tasks and categories, and how near a text of a sheet comes to them."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from ingest.form.paraphrases import Paraphrases, plain
from ledger.plan import Plan, Task

_ORDINAL = re.compile(r"^\s*[(（]?第?[一二三四五六七八九十]+[)）]?[类项部]?[、.．\s]*")
_BRACKETED_END = re.compile(r"\s*[(（【\[][^()（）【】\[\]]*[)）】\]][\s。；;]*$")
_OMISSION = re.compile(r"…+|\.{3,}|。{2,}|·{3,}|等(?=[。.\s]*$)")
_SHORTEST_PIECE = 4
_SHORTEST_BEGINNING = 8
_LONGEST_ADDITION = 12  # longer, and it may be a further task that was not recognised
_RIVALS_WITHIN = 3  # points of similarity between which a text is no clear case
_COVERED = 0.9  # of a cell without numbers, by the tasks that it contains

__all__ = ["Wordings", "plain"]


class Wordings:
    """Every wording of a plan's tasks: the corrected one and the one on the circulated form."""

    def __init__(self, plan: Plan) -> None:
        """Prepare the lookups."""
        self._least = plan.threshold("match_score")
        worded = [
            (plain(wording), task)
            for task in plan.tasks
            for wording in (task.text, task.printed_text)
            if wording
        ]
        self._exact = dict(worded)
        self._all = [wording for wording, _ in worded]
        self._of_task: dict[int, list[str]] = {}
        for wording, task in worded:
            self._of_task.setdefault(task.task_no, []).append(wording)
        self._paraphrases = Paraphrases(plan.tasks)
        names = {name for c in plan.categories for name in (c.name, c.short_name)}
        self._categories = [plain(name) for name in names]
        spelt = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        self._category = re.compile(
            rf"\s*[(（【\[]?(?:{_ORDINAL.pattern[1:]})?[】\])）]?(?:{spelt})"
            r"\s*[】\])）]?[\s、，,。.:：;；|｜/—\-]*"
        )

    def exact(self, bare: str) -> Task | None:
        """Return the task of exactly this wording."""
        return self._exact.get(bare)

    def agrees(self, text: str, task: Task) -> bool:
        """Return whether a text beside the task's own number is its wording or an excerpt of it."""
        bare = plain(text)
        wordings = self._of_task[task.task_no]
        if any(
            bare in wording
            or (wording in bare and len(bare) - len(wording) <= _LONGEST_ADDITION)
            or fuzz.ratio(bare, wording, score_cutoff=self._least) > 0
            for wording in wordings
        ):
            return True
        if self._pieces_of(text, wordings):
            return True
        not_more = len(bare) <= max(map(len, wordings)) + _LONGEST_ADDITION
        return not_more and self._paraphrases.is_clearly(bare, task.task_no)

    def may_paraphrase(self, text: str, task: Task) -> bool:
        """Return whether a text has words of the task, and hardly more of any other."""
        return self._paraphrases.is_perhaps(plain(text), task.task_no)

    def begins(self, text: str) -> Task | None:
        """Return the one task whose wording begins with all of a text that stops short."""
        bare = plain(_OMISSION.split(text, maxsplit=1)[0])
        if len(bare) < _SHORTEST_BEGINNING:
            return None
        if not self._pieces_of(text, self._all):
            return None
        tasks = {self._exact[wording] for wording in self._all if wording.startswith(bare)}
        return tasks.pop() if len(tasks) == 1 else None

    def nearest(self, bare: str) -> tuple[Task, ...]:
        """Return the task of the most similar wording, or all those it cannot be told from."""
        best = process.extract(
            bare, self._all, scorer=fuzz.ratio, score_cutoff=self._least, limit=4
        )
        if not best:
            return ()
        top = best[0][1]
        near = {self._exact[name]: None for name, score, _ in best if top - score <= _RIVALS_WITHIN}
        return tuple(near)

    def contained(self, bare: str) -> tuple[Task, ...]:
        """Return the tasks whose wordings one after the other make up a text."""
        found = sorted(
            (bare.index(wording), len(wording), wording) for wording in self._all if wording in bare
        )
        tasks = {self._exact[wording]: length for _, length, wording in found}
        return tuple(tasks) if sum(tasks.values()) >= _COVERED * len(bare) else ()

    def is_category(self, text: str) -> bool:
        """Return whether `text` is the heading of a category (一、…), allowing for slips."""
        name = plain(_ORDINAL.sub("", _BRACKETED_END.sub("", text)))
        best = process.extractOne(
            name, self._categories, scorer=fuzz.ratio, score_cutoff=self._least
        )
        return best is not None

    def uncategorised(self, text: str) -> str:
        """Return `text` without a category's name before the task and a note in brackets behind."""
        return _BRACKETED_END.sub("", self._category.sub("", text, count=1))

    @staticmethod
    def _pieces_of(text: str, wordings: list[str]) -> bool:
        """Return whether a text with omissions (……) is made of pieces of one wording, in order."""
        pieces = [plain(piece) for piece in _OMISSION.split(text)]
        kept = [piece for piece in pieces if piece]
        if min(map(len, kept), default=0) < _SHORTEST_PIECE:
            return False
        pattern = re.compile(".*".join(map(re.escape, kept)))
        return any(pattern.search(wording) for wording in wordings)
