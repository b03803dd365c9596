"""What README.md and docs/ say is so: links lead somewhere, commands exist, keys, settings and figures are real."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils.translation import override

from coding.pane_words import keylist
from interviews.models import Study
from reports.demo.loading import load
from reports.evidence import collect
from reports.method import canonical_evidence, canonical_json, summarise
from reports.method.vocabulary import FORM_RUNGS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
EVIDENCE = DOCS / "examples" / "demo-a-evidence.json"
HOUSE = "coprod|reports|coding|interviews|ground|templates|static|tests|bench|proof|locale|docs"
READS_ENVIRONMENT = [
    "coprod/settings.py",
    "coprod/logs.py",
    "coprod/run.py",
    "coprod/serving.py",
    "gunicorn.conf.py",
    "ground/launcher/programs.py",
]
RULES_NAMED = r"method\.md (?:part )?(\d[\d.]*\d?(?:(?:,| to| and) \d\.\d)*)"
NOT_FOR_OPERATORS = {"PATH"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as the usual readers of Markdown make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def tables(page: Path) -> list[list[str]]:
    """The cells of every row of every table; an escaped bar is part of its cell."""
    rows = [line for line in page.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in rows]


def section(page: Path, head: str) -> str:
    """The text under a heading, up to the next one."""
    return re.split(r"^#+ ", page.read_text().split(f"{head}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)\n```$", page.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_every_link_leads_somewhere(document):
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        path, _, anchor = target.partition("#")
        goal = (document.parent / path).resolve() if path else document
        if "://" not in target and not (goal.exists() and (not anchor or anchor in anchors(goal))):
            dead.append(target)

    assert dead == []


@pytest.mark.parametrize("document", [page for page in PAGES if page.parent.name != "decisions"], ids=named)
def test_every_path_of_the_house_that_is_named_exists(document):
    paths = re.findall(rf"`((?:{HOUSE})/[\w./-]*)`", document.read_text())

    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_every_command_that_is_named_exists(document):
    text = document.read_text()
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *fenced(document, "sh")])

    assert set(re.findall(r"\bmake ([a-z]\w*)", code)) <= targets
    assert set(re.findall(r"manage\.py ([a-z]\w*)", code)) <= set(get_commands())


def test_every_folder_of_the_house_is_on_the_map():
    shown = set(re.findall(r"\]\((\w+)/\)", section(ROOT / "README.md", "## The map of the house")))

    assert shown >= set(HOUSE.split("|"))


@pytest.mark.parametrize(("name", "language"), [("coding.md", "en"), ("pengodean.md", "id")])
def test_the_keys_are_those_that_the_coding_screen_lists(name, language):
    written = [row for row in tables(DOCS / name) if row[0].startswith("`") and len(row) == 2]
    with override(language):
        listed = [[" ".join(f"`{key}`" for key in keys), str(does)] for keys, does in keylist()]

    assert [row for row in written if row in listed] == listed


def test_the_coding_screen_lists_every_key_that_it_knows():
    table = re.search(r"const PLAIN = \{(.+?)\};", (ROOT / "static" / "coding" / "keys.js").read_text(), re.DOTALL)[1]
    known = {quoted or bare for quoted, bare in re.findall(r'^  (?:"([^"]+)"|(\w+)):', table, re.MULTILINE)}
    listed = {key for keys, _ in keylist() for key in keys}

    also = {" ": "Space", "Backspace": "Delete", "N": "Shift N", "P": "Shift P"}
    assert {also.get(key, key) for key in known} <= listed


def test_the_settings_of_the_method_are_written_with_their_defaults():
    config = canonical_evidence(
        {
            "actors": [{"code": "BKB", "side": "state"}, {"code": "ITM", "side": "civic"}],
            "dimensions": ["IDE", "MAT", "FIS", "UTL"],
            "codings": [],
            "links": [],
        }
    )["config"]
    written = {row[0].strip("`"): row[1] for row in tables(DOCS / "method.md") if row[0].strip("`") in config}

    assert set(written) == set(config) - {"count_statuses"}
    for name, shown in written.items():
        value = config[name]
        if isinstance(value, int | str):
            assert shown == str(value)
    assert written["theta"] == "{}/{}".format(*config["theta"])
    assert all(dimension in written["planning_dims"] for dimension in config["planning_dims"])
    assert all(dimension in written["delivery_dims"] for dimension in config["delivery_dims"])


def test_the_forms_stand_on_their_rungs():
    forms = {
        row[0].strip("`"): row[1] for row in tables(DOCS / "method.md") if row[0].strip("`") in {*FORM_RUNGS, "ANY"}
    }

    assert forms == {**{form: str(rung) for form, rung in FORM_RUNGS.items()}, "ANY": "–"}


def test_an_examiner_recomputes_the_demo_as_the_page_says(tmp_path):
    examples = [block for block in fenced(DOCS / "method.md", "sh") if "reports.method" in block]
    archived = {"summary": {}, "evidence": json.loads(EVIDENCE.read_bytes())}
    (tmp_path / "export.json").write_text(json.dumps(archived))
    assert len(examples) == 2

    for example in examples:
        command = example.replace("EXPORT.json", str(tmp_path / "export.json")).replace("python3", sys.executable)
        answer = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=True)

        assert answer.stdout == canonical_json(summarise(json.loads(EVIDENCE.read_bytes())))
        assert json.loads(answer.stdout)["input_hash"] in (DOCS / "method.md").read_text()


@pytest.mark.django_db
def test_the_example_is_the_evidence_of_the_demo_study():
    load("demo-a")

    evidence = collect(Study.objects.get(slug="demo-a")).document

    assert canonical_json(canonical_evidence(evidence)) == EVIDENCE.read_bytes()


def test_the_worked_example_is_what_the_method_gives():
    result = summarise(json.loads(EVIDENCE.read_bytes()))
    rows = tables(DOCS / "method.md")

    cells = [row[1:] for row in rows if row[0] in result["profiles"]]
    pairs = {row[0].replace("–", "-"): row for row in rows if row[0].replace("–", "-") in result["pairs"]}
    shown = [cell["level"].replace("_", " ") for cell in result["cells"].values()]
    assert [re.match(r"[a-z ]+[a-z]", cell)[0] for row in cells for cell in row] == shown
    assert len(pairs) == len(result["pairs"])
    for key, row in pairs.items():
        pair = result["pairs"][key]
        assert row[-1] == f"{pair['level']} ({pair['rule']})"
        assert [len(re.findall(r"[BTM]\d", cell)) for cell in row[1:4]] == [pair["O1"], pair["S1"], pair["contact"]]


def test_every_number_of_the_method_that_the_code_names_is_a_heading():
    heads = set(re.findall(r"^#+ ([\d.]+?)\.? ", (DOCS / "method.md").read_text(), re.MULTILINE))
    code = [path for app in HOUSE.split("|") for path in (ROOT / app).rglob("*.py")]
    named = {number for path in code for run in re.findall(RULES_NAMED, path.read_text()) for number in run.split()}

    assert {number.strip(",") for number in named} - {"to", "and"} <= heads


def test_the_line_of_the_trace_is_a_real_one():
    (line,) = map(json.loads, fenced(DOCS / "method.md", "json"))
    trace = summarise(json.loads(EVIDENCE.read_bytes()))["trace"]

    matching = [told for told in trace if all(told.get(name) == value for name, value in line.items())]
    assert len(matching) == 1


def test_every_variable_of_the_environment_is_written_down_and_no_other():
    sources = "\n".join((ROOT / name).read_text() for name in READS_ENVIRONMENT)
    read = set(re.findall(r"(?:\benv(?:\.\w+)?|environ\.get)\([\"']([A-Z_]+)[\"']", sources)) - NOT_FOR_OPERATORS
    written = re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "operator.md").read_text(), re.MULTILINE)

    assert sorted(written) == sorted(read)


def test_the_script_that_cron_runs_finds_its_program_without_a_path():
    """Cron looks in /usr/bin and /bin alone, so that a backup which works by hand would fail every night."""
    (script,) = (block for block in fenced(DOCS / "operator.md", "sh") if "\n# /usr/local/bin/coprod\n" in block)

    assert re.findall(r"exec (\S+)", script) == ["/usr/sbin/runuser"]


def test_the_pictures_are_used_and_small():
    pictures = sorted((DOCS / "images").glob("*.png"))
    text = "\n".join(page.read_text() for page in PAGES)

    assert [picture.name for picture in pictures if f"images/{picture.name}" not in text] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > 250_000] == []
    assert sum(picture.stat().st_size for picture in pictures) < 2_000_000
