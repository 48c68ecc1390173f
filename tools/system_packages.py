"""Finds what only the system's package manager can give, and installs it where that is allowed.

Runs on the bare system Python, before the environment exists: the standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFICES = ("soffice", "libreoffice")
# Where installers put LibreOffice without putting it on the search path.
OFFICE_PLACES = (
    ("/opt", "libreoffice*/program/soffice"),
    ("/Applications", "LibreOffice*.app/Contents/MacOS/soffice"),
    ("C:/Program Files", "LibreOffice*/program/soffice.exe"),
)
NO_BROWSER = "no Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)"
NO_OFFICE = (
    "no LibreOffice on this machine (Debian: apt-get install libreoffice-writer-nogui"
    " libreoffice-calc-nogui fonts-noto-cjk)"
)
OLDEST_PYTHON = (3, 11)


def find_browser() -> str | None:
    """Return the path of the installed Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def find_office() -> str | None:
    """Return the path of the installed LibreOffice, or None."""
    placed = (str(path) for place in OFFICE_PLACES for path in _matching(*place))
    return next(filter(None, [*map(shutil.which, OFFICES), *placed]), None)


def _matching(folder: str, pattern: str) -> list[Path]:
    return sorted(Path(folder).glob(pattern), reverse=True)


def has_chinese_font() -> bool:
    """Return whether the system can draw Chinese characters."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def missing_for_venv() -> list[str]:
    """Return the Debian packages without which `python -m venv` fails."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return [] if find_spec("ensurepip") else [f"{version}-venv"]


def missing_for_browser() -> list[str]:
    """Return the Debian packages that the browser tests still need."""
    browser = [] if find_browser() else ["chromium"]
    font = [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    return browser + font


def missing_for_office() -> list[str]:
    """Return the Debian packages without which documents cannot be converted and looked at."""
    office = [] if find_office() else ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]
    font = [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    return office + font


def install(packages: list[str]) -> bool:
    """Install Debian packages as root or through a password-free sudo; return whether it worked."""
    prefix = _root_prefix()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    update = ["apt-get", "update", "--quiet=2"]
    add = ["apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", *packages]
    # A third-party source that does not answer fails `update`; let the installation decide.
    subprocess.run([*prefix, *environment, *update], check=False)
    return subprocess.run([*prefix, *environment, *add], check=False).returncode == 0


def _root_prefix() -> list[str] | None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0:
        return ["sudo", "-n"]
    return None


def prepare_venv() -> int:
    """Make sure that an environment can be created; return the exit status."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"需要 Python 3.11 或更新版本，当前为 {found}。Python 3.11 or newer is needed;")
        print("请指定其位置 name it with: make run PYTHON=/path/to/python3.11")
        return 1
    packages = missing_for_venv()
    if packages and not install(packages):
        names = " ".join(packages)
        print(f"缺少系统软件包 {names}，请由管理员执行 missing, ask an administrator to run:")
        print(f"    apt-get install {names}")
        return 1
    return 0


def prepare_browser() -> int:
    """Install what the browser tests need where possible; never fails, those tests say so."""
    packages = missing_for_browser()
    if packages and not install(packages):
        print(f"无法安装 {' '.join(packages)}：浏览器测试将跳过。Browser tests will be skipped.")
    return 0


def prepare_office() -> int:
    """Install what converting documents needs where possible; never fails, that step says so."""
    packages = missing_for_office()
    if packages and not install(packages):
        print(f"无法安装 {' '.join(packages)}：不能转换文档。Documents cannot be converted.")
    return 0


def main() -> int:
    """Run the step named on the command line."""
    steps = {"venv": prepare_venv, "browser": prepare_browser, "office": prepare_office}
    return steps[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
