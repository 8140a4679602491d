"""Adding a language takes one line of settings and one catalogue: docs/adding-a-language.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process with Arabic beside the configured languages saw (see `another_language.Seen`). About 20 seconds."""
    folder = str(tmp_path_factory.mktemp("locale"))
    root = Path(settings.BASE_DIR)
    path = os.pathsep.join((str(root), str(root / "site")))
    environment = {**os.environ, "PYTHONPATH": path, "DATABASE_URL": ""}
    command = [sys.executable, "-m", "tests.languages.another_language", folder]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_migration_is_needed(seen: dict[str, Any]) -> None:
    assert "No changes detected" in seen["migrations"]


def test_its_translators_have_a_group(seen: dict[str, Any]) -> None:
    assert "Translators (العربية)" in seen["groups"]


def test_dates_fall_back_to_what_django_knows(seen: dict[str, Any]) -> None:
    assert "2026" in seen["date"]
    assert "14" in seen["date"]


@pytest.mark.parametrize("path", ["/ar/", "/ar/stories/", "/ar/partners/", "/ar/search/?q=x"])
def test_its_pages_are_in_its_language_and_direction(seen: dict[str, Any], path: str) -> None:
    status, html = seen["pages"][path]
    assert status == 200
    assert '<html lang="ar" dir="rtl"' in html
    assert "بحث" in html


def test_what_is_missing_says_so_in_it(seen: dict[str, Any]) -> None:
    status, html = seen["pages"]["/ar/nowhere/"]
    assert status == 404
    assert '<html lang="ar" dir="rtl"' in html


def test_a_page_without_translation_is_shown_with_a_notice(seen: dict[str, Any]) -> None:
    status, html = seen["pages"]["/ar/en/stories/first/"]
    assert status == 200
    assert 'lang="en" dir="ltr"' in html


def test_it_is_offered_beside_the_others_under_its_own_name(seen: dict[str, Any]) -> None:
    _status, html = seen["pages"]["/en/"]
    assert 'href="/ar/" lang="ar" dir="rtl" hreflang="ar">العربية</a>' in html


def test_a_language_without_home_page_stays_unoffered(seen: dict[str, Any]) -> None:
    status, _html = seen["pages"]["/ur/"]
    assert status == 404
    assert 'hreflang="ur"' not in seen["pages"]["/en/"][1]
