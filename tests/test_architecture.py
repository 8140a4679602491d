"""The order of the house: which room may know which, no circles, no name for two things, nothing too long to read."""

from __future__ import annotations

import tomllib
from collections import defaultdict

import pytest

from tests.source_code import APPS, PROJECT, SITE, functions, imports, in_circles, lines_with, modules

ROOMS = SITE | APPS
MAY_KNOW = {
    "compat": frozenset[str](),
    "upkeep": {"compat"},
    "delivery": {"compat", "upkeep"},
    "languages": {"compat", "upkeep", "delivery"},
    "accounts": {"compat", "upkeep", "delivery", "languages"},
    "config": SITE,
    "home": SITE - {"accounts", "config"},
    "partners": SITE - {"config"} | {"home"},
    "events": SITE - {"config"} | {"home", "partners"},
    "stories": SITE - {"config"} | {"home", "partners", "events"},
    "search": SITE - {"config"} | {"home", "partners", "events", "stories"},
    "demo": SITE - {"config"} | APPS - {"bench"},
    "bench": ROOMS,
}
"""A room, and the rooms it may import besides itself. The layers inside each are contracts in pyproject.toml."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
STANDARD_NAMES = {
    "apps": "Django's configuration of an app",
    "atom": "a feed",
    "checks": "Django's system checks",
    "conflicts": "what two people changed at the same time",
    "declarations": "what an app declares about its pages, and how it is collected",
    "decorators": "who may come to a view",
    "emails": "letters, and whom they go to",
    "feeds": "Atom feeds of pages",
    "filters": "what a listing may be narrowed by",
    "formats": "Django's formats of a language",
    "forms": "forms",
    "interrupted_forms": "a form sent after the person was signed out",
    "media_permissions": "who may see a file that is not public",
    "models": "models, where there are too few for a package",
    "nightly": "what is done once a night",
    "page_frame": "what stands around every page",
    "permissions": "who may do what, as functions of a person and a thing",
    "policies": "Wagtail's permission policies",
    "presence": "who else has this open",
    "presentation": "what pages show, registered for their models",
    "report_names": "what a kind of thing is called in reports of problems",
    "retention": "what is deleted after a time",
    "saving": "from a form to a draft",
    "sending": "from a draft to the review",
    "seo": "the head of a page",
    "signals": "receivers of Django's and Wagtail's signals",
    "structured_data": "schema.org",
    "urls": "addresses",
    "views": "views",
    "viewsets": "Wagtail's viewsets",
    "wagtail_hooks": "Wagtail's hooks",
}
"""File names that stand in more than one package, and what each holds in all of them."""
NAMED_AFTER_ANOTHER = {"templatetags", "commands", "views"}
"""Folders whose modules bear the name of what they put on a page, a command line or a screen."""
TOO_LONG = {
    "stories/models/consent.py",
    "tests/languages/test_gate.py",
    "tests/languages/test_gate_admin.py",
    "tests/languages/test_welsh_rules.py",
    "tests/stories/desk/test_sending.py",
    "tests/stories/test_consent_withdrawing.py",
}
"""Files still over the limit; none may join them."""
CIRCLE_OF_STORIES = {"cards", "credits", "embed", "filter_choices", "filter_options", "listing", "models", "oembed"} | {
    *(
        "presentation",
        "querysets",
        "read_next",
        "selection",
        "sharing",
        "story_addresses",
        "structured_data",
        "tile_map",
    )
}
"""The parts of `stories` whose modules still know one another through imports inside functions."""
ANY_AT_MOST = {
    "compat": 0,
    "accounts": 4,
    "config": 2,
    "delivery": 23,
    "languages": 153,
    "upkeep": 11,
    "home": 22,
    "partners": 39,
    "stories": 182,
    "search": 37,
    "demo": 21,
    "bench": 0,
    "events": 0,
    "deploy": 0,
}
"""Lines with `Any` in each room. A figure only falls."""


def test_every_room_has_its_arrows() -> None:
    assert {"config", "languages", "delivery", "upkeep"} <= SITE
    assert set(MAY_KNOW) >= ROOMS
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert set(contracts["root_packages"]) == ROOMS


def test_arrows_between_rooms_point_one_way() -> None:
    wrong = {
        f"{name} -> {target}"
        for name, targets in imports().items()
        for target in targets
        if (room := name.split(".")[0]) != target.split(".")[0] and target.split(".")[0] not in MAY_KNOW[room]
    }
    assert not wrong


def test_no_module_stands_in_a_circle_of_imports() -> None:
    circle = {
        name
        for name in in_circles(imports())
        if name.split(".")[:2] not in [["stories", part] for part in CIRCLE_OF_STORIES]
    }
    assert not circle


def test_circle_through_a_function_is_found() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}, "e": set[str]()}
    assert in_circles(arrows) == {"b", "c"}


def test_site_holds_only_packages() -> None:
    """`site` is a module of the standard library that Python imports at start-up: a package of that name would hide it."""
    assert not list((PROJECT / "site").glob("*.py"))


@pytest.mark.parametrize("room", sorted(ROOMS | {"deploy", "tests"}))
def test_names_say_what_is_inside(room: str) -> None:
    vague = [path for path in modules(room) if {path.stem, *path.relative_to(PROJECT).parts[:-1]} & VAGUE]
    assert not vague


def test_file_name_in_several_packages_means_the_same_in_each() -> None:
    """A new name twice: give one of them the name of what it holds, or say in `STANDARD_NAMES` what both hold."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for room in ROOMS:
        for path in modules(room):
            if path.stem != "__init__" and path.parent.name not in NAMED_AFTER_ANOTHER:
                found[path.stem].append(str(path.relative_to(PROJECT)))
    assert not {stem: paths for stem, paths in found.items() if len(paths) > 1 and stem not in STANDARD_NAMES}


@pytest.mark.parametrize("room", sorted(ROOMS | {"deploy", "tests"}))
def test_no_file_or_function_is_too_long_to_read(room: str) -> None:
    """250 lines a file, 40 a function."""
    files = {str(path.relative_to(PROJECT)): path for path in modules(room)}
    long_files = {name for name, path in files.items() if path.read_text("utf-8").count("\n") > 250} - TOO_LONG
    long_functions = {f"{name} {function}" for name, path in files.items() for function, n in functions(path) if n > 40}
    assert (long_files, long_functions) == (set(), set())


@pytest.mark.parametrize("room", sorted(ROOMS | {"deploy"}))
def test_fewer_lines_with_any(room: str) -> None:
    """Name the type instead: an alias for JSON, a protocol, the page's own class, a `TypedDict`."""
    assert lines_with("Any", room) <= ANY_AT_MOST[room]


def test_every_folder_of_tests_is_a_package() -> None:
    """A stray `tests` package among installed ones would otherwise win."""
    folders = {path.parent for path in (PROJECT / "tests").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]
