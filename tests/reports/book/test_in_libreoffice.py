"""The Word file as another program reads it: LibreOffice opens it and prints it as PDF."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from reports.book.composing import compose
from reports.book.making import written
from reports.book.parts import PARTS
from reports.book.plan import plan_of
from reports.book.tree import labels_of

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
A4 = {(595, 842), (842, 595)}  # points, upright and on its side
SECONDS = 300


@pytest.fixture
def as_libreoffice_prints(tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (apt-get install libreoffice-writer)")

    def convert(data: bytes) -> PdfDocument:
        (tmp_path / "report.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
        subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)
        return PdfDocument(tmp_path / "report.pdf")

    return convert


@pytest.mark.parametrize("language", ["id", "en"])
def test_libreoffice_prints_every_part_table_and_figure_on_a4(demo_a, as_libreoffice_prints, language):
    plan = replace(plan_of(demo_a.study), parts=tuple(PARTS), language=language)
    document = compose(demo_a.study, plan, by=demo_a.owner)

    pdf = as_libreoffice_prints(written(document, "docx"))

    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    text = " ".join(pages)
    assert {tuple(map(round, page.get_size())) for page in pdf} == A4
    assert [
        part.title for part in document.parts if not any(_starts(page, part.title, document) for page in pages)
    ] == []
    assert [label for label in labels_of(document).values() if text.count(f"{label}.") < 2] == []  # in a list and above
    images = [each for page in pdf for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    assert len(images) == len(document.figures())
    drawn = [len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))) for page in pdf]
    named = [sum(f"{label}. " in page for label in _figures(document)) for page in pages]
    first = drawn.index(1)  # the list of figures stands before all of them
    assert named[first:] == drawn[first:]
    assert [page for page in pages if not page.removeprefix(document.title).strip(" 0123456789")] == []  # none is empty


def _figures(document) -> list[str]:
    return [labels_of(document)[figure.anchor] for figure in document.figures()]


def _starts(page: str, title: str, document) -> bool:
    """Whether a part begins on a page, below the head that every page has."""
    return page.removeprefix(document.title).strip().startswith(title)
