"""The template of the evaluation's draft: its lines, their conditions and their placeholders.

How a template is written stands at the head of data/plan/evaluation_draft.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ledger.errors import UserError
from ledger.evaluation import KINDS
from reports.evaluation_draft_references import (
    PLACEHOLDER,
    TEMPLATE,
    Reference,
    place_of,
    reference,
    unknown,
)

Kind = Literal["blank", "title", "recipient", "heading", "attachments", "block", "text"]
BLOCKS = ("table", "chart", "note", "excerpts", "signature")

_CONDITION = re.compile(
    r"【(?:(如有|如无)([^【】]+)|(如变|如同)([^【】→]+)→([^【】]+)|(仅中期|仅终期))】"
)
_BLOCK = re.compile(r"\{\{([a-z]+)(?::([a-z_]+))?(?:\|([^{}]*))?\}\}")
_HEADING = re.compile(r"(#{1,5})\s+(.+)")
_RECIPIENT, _ATTACHMENTS, _COMMENT = "主送：", "附件：", "//"
_DIGIT = re.compile(r"[0-9０-９]")
# Chinese numerals before what they count; 一项 and the like, and names in quotes (“三项制度”), say
# no number.
_NUMERAL = re.compile(
    r"分之[一二三四五六七八九十]"
    r"|(?:[二两三四五六七八九十百千万亿〇零]|[一二三四五六七八九十百千万亿〇零]{2,})[余多来]?"
    r"(?:个|项|份|篇|条|件|宗|次|起|人|名|家|户|期|场|批|类|种|处|台|辆|学时|成(?!效))"
)
_NAME = re.compile(r"“[^“”]*”|《[^《》]*》")
_ONLY = dict(zip(("仅中期", "仅终期"), KINDS, strict=True))


@dataclass(frozen=True)
class Condition:
    """A line counts if the reference has a value (`wanted`) or none, or in one evaluation only.

    With `other` it counts if both have values, and these are written alike or (`wanted`) not.
    """

    reference: Reference | None
    wanted: bool = True
    kind: str = ""
    other: Reference | None = None

    @property
    def references(self) -> Iterator[Reference]:
        """What the condition names."""
        yield from (named for named in (self.reference, self.other) if named is not None)


@dataclass(frozen=True)
class Line:
    """One line: `text` with its placeholders; of a block its kind, name and caption."""

    number: int
    kind: Kind
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    level: int = 0
    block: str = ""
    name: str = ""

    @property
    def references(self) -> Iterator[Reference]:
        """What the placeholders of the text and the conditions name."""
        for condition in self.conditions:
            yield from condition.references
        if self.kind != "block":
            yield from (reference(found) for found in PLACEHOLDER.findall(self.text))


def read_template(path: Path = TEMPLATE) -> str:
    """Return the text of the template, saved as UTF-8 or GB18030.

    Raises UserError `template_unreadable`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "请从安装包的 data/plan 里拷回来。"
        raise UserError("template_unreadable", "读不到评估报告模板。", path.name, hint) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(
        "template_unreadable", "评估报告模板不是文本。", path.name, "请另存为 UTF-8 编码的文本。"
    )


def parse(text: str) -> list[Line]:
    """Return the lines of a template but for its comments.

    Raises UserError `placeholder_unknown` or `template_digit`, with the line.
    """
    lines = enumerate(text.splitlines(), start=1)
    return [_line(number, line.strip()) for number, line in lines if not _is_comment(line)]


def require_content(lines: Iterable[Line]) -> None:
    """Raise UserError `template_unreadable` for a template that would write nothing."""
    if all(line.kind == "blank" for line in lines):
        raise UserError(
            "template_unreadable", "评估报告模板是空的，没有可写的内容。", TEMPLATE.name,
            "请从安装包的 data/plan 里拷回来。",
        )  # fmt: skip


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(_COMMENT)


def _line(number: int, text: str) -> Line:
    try:
        conditions, rest = _conditions(text)
        line = _content(number, rest, conditions)
        for _ in line.references:
            pass  # each is understood here, not only where its line counts
    except UserError as error:
        raise UserError(error.code, error.message, place_of(number), error.hint) from error
    return line


def _conditions(text: str) -> tuple[tuple[Condition, ...], str]:
    found = []
    while match := _CONDITION.match(text):
        found.append(_condition(*match.groups()))
        text = text[match.end() :].strip()
    return tuple(found), text


def _condition(has: str, name: str, moved: str, old: str, new: str, only: str) -> Condition:
    if only:
        return Condition(None, kind=_ONLY[only])
    if moved:
        return Condition(reference(old), moved == "如变", other=reference(new))
    return Condition(reference(name), has == "如有")


def _content(number: int, text: str, conditions: tuple[Condition, ...]) -> Line:
    if not text:
        return Line(number, "blank", conditions=conditions)
    if (match := _BLOCK.fullmatch(text)) and match[1] in BLOCKS:
        _require_no_digit(match[3] or "" if match[1] != "excerpts" else "")
        return Line(number, "block", match[3] or "", conditions, 0, match[1], match[2] or "")
    _require_no_digit(PLACEHOLDER.sub("", text))
    if match := _HEADING.fullmatch(text):
        level = len(match[1]) - 1
        return Line(number, "heading" if level else "title", match[2], conditions, level)
    if text.startswith(_ATTACHMENTS):
        return Line(number, "attachments", text.removeprefix(_ATTACHMENTS), conditions)
    if text.startswith(_RECIPIENT):
        return Line(number, "recipient", text.removeprefix(_RECIPIENT), conditions)
    return Line(number, "text", text, conditions)


def _require_no_digit(words: str) -> None:
    if "{{" in words or "}}" in words or "【如" in words:
        raise unknown(words, "括号不成对，或条件不在行首。")
    if found := _DIGIT.search(words) or _NUMERAL.search(_NAME.sub(_blanked, words)):
        raise UserError(
            "template_digit", f"“{words[max(0, found.start() - 8) : found.end() + 8]}”里写着数字。",
            hint="数字要用占位符取；文号、名称里的写进 settings.csv，用 {{settings.名称}} 引用。",
        )  # fmt: skip


def _blanked(name: re.Match[str]) -> str:
    return " " * len(name[0])
