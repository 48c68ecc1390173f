"""The command line as a user runs it: what it prints and its exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from ingest import cli as ingest_cli
from ledger import cli as ledger_cli
from ledger.console import guarded
from ledger.databases import ROOT
from ledger.plan import Plan
from tests.ingest.returned import OTHER, UNIT, ledger

MAINS = {"ingest": ingest_cli.main, "ledger": ledger_cli.main}


@dataclass(frozen=True)
class Printed:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Terminal:
    """A folder with a database of its own, in which commands are run."""

    folder: Path

    def run(self, module: str, *arguments: str) -> Printed:
        """Run the command line of `python -m module` in this process, which starts at once."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = guarded(MAINS[module], arguments)
        return Printed(status, out.getvalue(), err.getvalue())

    def query(self, name: str, *options: str) -> list[dict[str, object]]:
        """Return the rows of a query."""
        done = self.run("ledger", "query", name, "--format", "json", *options)
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, object]] = json.loads(done.stdout)
        return rows


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEDGER_DATABASE", str(tmp_path / "ledger.duckdb"))
    return Terminal(tmp_path)


def process(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run `python -m …` as a process of its own, on a console that is not UTF-8."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", *arguments], input=stdin, capture_output=True, encoding="utf-8",
        cwd=folder, env=environment, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def returns(tmp_path: Path, plan: Plan) -> Path:
    """A folder of two returned ledgers, one of which only the manifest can place."""
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "揭东区2024年第三季度.xlsx").write_bytes(ledger(plan))
    (folder / "无名.xlsx").write_bytes(ledger(plan, unit="", quarter="2024Q2"))
    (folder / "manifest.csv").write_text(
        f"file,unit,quarter,received_on\n无名.xlsx,{OTHER},2024年第二季度,2024/6/15\n",
        encoding="gb18030",
    )
    return folder


def test_load_a_folder_then_query(terminal: Terminal, returns: Path) -> None:
    """A folder with a manifest is loaded, one JSON object a file, and can be asked about."""
    done = terminal.run("ingest", "load", str(returns), "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = {line["file"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert lines["无名.xlsx"]["unit"] == OTHER
    assert lines["无名.xlsx"]["received_on"] == "2024-06-15"
    assert lines["揭东区2024年第三季度.xlsx"]["outcome"] == "accepted"
    assert lines["揭东区2024年第三季度.xlsx"]["entries"] == 43
    received = {(row["unit"], row["quarter"]) for row in terminal.query("submissions")}
    assert received == {(UNIT, "2024Q3"), (OTHER, "2024Q2")}


def test_check_writes_nothing(terminal: Terminal, returns: Path) -> None:
    """`check` prints the same reading and leaves no file behind."""
    before = sorted(terminal.folder.iterdir())
    done = terminal.run("ingest", "check", str(returns))
    assert done.returncode == 0
    assert UNIT in done.stdout
    assert sorted(terminal.folder.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "没有.xlsx"], "没有这个文件"),
        (["load", "."], "没有任何文件"),
        (["load", "文.xlsx"], "xlsx"),
        (["load", "文.xlsx", "--unit", "火星局"], "火星局"),
        (["load", "文.xlsx", "--quarter", "2030Q1"], "2030Q1"),
        (["load", "文.xlsx", "--received", "昨天"], "不是日期"),
        (["load", "文.xlsx", "--received", "2099-01-01"], "2099-01-01"),
        (["load", "文.xlsx", "--database", "mysql://x"], "mysql"),
        (["form", "x.xlsx", "--unit", "火星局"], "火星局"),
        (["form", "x.xlsx", "--quarter", "2019Q1"], "2019Q1"),
        (["nonsense"], "命令写法不对"),
    ],
)
def test_bad_input_is_one_clear_sentence(
    terminal: Terminal, arguments: list[str], words: str
) -> None:
    """Bad input ends in status 1 and a Chinese sentence, without a traceback, nothing written."""
    if "文.xlsx" in arguments:
        (terminal.folder / "文.xlsx").write_text("这不是工作簿", encoding="utf-8")
    before = sorted(terminal.folder.iterdir())
    done = terminal.run("ingest", *arguments)
    printed = done.stdout + done.stderr
    assert done.returncode == 1
    assert words in printed
    assert "Traceback" not in printed
    assert sorted(terminal.folder.iterdir()) == before


def test_form_is_read_back(terminal: Terminal) -> None:
    """The blank form that we send out is recognised when it comes back."""
    form = terminal.folder / "空白.xlsx"
    done = terminal.run("ingest", "form", str(form), "--unit", "揭东局", "--quarter", "2025Q1")
    assert done.returncode == 0, done.stderr
    line = json.loads(terminal.run("ingest", "check", str(form), "--format", "json").stdout)
    assert (line["unit"], line["quarter"], line["entries"]) == (UNIT, "2025Q1", 43)


def test_assess_reads_and_answers_json_lines(terminal: Terminal) -> None:
    """`assess` answers each line in order, with positions of the text as given."""
    text = "第一轮轮训已于6月上旬结束，全局58人全部修满60学时，培训登记卡已建档。"
    request = json.dumps({"task_no": 3, "text": text}, ensure_ascii=False)
    done = process(terminal.folder, "ingest", "assess", stdin=f"{request}\n{request}\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["done", "done"]
    figure = answers[0]["figures"][0]
    assert text[figure["start"] : figure["end"]] == "58人"


def test_receive_a_summary(terminal: Terminal) -> None:
    """A half-year summary is recorded as received and shows in the register, once."""
    (terminal.folder / "总结.docx").write_bytes(b"a summary")
    receive = (
        "ingest", "receive", "总结.docx", "--unit", "揭东局", "--document", "half_year_summary",
        "--quarter", "2024Q2", "--received", "2024-06-20",
    )  # fmt: skip
    assert terminal.run(*receive).returncode == 0
    assert "早已登记" in terminal.run(*receive).stdout
    rows = terminal.query("returns", "--as-of", "2024-07-01")
    (row,) = [
        r
        for r in rows
        if (r["unit"], r["document"], r["quarter"]) == (UNIT, "half_year_summary", "2024Q2")
    ]
    assert (row["state"], row["days_late"]) == ("late", 3)


@pytest.mark.parametrize("inside", [["一.jpg"], ["一.jpg", "二.jpg"], []])
def test_receive_keeps_a_zip_as_it_is(terminal: Terminal, inside: list[str]) -> None:
    """A zip of scans is one file on record, whatever it holds."""
    path = terminal.folder / "扫描件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in inside:
            archive.writestr(name, b"scan")
    done = terminal.run(
        "ingest", "receive", str(path), "--unit", "揭东局", "--document", "half_year_summary",
        "--quarter", "2024Q2", "--received", "2024-06-20",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (row,) = terminal.query("receipts")
    assert (row["file_name"], row["sha256"]) == (path.name, sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize(("name", "words"), [("没有.zip", "没有这个文件"), ("大.pdf", "过大")])
def test_receive_refuses_what_it_cannot_keep(terminal: Terminal, name: str, words: str) -> None:
    """A file that is absent or too large is told in words."""
    with (terminal.folder / "大.pdf").open("wb") as file:
        file.truncate(60_000_000)
    done = terminal.run(
        "ingest", "receive", name, "--unit", "揭东局", "--document", "half_year_summary",
        "--quarter", "2024Q2", "--received", "2024-06-20",
    )  # fmt: skip
    assert done.returncode == 1
    assert words in done.stderr


def test_form_for_a_decided_alias(terminal: Terminal, returns: Path) -> None:
    """A name that a person gave the unit names it for its form too."""
    terminal.run("ingest", "load", str(returns))
    done = terminal.run(
        "ledger", "alias", "--unit", UNIT, "--alias", "揭东区综合交通中心", "--reason", "来函用名",
        "--by", "李经办",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = terminal.run("ingest", "form", "空白.xlsx", "--unit", "揭东区综合交通中心")
    assert done.returncode == 0, done.stderr


def test_decisions_from_the_command_line(terminal: Terminal, returns: Path) -> None:
    """A review changes the standing, undo restores it, and both stay on record."""
    terminal.run("ingest", "load", str(returns))
    where = ("--unit", "揭东局", "--quarter", "2024Q3", "--by", "测试员", "--reason", "电话核实")
    done = terminal.run("ledger", "review", *where, "--task", "8", "--status", "advancing")
    assert done.returncode == 0, done.stderr
    (review,) = terminal.query("reviews")
    standing = {r["task_no"]: r for r in terminal.query("standing") if r["unit"] == UNIT}
    assert standing[8]["status"] == "advancing"
    assert terminal.run("ledger", "undo", str(review["decision_id"]), "--by", "甲").returncode == 0
    standing = {r["task_no"]: r for r in terminal.query("standing") if r["unit"] == UNIT}
    assert standing[8]["status"] == "done"
    assert terminal.query("reviews")[0]["undone_by"] == "甲"


def test_rebuild_gives_the_same_answers(terminal: Terminal, returns: Path) -> None:
    """A database rebuilt from originals and journal answers as before, even when it was lost."""
    terminal.run("ingest", "load", str(returns))
    where = ("--unit", UNIT, "--quarter", "2024Q3", "--by", "测试员", "--reason", "核实")
    terminal.run("ledger", "review", *where, "--task", "9", "--status", "none")
    names = ("submissions", "entries", "standing", "reviews", "findings", "returns")
    before = {name: terminal.query(name, "--as-of", "2025-01-01") for name in names}
    assert terminal.run("ledger", "rebuild").returncode == 0
    assert {name: terminal.query(name, "--as-of", "2025-01-01") for name in names} == before
    (terminal.folder / "ledger.duckdb").unlink()
    done = terminal.run("ledger", "rebuild")
    assert done.returncode == 0, done.stderr
    assert "判定有变 0 项" in done.stdout
    assert {name: terminal.query(name, "--as-of", "2025-01-01") for name in names} == before


def test_backup_and_restore_into_another_database(terminal: Terminal, returns: Path) -> None:
    """A backup restored elsewhere answers the same questions."""
    terminal.run("ingest", "load", str(returns))
    before = terminal.query("standing", "--as-of", "2025-01-01")
    assert terminal.run("ledger", "backup", "state.zip").returncode == 0
    elsewhere = ("--database", str(terminal.folder / "other" / "copy.duckdb"))
    done = terminal.run("ledger", "restore", "state.zip", *elsewhere)
    assert done.returncode == 0, done.stderr
    assert terminal.query("standing", "--as-of", "2025-01-01", *elsewhere) == before


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_empty_database_answers(terminal: Terminal, form: str) -> None:
    """Every format of a query works before anything was loaded."""
    done = terminal.run("ledger", "query", "entries", "--format", form)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "known_submission"], "没有名为"),
        (["query", "changes", "--as-of", "00010101"], "请检查年份"),
        (["query", "tasks", "--known-at", "昨天"], "不是日期或时间"),
        (["rebuild", "--database", "afile/x.duckdb"], "打不开"),
        (["review", "--unit", "火星局", "--quarter", "2024Q3", "--task", "1", "--status", "done",
          "--reason", "r", "--by", "n"], "火星局"),
        (["withdraw", "--unit", "揭东局", "--quarter", "2024Q3", "--version", "0", "--reason", "r",
          "--by", "n"], "第 0 版"),
        (["undo", "12345678", "--by", "n"], "12345678"),
        (["backup", "x.zip"], "无可备份"),
        (["restore", "没有.zip"], "不是本系统的备份"),
    ],
)  # fmt: skip
def test_bad_ledger_commands_are_one_clear_sentence(
    terminal: Terminal, arguments: list[str], words: str
) -> None:
    """Mistakes in the other command line end the same way: status 1, one sentence, no traceback."""
    (terminal.folder / "afile").write_text("x", encoding="utf-8")
    done = terminal.run("ledger", *arguments)
    assert done.returncode == 1
    assert words in done.stderr


def test_a_file_that_is_no_database(terminal: Terminal) -> None:
    """Loading into something else than a database is refused in words."""
    (terminal.folder / "ledger.duckdb").write_text("这不是数据库", encoding="utf-8")
    (terminal.folder / "总结.docx").write_bytes(b"a summary")
    done = terminal.run(
        "ingest", "receive", "总结.docx", "--unit", "揭东局", "--document", "typical_case",
        "--quarter", "2024Q2", "--received", "2024-06-20",
    )  # fmt: skip
    assert done.returncode == 1
    assert "数据库" in done.stderr


def test_unknown_query_names_the_known_ones(terminal: Terminal) -> None:
    """A misspelt query name is answered with the names there are."""
    done = terminal.run("ledger", "query", "standings")
    assert done.returncode == 1
    assert "by_county" in done.stderr


def test_real_process_on_a_foreign_console(terminal: Terminal) -> None:
    """A process whose console is not UTF-8 still prints its Chinese sentence, and exits with 1."""
    done = process(terminal.folder, "ingest", "load", "没有.xlsx", "--format", "json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["code"] == "no_such_file"
    assert "Traceback" not in done.stderr
