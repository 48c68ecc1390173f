"""Which days are no working days: a mark beside a due date, which never moves for it."""

from __future__ import annotations

from datetime import date

import chinese_calendar

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}
_WEEKEND = {5: "星期六", 6: "星期日"}


def holiday_name(day: date) -> str:
    """Return the public holiday that `day` belongs to, or that it is a free Saturday or Sunday.

    Empty for a working day, and for a year whose holidays are not announced or not known here.
    """
    try:
        free, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return _NAMES.get(name or "", _WEEKEND.get(day.weekday(), "节假日")) if free else ""
