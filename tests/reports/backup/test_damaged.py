"""A backup that is not whole, or not for this instance, is refused in words before anything is written."""

import hashlib
import json
import random
import resource
import signal
import zipfile
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ground.launcher import LauncherError
from ground.launcher.programs import clients
from reports.backup.archive import DATABASE, MANIFEST, Unusable, opened, written

pytestmark = pytest.mark.django_db(transaction=True)


def rewritten(path, change):
    """The backup with its members changed by a function from {name: bytes} to the same."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in change(members).items():
            archive.writestr(name, content)


def with_manifest(members, said):
    return members | {MANIFEST: json.dumps(json.loads(members[MANIFEST]) | said).encode()}


def half_a_dump(members):
    dump = members[DATABASE][: len(members[DATABASE]) // 2]
    facts = json.loads(members[MANIFEST])["members"] | {DATABASE: [len(dump), hashlib.sha256(dump).hexdigest()]}
    return with_manifest(members | {DATABASE: dump}, {"members": facts})


def other_sums(members):
    return with_manifest(members, {"tables": json.loads(members[MANIFEST])["tables"] | {"coding_coding": [1, "17"]}})


CHANGES = {
    "a member is missing": (lambda members: {n: c for n, c in members.items() if n != DATABASE}, "not the parts"),
    "a member too many": (lambda members: members | {"files/../../etc/passwd": b"x"}, "not the parts"),
    "no manifest": (lambda members: {n: c for n, c in members.items() if n != MANIFEST}, "cannot be read"),
    "a manifest of nonsense": (lambda members: members | {MANIFEST: b"[]"}, "cannot be read"),
    "another format": (lambda members: with_manifest(members, {"format": "coprod-backup/9"}), "Use a newer version"),
    "other bytes": (lambda members: members | {DATABASE: b"x"}, "not what was written"),
    "a dump cut short": (half_a_dump, "failed; nothing was changed"),
    "other rows": (other_sums, "coding_coding comes out other than it went in"),
    "a newer version": (
        lambda members: with_manifest(members, {"migrations": [["coding", "9999_later"]]}),
        "made by a newer version, which has coding.9999_later",
    ),
    "a newer server": (lambda members: with_manifest(members, {"postgres": 99}), "comes from PostgreSQL 99"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_not_as_it_was_written_is_refused_and_nothing_changes(backup, unchanged, name):
    change, said = CHANGES[name]
    rewritten(backup, change)
    assert unchanged()

    with pytest.raises(CommandError, match=said):
        call_command("restore", backup, "--replace")

    assert unchanged()


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_cut_short_is_refused(backup, unchanged, part):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * part)])
    assert unchanged()

    with pytest.raises(CommandError, match="is damaged: it is cut short, or no backup"):
        call_command("restore", backup, "--replace")

    assert unchanged()


def test_wherever_a_bit_is_flipped_the_content_is_the_same_or_it_is_refused(backup, tmp_path):
    def content(path):
        with opened(path) as read:
            return {name: read.open(name).read() for name in read.manifest.members}

    sound, whole = backup.read_bytes(), content(backup)
    chance, refused = random.Random(7), 0
    for _try in range(200):
        bits, place = bytearray(sound), chance.randrange(len(sound))
        bits[place] ^= 1 << chance.randrange(8)
        (tmp_path / "bit").write_bytes(bits)
        try:
            assert content(tmp_path / "bit") == whole
        except Unusable:
            refused += 1

    assert refused > 150


def test_a_database_in_use_is_not_replaced_unasked(backup, unchanged):
    assert unchanged()

    with pytest.raises(CommandError, match="holds 5 accounts and 2 studies. Back it up, then say --replace"):
        call_command("restore", backup)

    assert unchanged()


@pytest.mark.parametrize("command", ["restore", "verify_backup"])
def test_a_file_that_is_not_there_is_named(command, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory. Name a file that can be read"):
        call_command(command, tmp_path / "tak-ada")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="Name a file that can be written"):
        call_command("backup", tmp_path / "tak" / "ada")


@contextmanager
def a_full_disk(size: int):
    """No file grows beyond `size` bytes, as on a disk that is full."""
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_is_full_leaves_no_half_a_backup(rich, tmp_path):
    with a_full_disk(20_000), pytest.raises(CommandError, match="File too large. Name a file that can be written"):
        call_command("backup", tmp_path / "penuh.backup")

    assert list(tmp_path.glob("*backup*")) == []


def test_what_goes_wrong_beside_a_backup_is_not_said_of_its_file(backup, tmp_path):
    def unreadable():
        yield b"words"
        raise PermissionError(13, "Permission denied", "a stored file")

    with pytest.raises(PermissionError, match="a stored file"), written(tmp_path / "baru.backup") as made:
        made.add("a stored file", unreadable())
    with pytest.raises(PermissionError), opened(backup):
        raise PermissionError(13, "Permission denied", "where it is restored to")

    assert list(tmp_path.glob("*baru*")) == []


def test_a_server_newer_than_the_programs_is_refused_in_words():
    with pytest.raises(LauncherError, match="The server is PostgreSQL 99, .*postgresql-client-99"):
        clients(99)
