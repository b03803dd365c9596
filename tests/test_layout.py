"""The direction of the imports is a test, not a promise."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "ground": set(),
    "interviews": {"ground"},
    "coding": {"interviews", "ground"},
    "reports": {"coding", "interviews", "ground"},
    "coprod": {"reports", "coding", "interviews", "ground"},
}
PURE = [
    *sorted((ROOT / "reports" / "method").rglob("*.py")),
    *sorted((ROOT / "interviews" / "importing").rglob("*.py")),
    ROOT / "interviews" / "aligning.py",
    ROOT / "interviews" / "lines.py",
    ROOT / "interviews" / "speech.py",
    ROOT / "coding" / "anchoring.py",
    ROOT / "coding" / "preset" / "__init__.py",
    *sorted((ROOT / "ground" / "launcher").rglob("*.py")),
]
TOP = {
    "ground",
    "interviews",
    "coding",
    "reports",
    "coprod",
    "templates",
    "static",
    "tests",
    "locale",
    "docs",
    "bench",
} | {"proof"}


def imported(path: Path) -> set[str]:
    """The first name of every module that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    whence = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in plain | whence}


def files_of(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_an_app_imports_only_the_apps_below_it(app):
    ours = set(MAY_IMPORT) - {app}

    taken = {(str(path.relative_to(ROOT)), name) for path in files_of(app) for name in imported(path) & ours}

    assert {pair for pair in taken if pair[1] not in MAY_IMPORT[app]} == set()


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_pure_module_knows_nothing_of_django(path):
    assert imported(path) & {"django", "rest_framework", "celery"} == set()


def test_only_api_modules_know_the_rest_framework():
    strays = {
        str(path.relative_to(ROOT))
        for app in MAY_IMPORT
        for path in files_of(app)
        if "rest_framework" in imported(path)
        and not any(part.startswith("api") for part in path.relative_to(ROOT).parts)
    }

    assert strays == set()


def test_only_tasks_and_the_doorbell_know_celery():
    strays = {
        str(path.relative_to(ROOT))
        for app in MAY_IMPORT
        for path in files_of(app)
        if "celery" in imported(path) and path.name not in {"tasks.py", "celery.py"}
    }

    assert strays == {"coprod/health.py"}


def test_the_top_level_is_the_one_that_was_drawn():
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}

    assert folders - {"var", "node_modules", "__pycache__"} == TOP


def test_no_file_is_called_utils_helpers_common_or_services():
    names = {path.name for app in MAY_IMPORT for path in files_of(app)}

    assert names & {"utils.py", "helpers.py", "common.py", "services.py", "managers.py"} <= {"services.py"}
