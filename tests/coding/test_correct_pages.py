"""The pages by which a text is corrected: seen before it is saved, decided row by row, taken back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from coding.carrying import Plan
from coding.deciding import settle_waiting
from coding.models import Coding
from coding.passages import code_passage
from ground import jobs
from ground.acts import act
from ground.models import Job
from interviews.models import Correction, Membership, Role, Upload
from interviews.readings import LARGE
from tests.factories import join, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client, study, transcript):
    client.force_login(owner_of(study))
    home = f"/studies/{study.slug}/interviews/{transcript.interview.code}/"

    def ask(page, data=None, **files):
        answer = client.get(home + page) if data is None else client.post(home + page, data | files)
        return answer, answer.content.decode()

    ask.client = client
    return ask


@pytest.fixture
def codings(study, transcript, coder):
    code = study.codes.get(key="MAT")
    words = ("kami menyumbang masker", "Warga juga memberi sembako.", "duduk bersama")
    return [
        code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, each))[0]
        for each in words
    ]


def written(transcript):
    """As a browser sends it: its lines end in CR LF."""
    text = transcript.text.replace("kami menyumbang", "kami kadang menyumbang").replace(
        " Warga juga memberi sembako.", ""
    )
    return {"text": text.replace("\n", "\r\n")}


def test_a_text_is_corrected_after_one_has_seen_what_becomes_of_the_codings(pages, study, transcript, codings):
    answer, _page = pages("correct/", written(transcript))
    assert answer.status_code == 302
    assert transcript.interview.transcript == transcript

    _answer, preview = pages("correct/preview/")
    assert "loses its words" in preview
    assert "kami kadang menyumbang masker" in preview

    answer, _page = pages("correct/preview/", {f"choice-{codings[1].pk}": "later"})

    assert answer.url.endswith("/waiting/")
    newest = transcript.interview.transcript
    assert newest.text == written(transcript)["text"].replace("\r\n", "\n")
    assert [turn.speaker.label for turn in newest.turns.select_related("speaker")] == ["P", "T1", "P", "T1"]
    assert not Correction.objects.exists()
    assert [each.passage.transcript.version for each in Coding.objects.order_by("created_at")] == [2, 1, 2]


def test_what_waits_is_put_on_words_that_one_types(pages, study, transcript, codings):
    pages("correct/", written(transcript))
    pages("correct/preview/", {})
    lost = codings[1].pk

    refused, page = pages("waiting/", {f"choice-{lost}": "words", f"words-{lost}": "tidak pernah dikatakan"})
    assert refused.status_code == 422
    assert f'name="words-{lost}" value="tidak pernah dikatakan"' in page
    assert 'value="words" checked' in page

    pages("waiting/", {f"choice-{lost}": "words", f"words-{lost}": "kadang menyumbang"})

    codings[1].refresh_from_db()
    assert (codings[1].passage.transcript.version, codings[1].passage.quote) == (2, "kadang menyumbang")
    assert "Nothing waits" in pages("waiting/")[1]


def test_a_coder_decides_on_their_own_and_sees_that_others_wait(pages, study, transcript, coder):
    budi = join(study, Role.RESEARCHER)
    mine, theirs = (
        code_passage(
            study,
            coder=who,
            transcript=transcript,
            code=study.codes.get(key="MAT"),
            **span_of(transcript, "Warga juga memberi sembako."),
        )[0]
        for who in (coder, budi)
    )
    pages("correct/", written(transcript))
    pages("correct/preview/", {})
    choice = {f"choice-{row.pk}": "words" for row in (mine, theirs)}
    choice |= {f"words-{row.pk}": "kadang menyumbang" for row in (mine, theirs)}

    pages.client.force_login(coder)
    _answer, page = pages("waiting/")
    assert (f"choice-{mine.pk}" in page, f"choice-{theirs.pk}" in page) == (True, False)
    assert page.count("loses its words") == 2
    pages("waiting/", choice)

    assert quotes_of(mine, theirs) == ["kadang menyumbang", "Warga juga memberi sembako."]
    assert "Nothing waits" not in pages("waiting/")[1]


def quotes_of(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.passage.quote for row in rows]


def test_who_does_not_code_any_more_puts_nothing_on_words(pages, study, transcript, coder, codings):
    pages("correct/", written(transcript))
    pages("correct/preview/", {})
    membership = Membership.objects.get(study=study, user=coder)
    with act(coder, "member.change", study):
        membership.role = Role.OBSERVER
        membership.save()
    pages.client.force_login(coder)
    sent = {f"choice-{codings[1].pk}": "words", f"words-{codings[1].pk}": "kadang menyumbang"}

    refused, page = pages("waiting/", sent)

    assert refused.status_code == 422
    assert f"choice-{codings[1].pk}" not in page
    assert quotes_of(codings[1]) == ["Warga juga memberi sembako."]
    interview = transcript.interview
    plan = Plan(interview, interview.transcript.text)
    with pytest.raises(PermissionDenied):
        settle_waiting(study, plan, plan.rows, sent, interview.transcript, by=coder)


def test_a_file_takes_the_place_of_the_text_and_new_labels_are_asked_for(pages, study, transcript, codings):
    text = transcript.text.replace("P: Dengan siapa?", "Q2: Dengan siapa?\nQ2: Ya?")
    answer, _page = pages("correct/", {}, file=SimpleUploadedFile("baru.txt", text.encode()))
    assert answer.status_code == 302
    assert "Q2" in pages("correct/preview/")[1]

    pages("correct/preview/", {"voice_0": "interviewer"})

    newest = transcript.interview.transcript
    assert (newest.version, newest.source_name) == (2, "baru.txt")
    assert transcript.interview.speakers.get(label="Q2").kind == "interviewer"
    assert {each.passage.transcript_id for each in Coding.objects.all()} == {newest.pk}


def test_an_older_version_is_read_and_made_the_newest_again(pages, transcript, codings):
    pages("correct/", written(transcript))
    pages("correct/preview/", {})
    assert "Warga juga memberi sembako." in pages("versions/1/")[1]
    assert "Version 2" in pages("versions/")[1]

    answer, _page = pages("versions/1/restore/", {})
    assert answer.url.endswith("/correct/preview/")
    pages("correct/preview/", {})

    newest = transcript.interview.transcript
    assert (newest.version, newest.text) == (3, transcript.text)
    assert {each.passage.transcript_id for each in Coding.objects.all()} == {newest.pk}


def test_who_comes_second_keeps_their_text_and_is_told(pages, study, transcript, codings):
    pages("correct/", written(transcript))
    supervisor = join(study, Role.SUPERVISOR)
    pages.client.force_login(supervisor)
    pages("correct/", {"text": transcript.text.replace("sembako", "beras")})
    pages("correct/preview/", {})

    pages.client.force_login(owner_of(study))
    pages("correct/preview/", {})
    _answer, page = pages("correct/preview/")

    assert transcript.interview.transcript.version == 2
    assert "Your text is kept" in page
    assert "kami kadang menyumbang" in page


@pytest.mark.parametrize(
    ("text", "said"), [("", "Write the text"), ("\x00", "Write the text"), (None, "Nothing has been changed")]
)
def test_a_text_that_cannot_be_is_refused_in_words(pages, transcript, text, said):
    answer, page = pages("correct/", {"text": transcript.text if text is None else text})

    assert answer.status_code == 422
    assert said in page


def test_a_coder_corrects_no_text_that_another_brought_in(pages, study, transcript, coder):
    pages.client.force_login(coder)

    assert pages("correct/")[0].status_code == 403
    assert pages("versions/")[0].status_code == 200


def large(text, name="baru.html", size=LARGE):
    """A file larger than what is read while one waits, which holds `text`."""
    turns = "".join(f"<p>{line}" for line in text.split("\n"))
    return SimpleUploadedFile(name, f"{turns}<!--{'é' * (size // 2)}-->".encode())


def test_a_large_file_in_the_place_of_a_text_is_read_by_a_worker_and_then_seen_before_it_is_saved(
    pages, study, transcript, codings
):
    answer, _page = pages("correct/", {"text": ""}, file=large(written(transcript)["text"]))
    assert answer.url.endswith("/correct/reading/")
    _answer, shown = pages("correct/reading/")
    assert "baru.html waits for its turn" in shown
    assert "A file that you sent in its place is on its way." in pages("correct/")[1]
    assert not Correction.objects.exists()

    jobs.run(Job.objects.get().pk)

    answer, _page = pages("correct/reading/")
    assert answer.url.endswith("/correct/preview/")
    assert "kami kadang menyumbang masker" in pages("correct/preview/")[1]
    assert not Upload.objects.exists()
    assert transcript.interview.transcript == transcript


def test_a_large_file_that_has_the_same_text_is_refused_by_name_and_leaves_nothing(pages, transcript):
    pages("correct/", {"text": ""}, file=large(transcript.text, size=0))
    pages("correct/preview/", {"voices": ""})
    pages("correct/", {"text": ""}, file=large(transcript.text, "sama.html"))
    jobs.run(Job.objects.get().pk)

    answer = pages.client.get(pages("correct/reading/")[0].url)

    *_corrected, said = [str(message) for message in answer.context["messages"]]
    assert said == "sama.html: This file has the same text as the newest version."
    assert not Upload.objects.exists()
    assert not Correction.objects.exists()


def test_of_two_large_files_sent_one_after_the_other_the_second_counts_and_it_can_be_given_up(pages, transcript):
    for name in ("satu.html", "dua.html"):
        pages("correct/", {"text": ""}, file=large(transcript.text, name))
    assert [upload.name for upload in Upload.objects.all()] == ["dua.html"]

    pages("correct/reading/discard/", {})

    assert not Upload.objects.exists()
    assert {job.state for job in Job.objects.all()} == {"cancelled"}
