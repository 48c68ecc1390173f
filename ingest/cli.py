"""The command line over returned files: one function a command, from arguments to exit status."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from ingest.assess import assess_lines
from ingest.collect import Said, collect
from ingest.file_names import shown_name
from ingest.hand_over import read_file
from ingest.identity.quarter_words import parse_said
from ingest.load import examine, keeping, load
from ingest.receipts import ELECTRONIC, Receipt
from ingest.receive import receive
from ingest.result import as_json, as_text
from ingest.sample import write_samples
from ledger import clock
from ledger.aliases import registry_of
from ledger.console import Parser, day
from ledger.databases import SAMPLE_UNITS, adopt_units, open_store
from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER, load_plan
from ledger.words import COPY_LABELS, OUTCOME_LABELS, READING_LABELS
from reports.ledger_form import write_form


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; raises UserError for what a user got wrong."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def _parser() -> Parser:
    parser = Parser(prog="python -m ingest", description="台账看板：读取和装入返回的台账")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for name, function, words in (
        ("load", _load, "读取并装入台账文件或文件夹"),
        ("check", _check, "只读取，不写入"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        command.add_argument("--unit", default="", help="这些文件的填报单位")
        command.add_argument("--quarter", default="", help="这些文件的季度，如 2024Q3")
        command.add_argument("--received", type=day, metavar="DATE", help="收到日期，默认今天")
        command.add_argument("--format", choices=("text", "json"), default="text")
        _add_database(command, function)
    form = commands.add_parser("form", help="空白台账", description="写一份空白台账供发出")
    form.add_argument("out", type=Path, metavar="OUT")
    form.add_argument("--unit", default="")
    form.add_argument("--quarter", default="")
    form.add_argument("--with-status", action="store_true", help="另加“完成状态”下拉列")
    _add_database(form, _form)
    sample = commands.add_parser("sample", help="示例台账", description="写出合成的示例台账")
    sample.add_argument("out", type=Path, metavar="OUTDIR")
    sample.set_defaults(command=_sample)
    words = "判定落实情况：标准输入和输出均为 JSON 行"
    assess = commands.add_parser("assess", help=words, description=words)
    assess.set_defaults(command=_assess)
    _add_receive(commands)
    return parser


def _add_receive(commands: argparse._SubParsersAction[Parser]) -> None:
    words = "登记材料，或台账的纸质盖章件"
    command = commands.add_parser("receive", help=words, description=words)
    command.add_argument("file", type=Path, metavar="FILE", nargs="?", help="纸质件可以不附文件")
    for option in ("--unit", "--document", "--quarter"):
        command.add_argument(option, required=True)
    command.add_argument("--received", required=True, type=day, metavar="DATE")
    command.add_argument("--copy", choices=tuple(COPY_LABELS), default=ELECTRONIC)
    command.add_argument("--letter-number", default="", metavar="NO", help="来文文号")
    command.add_argument("--approved-by", default="", metavar="NAME", help="来文所写的审核人")
    command.add_argument("--title", default="", help="标题，如典型案例的名称")
    command.add_argument("--tasks", type=_task_numbers, default=(), metavar="3,16")
    command.add_argument("--by", default="", metavar="NAME")
    _add_database(command, _receive)


def _task_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a list such as 3,16; raises UserError `tasks_format`."""
    numbers = re.split(r"[,，、\s]+", text.strip())
    if not all(number.isdecimal() for number in numbers):
        raise UserError("tasks_format", f"“{text[:20]}”不是任务编号。", "--tasks", "如 3,16。")
    return tuple(map(int, numbers))


def _add_database(command: Parser, function: Callable[[argparse.Namespace], int]) -> None:
    command.add_argument(
        "--database", metavar="URI", help="默认 LEDGER_DATABASE 或 data/ledger.duckdb"
    )
    command.set_defaults(command=function)


def _load(options: argparse.Namespace) -> int:
    return _read(options, write=True)


def _check(options: argparse.Namespace) -> int:
    return _read(options, write=False)


def _read(options: argparse.Namespace, *, write: bool) -> int:
    units = _sample_units(options.paths)
    store = open_store(options.database, units)
    today = clock.today()
    files = collect(options.paths, Said(options.unit, options.quarter, options.received), today)
    if not files:
        where = "、".join(str(path) for path in options.paths)
        raise UserError("no_files", "里面没有任何文件。", where, "请检查路径。")
    with keeping(store) if write else nullcontext() as keep:
        results = examine(store, files, today, _progress("读取"), keep=keep)
    if write and any(result.outcome in ("accepted", "held") for result in results):
        if units:
            adopt_units(store, units)
        results = load(store, results, getpass.getuser(), _progress("装入"))
    for result in results:
        labels = OUTCOME_LABELS if write else READING_LABELS
        print(as_json(result) if options.format == "json" else as_text(result, labels))
    return 0 if all(result.outcome in ("accepted", "duplicate") for result in results) else 1


def _sample_units(paths: Sequence[Path]) -> Path | None:
    """Return the sample's units file when what is handed over lies beside a copy of it."""
    own = SAMPLE_UNITS.read_bytes()
    for path in paths:
        beside = (path if path.is_dir() else path.parent) / SAMPLE_UNITS.name
        if beside.is_file() and beside.read_bytes() == own:
            return SAMPLE_UNITS
    return None


def _progress(words: str) -> Callable[[int, int, str], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, name: str) -> None:
        end = "\n" if done == total else ""
        print(f"\r{words} {done}/{total} {name[:40]:<40}", end=end, file=sys.stderr, flush=True)

    return show


def _form(options: argparse.Namespace) -> int:
    store = open_store(options.database)
    plan = store.plan
    unit = registry_of(store).require(options.unit, "--unit").unit if options.unit else ""
    said = options.quarter
    quarter = plan.require_quarter(str(parse_said(said)), "--quarter") if said else None
    try:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        write_form(options.out, plan, unit=unit, quarter=quarter, declared=options.with_status)
    except OSError as error:
        raise _unwritable(options.out) from error
    print(f"已写出 {options.out}")
    return 0


def _sample(options: argparse.Namespace) -> int:
    try:
        written = write_samples(options.out, load_plan(PLAN_FOLDER, SAMPLE_UNITS))
    except OSError as error:
        raise _unwritable(options.out) from error
    print(f"已写出 {len(written)} 份合成示例台账（另有“材料”文件夹）到 {options.out}")
    return 0


def _unwritable(path: Path) -> UserError:
    return UserError("file_unwritable", "文件写不进去。", str(path), "请换一个位置。")


def _assess(_: argparse.Namespace) -> int:
    for line in assess_lines(sys.stdin, load_plan()):
        print(line, flush=True)
    return 0


def _receive(options: argparse.Namespace) -> int:
    data, name = b"", ""
    if options.file:
        file = read_file(options.file)
        if file.problem:
            raise file.problem
        data, name = file.data, shown_name(file.path)
    receipt = Receipt(
        options.unit, options.document, options.quarter, options.received,
        options.by or getpass.getuser(), options.copy, options.letter_number,
        options.approved_by, options.title, options.tasks,
    )  # fmt: skip
    done = receive(open_store(options.database), data, name, receipt, clock.today())
    print(f"已登记。{done.words}" if done.fresh else "这份材料早已登记，未重复写入。")
    return 0
