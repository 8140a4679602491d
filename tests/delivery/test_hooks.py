"""What `make hooks` has git ask before a commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with our hook, Python, rules and a `make catalogues` that always fails."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.email", "ash@example.org")
    git(tmp_path, "config", "user.name", "Ash")
    (tmp_path / ".ci").mkdir()
    (tmp_path / "templates").mkdir()
    shutil.copy(PROJECT / ".ci" / "pre-commit", tmp_path / ".ci" / "pre-commit")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    catalogues = '.PHONY: catalogues\ncatalogues:\n\t@echo "catalogues were checked"; exit 1\n'
    rule = (PROJECT / "Makefile").read_text("utf-8").split(".PHONY: hooks\n")[1].split("\n.PHONY")[0]
    (tmp_path / "Makefile").write_text(f"{catalogues}\n{rule.replace('$(VENV)/.installed-dev', '')}\n", "utf-8")
    subprocess.run(["make", "--silent", "hooks"], cwd=tmp_path, check=True)
    return tmp_path


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in `folder`, in none but its own repository."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, env=environment)


def commit(folder: Path, name: str, text: str) -> tuple[bool, str]:
    """Commit a file; return whether git did, and what it said."""
    (folder / name).write_text(text, "utf-8")
    git(folder, "add", name)
    done = git(folder, "commit", "--message", "Try")
    return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [("good.py", "VALUE = 1\n"), ("templates/good.html", "<p>Good</p>\n"), ("notes.txt", "_('no code')\n")],
)
def test_a_sound_commit_is_made(repository: Path, name: str, text: str) -> None:
    assert commit(repository, name, text)[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("unformatted.py", "VALUE  =  1\n", "reformatted"),
        ("unused.py", "import os\n", "F401"),
        ("templates/alt.html", '<img src="x" height="1" width="1">\n', "H013"),
        ("templates/long.html", f"<p>{'words ' * 30}</p>\n", "over 160 characters"),
        ("words.py", 'from django.utils.translation import gettext as _\n\nVALUE = _("New")\n', "were checked"),
    ],
)
def test_a_commit_with_a_fault_is_not(repository: Path, name: str, text: str, said: str) -> None:
    done, words = commit(repository, name, text)
    assert not done
    assert said in words
    assert "Not committed" in words
