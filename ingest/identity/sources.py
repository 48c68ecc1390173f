"""The texts of a file that may say whose ledger it is and of which quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class Said:
    """A text and the cell where it stands."""

    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Sources:
    """Every such text, in the order in which they count.

    `units` stand behind 填报单位, `unit_cells` in a column of that name, `dates` behind 填报时间;
    `headers` are those of the columns of answers (2024年第三季度落实情况), which speak of the
    quarter only. `covers` are sheets without a table and signatures, heard only where no title
    says anything. `columns` are the headers of several columns of answers, of which each may be
    another unit's. `distant` are the titles of a text above the table, given up where they
    contradict what stands nearer. `beyond` is what the file says as a whole where this is one of
    its ledgers: heard only where the ledger's sheets are silent.
    """

    units: Sequence[Said] = ()
    titles: Sequence[Said] = ()
    headers: Sequence[Said] = ()
    sheet_names: Sequence[str] = ()
    file_name: str = ""
    covers: Sequence[Said] = ()
    dates: Sequence[Said] = ()
    columns: Sequence[Said] = ()
    distant: Sequence[Said] = ()
    unit_cells: Sequence[Said] = ()
    beyond: Sources | None = None

    def quarter_texts(self) -> list[tuple[str, str]]:
        """Return the texts that may name the quarter, 填报单位 and headers among them."""
        units = [("填报单位", said.text) for said in self.units]
        return [*units, *self.texts(), *(("表头", said.text) for said in self.headers)]

    def texts(self) -> list[tuple[str, str]]:
        """Return titles, sheet names and the file's name, each with what to call it."""
        file_name = [("文件名", PurePath(self.file_name).stem)] if self.file_name else []
        sheets = [("工作表名", name) for name in self.sheet_names]
        titles = [("标题", said.text) for said in self.titles]
        return [*titles, *(("正文", said.text) for said in self.distant), *sheets, *file_name]

    def cover_texts(self) -> list[tuple[str, str]]:
        """Return what cover sheets say, in the same form."""
        return [("封面或落款", said.text) for said in self.covers]
