"""Comments in a Word file come along as memos on their words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coding.models import Memo
from interviews.models import Role
from tests.factories import join, make_study
from tests.interviews.importing.word import W, document, p
from tests.interviews.test_import_pages import answers

pytestmark = pytest.mark.django_db

COMMENTS = (
    f'<w:comments xmlns:w="{W}">'
    f'<w:comment w:id="1" w:author="Pembimbing 1">{p("Berapa helai?")}</w:comment>'
    f'<w:comment w:id="2" w:author="Pembimbing 1">{p("Tanpa tempat")}</w:comment></w:comments>'
)
BODY = p("P: Apa?") + p("B1: Kami ", '<w:commentRangeStart w:id="1"/>', "masker", '<w:commentRangeEnd w:id="1"/>')


def test_comments_are_shown_before_they_are_saved_as_memos_of_whoever_imports(client):
    study = make_study()
    researcher = join(study, Role.RESEARCHER)
    client.force_login(researcher)
    file = SimpleUploadedFile("W1.docx", document(BODY, {"comments": COMMENTS}))
    client.post(reverse("import", args=[study.slug]), {"files": [file]})

    page = client.get(reverse("import-voices", args=[study.slug])).content.decode()
    assert "One comment becomes a memo" in page
    assert "Tanpa tempat" in page
    client.post(reverse("import-voices", args=[study.slug]), answers(client, study))

    memo = Memo.objects.get()
    assert "W1" in client.get(reverse("history", args=[study.slug])).content.decode()
    assert (memo.text, memo.author, memo.passage.quote) == ("Pembimbing 1: Berapa helai?", researcher, "masker")
