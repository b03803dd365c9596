import subprocess
from pathlib import Path

from tests import node

TESTS = Path(__file__).parent / "js"


def test_the_modules_of_the_browser_pass_their_own_tests():
    files = sorted(TESTS.glob("**/*.test.mjs"))
    assert files

    answer = subprocess.run(
        ["node", "--test", *map(str, files)], env=node.environment(), capture_output=True, text=True, timeout=300
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr
