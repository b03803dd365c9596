"""A study in and out on the command line."""

import json
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from interviews.models import Study
from tests.factories import make_user


@pytest.fixture
def file(tmp_path, data):
    path = tmp_path / "studi.json"
    path.write_bytes(data)
    return path


def test_import_prints_what_it_read_and_who_cannot_sign_in(file, emptied, capsys):
    emptied()

    call_command("import_study", file)

    told = capsys.readouterr().out
    assert "1 study" in told
    assert "3 actors" in told
    assert "cannot sign in" in told


def test_import_makes_the_named_person_an_owner(file, emptied, capsys):
    emptied()
    me = make_user("saya")

    call_command("import_study", file, "--owner", "saya")

    assert Study.objects.get().memberships.get(user=me).role == "owner"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tak-ada.json"], "No such file"),
        (["studi.qdp"], "this command reads"),
        (["rusak.json"], "rusak.json: line 1, column 1: This is not JSON"),
    ],
)
def test_import_refuses_in_words_what_it_cannot_read(db, tmp_path, arguments, said):
    (tmp_path / "rusak.json").write_text("bukan")
    name, *options = arguments

    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_study", tmp_path / name, *options)

    assert refused.value.returncode == 1


@pytest.mark.parametrize("name", ["keluar.json", "keluar.zip"])
def test_what_was_exported_can_be_imported(rich, data, tmp_path, emptied, capsys, name):
    folder = tmp_path / "keluar"
    folder.mkdir()
    call_command("export_study", rich.study.slug, "--format", "json", "--output", folder / name)
    emptied()
    call_command("import_study", folder / name)

    written = (folder / name).read_bytes()
    assert [path.name for path in folder.iterdir()] == [name]
    assert (zipfile.Path(folder / name, "bundle.json").read_bytes() if name.endswith("zip") else written) == data
    assert json.loads(data)["complete"] is True


def test_export_refuses_what_it_cannot_write_and_names_what_it_can(rich, tmp_path):
    for arguments, said in [
        ((rich.study.slug, "--format", "qdpx", "--output", tmp_path / "x"), "It writes: json"),
        (("tak-ada", "--format", "json", "--output", tmp_path / "x"), "no study tak-ada"),
        ((rich.study.slug, "--format", "json", "--output", tmp_path / "a" / "b"), "No such file"),
    ]:
        with pytest.raises(CommandError, match=said):
            call_command("export_study", *arguments)
