"""What is found on a machine, and what is said where nothing can be installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import system_packages


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty search path: no browser, no fonts, no apt-get, no sudo."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_bare_machine_misses_browser_and_font(bare_machine: Path) -> None:
    """Without them, Chromium and a Chinese font are asked for by their Debian names."""
    assert bare_machine.is_dir()
    assert system_packages.find_browser() is None
    assert {"chromium", "fonts-noto-cjk"} <= set(system_packages.missing_for_browser())


@pytest.mark.usefixtures("bare_machine")
def test_nothing_can_be_installed_without_a_package_manager(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The step does not fail, because the tests can still run; it says what is skipped."""
    assert system_packages.prepare_browser() == 0
    assert "chromium" in capsys.readouterr().out


@pytest.mark.parametrize("name", system_packages.BROWSERS)
def test_a_browser_is_found_under_each_of_its_names(bare_machine: Path, name: str) -> None:
    """Distributions name the same browser differently."""
    program = bare_machine / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert system_packages.find_browser() == str(program)


def test_this_machine_can_make_environments() -> None:
    """The step that comes before everything else passes where the tests run."""
    assert system_packages.prepare_venv() == 0
