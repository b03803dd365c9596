import gettext
import os

from ground.catalogues import compile_catalogues

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Saved"
msgstr "Tersimpan"
"""


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path):
    po = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO)

    assert [compile_catalogues(tmp_path), compile_catalogues(tmp_path)] == [1, 0]

    po.write_text(PO.replace("Tersimpan", "Sudah tersimpan"))
    compiled = po.with_suffix(".mo")
    later = compiled.stat().st_mtime_ns - 1
    os.utime(compiled, ns=(later, later - 10**9))
    assert compile_catalogues(tmp_path) == 1
    assert gettext.translation("django", tmp_path, ["id"]).gettext("Saved") == "Sudah tersimpan"
