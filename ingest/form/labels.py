"""Labels such as 填报单位： or 联系人： in the rows around a table, and the text behind them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.form.header_names import label_patterns


@dataclass(frozen=True)
class Label:
    """A label found in a row, where it starts, its name as written, and the text behind it."""

    role: str
    start: int
    name: str
    value: str


def labels_in(line: str) -> list[Label]:
    """Return the labels that a row holds, its cells joined by tabs, with their values."""
    pattern = label_patterns()["：" in line or ":" in line]
    matches = list(pattern.finditer(line))
    ends = [*(match.start() for match in matches), len(line)][1:]
    return [
        Label(
            (match.lastgroup or "").removeprefix("glued_"),
            match.start(),
            match[match.lastgroup or 0],
            line[match.end() : end].strip(),
        )
        for match, end in zip(matches, ends, strict=True)
    ]
