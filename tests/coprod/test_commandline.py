"""A command that cannot work says why in a sentence."""

import errno
import os
import subprocess
import sys

import pytest

from coprod import commandline

NOWHERE = {"DATABASE_URL": "postgresql://coprod@127.0.0.1:1/coprod"}


@pytest.mark.parametrize("command", ["check_integrity", "prepare", "backup {}/x.backup", "password_link sari"])
def test_a_command_that_finds_no_database_says_so_in_a_sentence(command, tmp_path):
    arguments = command.format(tmp_path).split()

    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments], env=os.environ | NOWHERE, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("The database does not answer: ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (PermissionError(errno.EACCES, "", str(commandline.VAR / "secret-key")), "cannot be read by this account"),
        (OSError(errno.ENOSPC, "No space left on device"), "Make room"),
    ],
)
def test_another_account_and_a_full_disk_are_named(monkeypatch, trouble, said):
    def fail(_arguments):
        raise trouble

    monkeypatch.setattr(commandline, "execute_from_command_line", fail)

    with pytest.raises(SystemExit, match=said):
        commandline.run(["manage.py", "doctor"])


def test_what_is_a_fault_of_ours_stays_one(monkeypatch):
    def fail(_arguments):
        raise PermissionError(errno.EACCES, "", "/elsewhere/file")

    monkeypatch.setattr(commandline, "execute_from_command_line", fail)

    with pytest.raises(PermissionError):
        commandline.run(["manage.py", "doctor"])
