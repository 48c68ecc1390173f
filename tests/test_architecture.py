"""What the house rests on: who imports whom, where SQL and facts live, how long things get."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ledger.plan import Plan
from reports import colours
from ui import palette

ROOT = Path(__file__).parents[1]
PACKAGES = ("ledger", "ingest", "reports", "ui", "pages", "tools", "bench")
MODULES = [*sorted(p for name in PACKAGES for p in (ROOT / name).rglob("*.py")), ROOT / "app.py"]
SQL_FILES = sorted((ROOT / "ledger" / "sql").glob("*.sql"))

LONGEST_MODULE = 200
LONGEST_FUNCTION = 40
# path -> why it may be longer
LONG_MODULES: dict[str, str] = {
    "ingest/judge/clauses.py": "one reader: its marks and moods change together",
}
# path:function -> why it may be longer
LONG_FUNCTIONS: dict[str, str] = {}

# where -> what must not be imported there, and why
FORBIDDEN = {
    "ledger": ("streamlit plotly ui pages", "what numbers mean does not depend on how they look"),
    "ingest": ("streamlit plotly ui pages", "files are read without a screen too"),
    "reports": ("streamlit ui pages", "the command line writes reports too"),
    "ui/charts.py": ("streamlit duckdb", "a chart is a function of a DataFrame"),
    "ui": ("pages", "the look knows no page"),
    "pages": ("duckdb", "a page asks ledger.metrics"),
}
# Needed to run though no module imports them: package -> why.
NEVER_IMPORTED = {
    "plotly": "Streamlit draws the dictionaries of ui/charts.py through it",
}
IMPORT_NAMES = {
    "python-calamine": "python_calamine",
    "chinesecalendar": "chinese_calendar",
    "python-docx": "docx",
    "XlsxWriter": "xlsxwriter",
}


def name_of(path: Path) -> str:
    """Return the path as written from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Return the top packages that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def strings(path: Path) -> Iterator[str]:
    """Yield the string constants of a module that are not docstrings."""
    nodes = list(ast.walk(tree(path)))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in nodes if isinstance(node, ast.Constant))
    for node in constants:
        if isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def found_in(paths: Iterable[Path], is_wrong: Callable[[str], object]) -> list[tuple[str, str]]:
    """Return each wrong string constant of the modules, behind the name of its module."""
    return [(name_of(path), text) for path in paths for text in strings(path) if is_wrong(text)]


@pytest.mark.parametrize("where", FORBIDDEN)
def test_imports_go_one_way(where: str) -> None:
    """No module imports what its place in the house forbids."""
    names, reason = FORBIDDEN[where]
    place = ROOT / where
    inside = [path for path in MODULES if path == place or place in path.parents]
    wrong = {name_of(path): sorted(imports(path) & set(names.split())) for path in inside}
    assert {path: found for path, found in wrong.items() if found} == {}, reason


def test_pages_hold_no_sql() -> None:
    """A page asks named questions; the SQL stands in ledger/sql."""
    sql = re.compile(
        r"\b(select|insert|update|delete|with)\b.*\b(from|into|set|as \()",
        re.IGNORECASE | re.DOTALL,
    )
    assert found_in((ROOT / "pages").glob("*.py"), sql.search) == []


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: path.stem)
def test_sql_file_defines_itself(path: Path) -> None:
    """A question has a title, a definition in words, and ends in the step `final`."""
    text = path.read_text(encoding="utf-8")
    header = text[: text.index("\nwith ")].splitlines()
    assert header[0].startswith("-- title: ")
    words = [line for line in header if not re.match(r"-- (title|moments|kept): ", line)]
    assert words, "no definition in the header"
    assert all(line.startswith("-- ") for line in header)
    assert re.search(r"^(with )?final as \($", text, re.MULTILINE)
    assert re.search(r"^select \*\s+from final\b", text, re.MULTILINE)


def test_sql_is_lower_case() -> None:
    """Key words are written in lower case."""
    key_word = re.compile(r"\b(?:SELECT|FROM|WHERE|JOIN|WITH|CASE|WHEN|GROUP|ORDER)\b")
    codes = {p.stem: re.sub(r"--.*|'[^']*'", "", p.read_text(encoding="utf-8")) for p in SQL_FILES}
    assert {
        name: key_word.findall(code) for name, code in codes.items() if key_word.search(code)
    } == {}


def test_modules_and_functions_stay_short() -> None:
    """A module fits into a sitting and a function on a screen, or the list above says why not."""
    modules = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    long = {name: length for name, length in modules.items() if length > LONGEST_MODULE}
    assert {name: length for name, length in long.items() if name not in LONG_MODULES} == {}
    functions = {
        f"{name_of(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    long = {name: length for name, length in functions.items() if length > LONGEST_FUNCTION}
    assert {name: length for name, length in long.items() if name not in LONG_FUNCTIONS} == {}


@pytest.fixture(scope="module")
def facts(plan: Plan) -> list[str]:
    """The wordings that only the fact files may hold: tasks, categories, units and their names."""
    texts = [t for task in plan.tasks for t in (task.text, task.short_name) if len(t) >= 6]
    texts += [category.name for category in plan.categories]
    with (ROOT / "data/sample/units.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts += [row["unit"] for row in rows]
    texts += [unit.unit for unit in plan.units] + [unit.county for unit in plan.units]
    return [text for text in texts if text]


def test_facts_stand_in_csv_only(facts: list[str]) -> None:
    """No task text, unit name or date of the plan stands in code; they are data."""
    assert found_in(MODULES, lambda text: any(fact in text for fact in facts)) == []
    day = re.compile(r"20\d\d-\d\d-\d\d|20\d\dQ[1-4]")
    assert found_in(MODULES, day.fullmatch) == []


def test_screens_name_no_web_address() -> None:
    """Offices have no internet: nothing on a screen points outside."""
    screens = [path for path in MODULES if name_of(path).startswith(("ui", "pages", "app"))]
    assert found_in(screens, re.compile(r"https?:|//\w+\.\w").search) == []


def test_every_requirement_is_used() -> None:
    """A runtime requirement is imported by the product, or the list above says why it is needed."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line.split("==")[0] for line in lines if "==" in line]
    used = set().union(*map(imports, MODULES)) | set(NEVER_IMPORTED)
    assert [name for name in packages if IMPORT_NAMES.get(name, name) not in used] == []


def test_every_pin_is_exact_and_single() -> None:
    """Each package is pinned in exactly one of the requirement files."""
    files = (*(p.name for p in ROOT.glob("requirements*.txt")), "constraints.txt")
    lines = [line for f in files for line in (ROOT / f).read_text(encoding="utf-8").splitlines()]
    pins = [line.split("==")[0].strip() for line in lines if line[:1].isalnum()]
    assert all(re.match(r"[\w.-]+==[\w.]+", line) for line in lines if line[:1].isalnum())
    assert sorted(set(pins)) == sorted(pins)


def test_theme_and_palette_agree() -> None:
    """Streamlit's own widgets wear the palette's accent and ink."""
    with (ROOT / ".streamlit/config.toml").open("rb") as file:
        theme = tomllib.load(file)["theme"]
    assert theme["primaryColor"] == palette.ACCENT
    assert theme["textColor"] == colours.INK
