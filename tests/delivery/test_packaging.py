"""What the project is shipped in: pins, the image, compose, ignore files and the README's table of settings."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils.module_loading import import_string
from environs import Env
from packaging.specifiers import SpecifierSet

from config.services import storage_settings

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("home", "partners", "stories", "search", "demo")
PINS = ("requirements.txt", "requirements-dev.txt")
READS_ENVIRONMENT = re.compile(r"""(?:env(?:\.\w+)?\(|os\.environ(?:\.get\(|\[))\s*["']([A-Z][A-Z0-9_]*)["']""")


def text(name: str) -> str:
    """Return the text of a file of the project."""
    return (PROJECT / name).read_text("utf-8")


def pinned(name: str) -> dict[str, str]:
    """Return the whole entry of each distribution in a file of pins, by its name."""
    lines = "\n".join(line for line in text(name).splitlines() if not line.lstrip().startswith("#"))
    entries = [entry.strip() for entry in re.split(r"\n(?=\S)", lines) if entry.strip()]
    return {re.split(r"[=\s;\[]", entry, maxsplit=1)[0]: entry for entry in entries}


# --- Pins ---


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_has_a_version_and_hashes(name: str) -> None:
    assert len(pinned(name)) > 40
    for requirement, entry in pinned(name).items():
        assert re.match(rf"{re.escape(requirement)}==\S+ \\", entry), f"{requirement} has no version"
        assert "--hash=sha256:" in entry, f"{requirement} has no hash"


@pytest.mark.parametrize("name", PINS)
def test_pins_name_no_place_to_fetch_from(name: str) -> None:
    assert not re.search(r"^--|://|@ ", text(name), re.MULTILINE)


def test_tests_run_with_the_versions_that_serve() -> None:
    serving, testing = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert serving.items() <= testing.items()


@pytest.mark.parametrize("name", PINS)
def test_pins_can_be_installed_on_the_oldest_python(name: str) -> None:
    """Debian 12 has Python 3.11.2: a pin that asks for a later 3.11 breaks `make run` there."""
    for requirement in pinned(name):
        with suppress(PackageNotFoundError):
            wanted = metadata(requirement)["Requires-Python"] or ""
            assert SpecifierSet(wanted).contains("3.11.0"), f"{requirement} wants Python {wanted}"


def _imports() -> Iterator[tuple[str, Path]]:
    """Yield the top-level name of everything the site's code imports from elsewhere."""
    for path in (path for room in ("site", *APPS) for path in (PROJECT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name.name.split(".")[0], path) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield str(node.module).split(".")[0], path


def test_everything_imported_is_pinned() -> None:
    ours = {path.name for room in (PROJECT, PROJECT / "site") for path in room.iterdir() if path.is_dir()}
    distributions, pins = packages_distributions(), set(pinned("requirements.txt"))
    for module, path in _imports():
        if module not in ours and module not in sys.stdlib_module_names:
            names = {name.lower().replace("_", "-") for name in distributions.get(module, [])}
            assert names & pins, f"{path.relative_to(PROJECT)} imports {module}, which requirements.txt does not pin"


# --- The image ---


def test_image_runs_without_root_and_says_how_it_is() -> None:
    last_stage = text("Dockerfile").split("\nFROM ")[-1]
    user = re.search(r"^USER (\S+)$", last_stage, re.MULTILINE)
    assert user
    assert user[1] not in ("root", "0")
    assert re.search(r"^HEALTHCHECK .*CMD", last_stage, re.MULTILINE)


def test_image_is_built_in_stages_from_pinned_packages_with_its_files_inside() -> None:
    dockerfile = text("Dockerfile")
    assert dockerfile.count("\nFROM ") == 2
    for command in ("--require-hashes", "compile_catalogues", "build_stylesheets", "collectstatic"):
        assert command in dockerfile


def test_image_serves_what_another_user_has_collected(tmp_path: Path) -> None:
    """Root collects the static files while the image is built; whoever serves them is not root. Uploads stay within the group."""
    chosen = storage_settings(Env(), tmp_path)["staticfiles"]
    storage = import_string(chosen["BACKEND"])(location=tmp_path / "static", **chosen["OPTIONS"])
    with override_settings(FILE_UPLOAD_PERMISSIONS=0o640):
        name = storage.save("css/site.css", ContentFile(b"a{}"))
    assert stat.S_IMODE(Path(storage.path(name)).stat().st_mode) == 0o644


def test_image_holds_no_secret() -> None:
    for line in re.findall(r"^(?:ENV|ARG) .*(?:\\\n.*)*", text("Dockerfile"), re.MULTILINE):
        assert not re.search(r"SECRET|PASSWORD|TOKEN|_KEY", line)


def test_image_gets_what_it_serves_and_nothing_else() -> None:
    let_in = set(re.findall(r"^!(\S+)$", text(".dockerignore"), re.MULTILINE))
    assert text(".dockerignore").splitlines()[1] == "*"
    assert {"site", *APPS, "templates", "static", "locale", "manage.py", "gunicorn.conf.py"} <= let_in
    assert not let_in & {".env", ".git", "var", "tests", ".venv"}


# --- Compose ---


def test_compose_has_every_service_and_no_password() -> None:
    compose = yaml.safe_load(text("compose.yaml"))
    assert set(compose["services"]) == {"prepare", "web", "schedule", "database", "cache", "nginx"}
    for words in re.findall(r"(?:PASSWORD|SECRET_KEY): (.+)|together:([^@\s]+)@", text("compose.yaml")):
        assert any(word.startswith("${") for word in words)


def test_compose_runs_commands_that_exist() -> None:
    from django.core.management import get_commands

    compose = yaml.safe_load(text("compose.yaml"))
    commands = [
        service["command"] for service in compose["services"].values() if "manage.py" in service.get("command", [])
    ]
    assert len(commands) == 2
    assert {command[2] for command in commands} <= set(get_commands())


def test_nginx_knows_the_web_service_and_its_group_may_read_media() -> None:
    services = yaml.safe_load(text("compose.yaml"))["services"]
    assert "server web:8000;" in text("deploy/nginx.conf")
    group = re.search(r"groupadd --gid (\d+)", text("Dockerfile"))
    assert group
    assert services["nginx"]["user"].endswith(f":{group[1]}")


# --- Settings, ignore files, commands ---


def environment_names() -> set[str]:
    """Return every environment variable that settings, the server and the commands read."""
    files = [*(PROJECT / "site" / "config").rglob("*.py"), *(PROJECT / "site" / "upkeep").rglob("*.py")]
    found = (READS_ENVIRONMENT.findall(path.read_text("utf-8")) for path in [*files, PROJECT / "gunicorn.conf.py"])
    return {name for names in found for name in names}


def test_readme_explains_every_setting_that_is_read_and_no_other() -> None:
    explained = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", text("README.md"), re.MULTILINE))
    assert {"SECRET_KEY", "SITE_URL", "DATABASE_URL"} <= environment_names()
    assert explained == environment_names()


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("site/config/urls.py", False),
        ("site/delivery/lib/thing.py", False),
        ("static/css/src/card.css", False),
        ("locale/cy/LC_MESSAGES/django.po", False),
        ("demo/artwork/scene.svg", False),
        ("docs/build/page.md", False),
        (".env", True),
        ("var/db.sqlite3", True),
        (".venv/bin/python", True),
        ("staticfiles/staticfiles.json", True),
        ("static/css/sheets/shared.css", True),
        ("locale/cy/LC_MESSAGES/django.mo", True),
        ("home/__pycache__/apps.cpython-311.pyc", True),
    ],
)
def test_git_ignores_what_is_made_and_nothing_that_is_written(path: str, ignored: bool) -> None:
    if not (PROJECT / ".git").exists():
        pytest.fail("run the tests in a clone: this one asks git")
    asked = subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=PROJECT)
    assert (asked.returncode == 0) is ignored


def test_make_lists_its_commands() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for command in ("run", "serve", "schedule", "test", "check", "messages", "bench"):
        assert f"make {command} " in listed.stdout


def test_ci_can_be_run() -> None:
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", ".ci/run"], cwd=PROJECT).returncode == 0
