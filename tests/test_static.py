import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.management import call_command
from django.test import override_settings

from coprod.storage import PACKAGED, HashedModules

IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")


@pytest.fixture(scope="module")
def hashed(tmp_path_factory) -> HashedModules:
    """All of it as it is served, made once: nobody changes it."""
    folder = str(tmp_path_factory.mktemp("static"))
    kept = {**settings.STORAGES, "staticfiles": {"BACKEND": "coprod.storage.HashedModules"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=kept):
        call_command("collectstatic", verbosity=0, interactive=False)
    return HashedModules(location=folder)


@pytest.fixture
def collected(hashed, settings):
    settings.STATIC_ROOT = str(hashed.location)
    return hashed.hashed_files


def test_every_module_imports_the_others_by_the_name_that_holds_their_hash(collected, settings):
    modules = [name for name in collected if name.endswith(".js") and not name.startswith(PACKAGED)]
    assert modules

    for name in modules:
        text = (Path(settings.STATIC_ROOT) / collected[name]).read_text()
        for target in IMPORT.findall(text):
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), f"{name} imports {target}"


def test_every_page_asks_for_one_sheet_that_holds_all_the_others(collected, settings):
    joined = (Path(settings.STATIC_ROOT) / collected["css/coprod.css"]).read_text()
    whole = (settings.BASE_DIR / "static/css/coprod.css").read_text()

    assert "@import" not in joined
    for name in re.findall(r'@import "(.+)";', whole):
        last_line = (settings.BASE_DIR / "static/css" / name).read_text().splitlines()[-2]
        assert last_line in joined, name


def test_no_two_apps_bring_a_file_of_the_same_name():
    names = [path for finder in get_finders() for path, _ in finder.list([])]

    assert sorted(names) == sorted(set(names))
    assert all(map(find, names))
