"""Writes the lines of the template into the document: sentences, tables, charts, excerpts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ledger.errors import UserError
from ledger.evaluation_facts import Section
from ledger.material_problems import DATA
from reports.evaluation_draft_annex import Shown, write_annex
from reports.evaluation_draft_charts import CHARTS, WIDTH, description, height
from reports.evaluation_draft_excerpts import DEFAULT_COUNT, SUGGESTED, Excerpt, excerpts
from reports.evaluation_draft_frames import MATERIAL, Frames, title_of
from reports.evaluation_draft_measures import measure_of
from reports.evaluation_draft_references import place_of, reference, unknown
from reports.evaluation_draft_tables import TABLES
from reports.evaluation_draft_template import Line
from reports.evaluation_draft_values import Bound, Values
from reports.official_document import OfficialDocument

_UNNUMBERED = "附"
_ANNEX = re.compile(r"附件[0-9一二三四五六七八九十]*[\s：:、.]*(?=.)")
_NOTHING = "无。"
_MADE = reference("material.count[section=problems]")  # what a made sentence counts
_STAYS_WHOLE = 6  # rows: a longer table goes on upon the next page, below its repeated head


def require_blocks(lines: Iterable[Line]) -> None:
    """Raise UserError `placeholder_unknown` for a table, chart or section that there is not."""
    known = {
        "table": TABLES, "chart": CHARTS, "note": [""], "excerpts": [*Section, DATA],
        "signature": [""],
    }  # fmt: skip
    for line in lines:
        if line.kind == "block" and line.name not in known[line.block]:
            names = "、".join(known[line.block])
            raise unknown(f"{line.block}:{line.name}", f"可用：{names}。", line.number)
        if line.block == "excerpts" and line.text and not line.text.isdecimal():
            raise unknown(f"{line.block}:{line.name}|{line.text}", "条数应为整数。", line.number)


def sources_of(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the questions behind the tables and charts of the lines."""
    for line in lines:
        if line.block == "table":
            table = TABLES[line.name]
            yield from (name for name in (table.source, table.marks) if name)
        elif line.block == "chart":
            yield CHARTS[line.name].source


class DraftPage:
    """The document being written; lines of text are joined until something else comes."""

    def __init__(self, frames: Frames, values: Values) -> None:
        self._frames = frames
        self._values = values
        self._document = OfficialDocument()
        self._sentences: list[str] = []
        self._shown: list[Shown] = []
        self._annexes = 0

    def write(self, line: Line) -> None:
        """Write a line whose conditions hold; errors as `Values.text` says."""
        if line.kind == "text":
            self._sentences.append(self._values.text(line))
            return
        self._end_paragraph()
        if line.kind == "block":
            getattr(self, f"_{line.block}")(line)
        elif line.kind == "attachments":
            names = self._values.text(line).split("|")
            self._document.attachments([name.strip() for name in names if name.strip()])
        elif line.kind == "recipient":
            self._document.recipient(self._values.text(line))
        elif line.kind == "title":
            title, _, subtitle = self._values.text(line).partition("|")
            self._document.title(title.strip(), subtitle.strip())
        elif line.kind == "heading":
            self._heading(line.level, self._values.text(line))

    def finished(self, template: str) -> OfficialDocument:
        """Return the document with the annex of its numbers."""
        self._end_paragraph()
        bound, number = self._values.bound, self._annexes + 1
        write_annex(self._document, self._frames, bound, self._shown, template, number)
        return self._document

    def _end_paragraph(self) -> None:
        if self._sentences:
            self._document.body("".join(self._sentences))
            self._sentences.clear()

    def _heading(self, level: int, text: str) -> None:
        if level == 1 and _ANNEX.match(text):
            self._annexes += 1
            self._document.annex(self._annexes, _ANNEX.sub("", text, count=1))
            return
        apart = level == 1 and text.startswith(_UNNUMBERED)
        self._document.heading(level, text, numbered=not apart, new_page=apart)

    def _table(self, line: Line) -> None:
        table = TABLES[line.name]
        frame = table.frame(self._frames)
        if frame.empty:
            self._document.body(_NOTHING)
            return
        self._document.table(frame, table.widths, line.text, whole=len(frame) <= _STAYS_WHOLE)
        self._show("表", line, table.source)

    def _chart(self, line: Line) -> None:
        found = CHARTS[line.name]
        chart = found.draw(self._frames)
        if chart.frame.empty or not len(chart.frame.columns):
            self._document.body(_NOTHING)
            return
        told = f"{line.text}。{description(chart)}"
        self._document.chart(chart, line.text, told, WIDTH, height(chart))
        self._show("图", line, found.source)

    def _show(self, kind: str, line: Line, source: str) -> None:
        number = 1 + sum(one.number.startswith(kind) for one in self._shown)
        self._shown.append(Shown(f"{kind}{number}", line.text, source, title_of(source)))

    def _note(self, line: Line) -> None:
        self._document.source(line.text)

    def _excerpts(self, line: Line) -> None:
        count = int(line.text or DEFAULT_COUNT)
        for excerpt in excerpts(self._frames, line.name, count):
            self._excerpt(excerpt)

    def _excerpt(self, excerpt: Excerpt) -> None:
        mark = SUGGESTED if excerpt.suggested else ""
        self._document.body_runs([(mark + excerpt.whose, "strong"), (excerpt.text, "quotation")])
        self._document.footnote(excerpt.source)
        for part, whole in excerpt.shares:
            self._values.note(
                Bound(
                    f"{part}/{whole}", part, whole, f"{MATERIAL}（摘录）：{excerpt.text[:20]}……",
                    measure_of(_MADE, self._frames.plan), self._frames.seen.as_of,
                )
            )  # fmt: skip

    def _signature(self, line: Line) -> None:
        try:
            issuer = self._frames.plan.setting("issuer")
        except KeyError as error:
            raise UserError(
                "placeholder_empty", "settings.csv 里没有 issuer。", place_of(line.number)
            ) from error
        self._document.signature(issuer, self._frames.seen.as_of)
