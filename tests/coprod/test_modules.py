import subprocess

import pytest
from django.conf import settings

from coprod.modules import join
from tests import node

STATIC = settings.ROOT / "static"
START = """import { one, two } from "./numbers.js";
import { add } from "../b/add.js";
console.log(add(one, two));
"""
NUMBERS = """import { add } from "../b/add.js";
/** @typedef {import("./start.js").Start} Start */
const hidden = 1;
export const one = hidden;
export const two = add(1, 1);
"""
ADD = """const hidden = 2;
export const add = (x, y) => x + y + hidden - hidden;
"""
MODULES = {"a/start.js": START, "a/numbers.js": NUMBERS, "b/add.js": ADD}


def run(script: str) -> str:
    command = ["node", "--input-type=module", "--eval", script]
    return subprocess.run(command, env=node.environment(), capture_output=True, text=True, check=True).stdout


def test_the_joined_module_does_what_the_modules_did_each_run_once():
    joined = join("a/start.js", MODULES.__getitem__)

    assert run(joined) == "3\n"
    assert joined.count("x + y") == 1
    assert "import(" not in joined


@pytest.mark.parametrize(
    "line", ['import add from "./b.js";', 'export * from "./b.js";', "export default 1;", 'import { x as y } from "z";']
)
def test_a_statement_in_another_style_is_refused_by_name(line):
    with pytest.raises(ValueError, match="one.js holds a statement"):
        join("one.js", {"one.js": f"const a = 1;\n{line}\n"}.__getitem__)


def test_a_circle_of_imports_is_refused():
    modules = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}

    with pytest.raises(ValueError, match=r"a.js → b.js → a.js"):
        join("a.js", modules.__getitem__)


@pytest.mark.parametrize("entry", ["coding/pane.js", "js/shell.js"])
def test_our_entries_can_be_joined_and_are_sound(entry, tmp_path):
    joined = tmp_path / "joined.mjs"
    joined.write_text(join(entry, lambda path: (STATIC / path).read_text()))

    checked = subprocess.run(["node", "--check", str(joined)], env=node.environment(), capture_output=True, text=True)

    assert checked.returncode == 0, checked.stderr
    assert "\nimport " not in joined.read_text()
