"""What was known when: since when anything was, and the rules by which texts were judged so far."""

from __future__ import annotations

from datetime import datetime

from ledger.clock import to_beijing
from ledger.errors import UserError
from ledger.questions import compiled
from ledger.store import Reader
from ledger.view import View


def first_recorded(reader: Reader) -> datetime | None:
    """Return when the first record was made (naive UTC); None where there is none yet."""
    found = reader.cursor.execute(compiled("first_record")).fetchall()
    return found[0][0] if found else None


def require_known(reader: Reader, known_at: datetime) -> None:
    """Raise UserError `nothing_known` when nothing had been recorded by `known_at` (naive UTC)."""
    first = first_recorded(reader)
    if first is None or first > known_at:
        since = f"最早的登记是{to_beijing(first):%Y-%m-%d %H:%M}。" if first else "数据库还是空的。"
        raise UserError(
            "nothing_known", f"到{to_beijing(known_at):%Y-%m-%d %H:%M}还没有登记任何内容。",
            "--known-at", since,
        )  # fmt: skip


def rules_versions(reader: Reader, known_at: datetime) -> list[str]:
    """Return the versions of the rules that had judged anything by `known_at`, the newest last."""
    asked = compiled("rules_version")
    found = reader.cursor.execute(asked, View((), known_at).parameters(asked)).fetchall()
    return [row[0] for row in found]


def require_version(reader: Reader, rules_version: str, known_at: datetime) -> None:
    """Raise UserError `rules_version_unknown` when nothing was judged by that version by then."""
    versions = rules_versions(reader, known_at)
    if rules_version not in versions:
        raise UserError(
            "rules_version_unknown", f"没有按规则版本“{rules_version[:20]}”作出的判定。",
            "--rules-version", f"已有的版本：{'、'.join(versions) or '无'}。",
        )  # fmt: skip
