"""What both command lines share: Chinese usage errors, UTF-8 output, tables as text, CSV, JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NoReturn, TextIO

import pandas as pd

from ledger.csv_files import parse_date
from ledger.errors import UserError


class Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes are UserErrors, so that they read like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise UserError `usage` with what argparse found wrong."""
        raise UserError("usage", f"命令写法不对：{message}。", hint=f"用法见 {self.prog} --help。")


def run(main: Callable[[Sequence[str]], int]) -> NoReturn:
    """Run `main` on this process's arguments and exit with its status, in UTF-8 everywhere."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Windows consoles start in a code page that cannot hold every character of a name.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(guarded(main, sys.argv[1:]))


def guarded(main: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Return the status of `main`; a UserError is one line on standard error and status 1."""
    try:
        status = main(arguments)
        sys.stdout.flush()
    except UserError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away, as `| head` does
        return 1
    except KeyboardInterrupt:
        print("已中断。已写入的文件完整保留，重新执行同一命令可继续。", file=sys.stderr)
        return 130
    return status


def day(text: str) -> date:
    """Return the day of a command-line option; for use as an argparse `type`.

    Raises UserError `date_format`.
    """
    chosen = parse_date(text)
    if not 2000 <= chosen.year <= 2100:
        raise UserError("date_format", f"{chosen} 不会是本方案的日期。", hint="请检查年份。")
    return chosen


def print_table(table: pd.DataFrame, form: str, out: TextIO) -> None:
    """Print `table` as aligned text, as CSV, or as a JSON array with one row a line."""
    if form == "csv":
        table.to_csv(out, index=False, lineterminator="\n")
    elif form == "json":
        rows = [json.dumps(row, ensure_ascii=False) for row in plain_rows(table)]
        out.write("[" + ",\n ".join(rows) + "]\n")
    elif table.empty:
        out.write("（没有记录）\n")
    else:
        with pd.option_context("display.unicode.east_asian_width", True, "display.width", None):
            shown = table.to_string(index=False, max_colwidth=40, na_rep="")
        out.write(shown + "\n")


def plain_rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as dicts of JSON values: days as ISO text, missing values as None."""
    names = list(table.columns)
    return [
        dict(zip(names, map(_plain, row), strict=True))
        for row in table.itertuples(index=False, name=None)
    ]


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):  # a NumPy scalar or array
        return _plain(value.tolist())
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value
