"""The only reader of the clock, and the two time zones of the store (UTC facts, Beijing days)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from ledger.errors import UserError

# China has kept one offset without summer time since 1991; Windows ships no zone database.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
END_OF_TIME = datetime(9999, 12, 31)


def utc_now() -> datetime:
    """Return the present moment as the naive UTC time stamp that the store records."""
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """Return the present calendar day in Beijing."""
    return datetime.now(BEIJING).date()


def to_beijing(recorded_at: datetime) -> datetime:
    """Return a stored naive UTC time stamp as naive Beijing time, for people to read."""
    return recorded_at.replace(tzinfo=UTC).astimezone(BEIJING).replace(tzinfo=None)


def parse_known_at(text: str) -> datetime:
    """Return a `known_at` as naive UTC: without a zone it is Beijing time, a bare date its end.

    Raises UserError `known_at_format` when the text is no ISO date or time stamp.
    """
    try:
        if len(text.strip()) == len("YYYY-MM-DD"):
            moment = datetime.combine(date.fromisoformat(text.strip()), time.max)
        else:
            moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(
            "known_at_format",
            f"“{text[:40]}”不是日期或时间。",
            "--known-at",
            "请写成 2024-09-30 或 2024-09-30T18:00。",
        ) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    return zoned.astimezone(UTC).replace(tzinfo=None)
