"""Recordings: kept beside the text, heard in parts by who may, and by nobody else."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ground.models import Act
from interviews.models import Recording, Role, Turn
from interviews.ranges import MOST, part_of
from interviews.recordings import (
    keep_recording,
    link_recording,
    recording_of,
    restore_recording,
    stamp_turn,
    trash_recording,
)
from interviews.sounds import kind_of_sound
from tests.factories import join, make_interview, make_recording, make_study, make_user, owner_of, sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return make_study(slug="suara")


@pytest.fixture
def interview(study):
    return make_interview(study, code="W1")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def address(recording):
    return reverse("api-recording-content", args=[recording.interview.study.slug, recording.pk])


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 6)),
        ("bytes=7-", (7, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("", None),
    ],
)
def test_a_range_asks_for_the_bytes_that_rfc_9110_says(asked, part):
    assert part_of(asked, 10) == part


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_met(asked):
    with pytest.raises(ValueError, match="no such part"):
        part_of(asked, 10)


def test_an_endless_range_is_met_in_part_so_that_a_pause_holds_no_thread():
    assert part_of("bytes=5-", 10 * MOST) == (5, 5 + MOST)


def test_the_sound_is_heard_whole_and_in_parts(interview):
    data = sound(0.5)
    recording = make_recording(interview, data)
    client = client_of(owner_of(interview.study))

    whole = client.get(address(recording))
    part = client.get(address(recording), headers={"Range": "bytes=10-19"})
    other = client.get(address(recording), headers={"Range": "bytes=10-19", "If-Range": '"another"'})
    beyond = client.get(address(recording), headers={"Range": f"bytes={len(data)}-"})

    assert (whole.status_code, body(whole), whole["Content-Type"]) == (200, data, "audio/wav")
    assert (part.status_code, body(part)) == (206, data[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(data)}"
    assert (other.status_code, body(other)) == (200, data)
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(data)}")
    assert {each["Cache-Control"] for each in (whole, part)} == {"private, no-store"}


def test_who_cannot_read_the_study_finds_no_recording_and_an_observer_hears_none(interview):
    recording = make_recording(interview)
    observer = join(interview.study, Role.OBSERVER)
    stranger = owner_of(make_study())

    assert client_of(stranger).get(address(recording)).status_code == 404
    assert client_of(observer).get(address(recording)).status_code == 403
    assert Client().get(address(recording)).status_code == 401
    page = client_of(observer).get(reverse("pane", args=[interview.study.slug, "W1"]))
    assert b"data-player" not in page.content


def test_the_recording_of_an_interview_in_the_trash_is_out_of_reach(interview):
    recording = make_recording(interview)
    client = client_of(owner_of(interview.study))
    client.post(reverse("interview-trash", args=[interview.study.slug, "W1"]))

    assert client.get(address(recording)).status_code == 404


def test_behind_nginx_it_is_told_what_to_send(interview, settings):
    settings.ACCEL_LOCATION = "/kept/"
    recording = make_recording(interview)

    answer = client_of(owner_of(interview.study)).get(address(recording))

    assert (answer["X-Accel-Redirect"], answer.content) == (f"/kept/recordings/{recording.pk}", b"")
    assert client_of(owner_of(make_study())).get(address(recording)).status_code == 404


def test_the_name_of_the_file_is_neither_a_path_nor_an_answer(interview):
    recording = make_recording(interview, name="Ibu Siti.wav")

    assert recording.file.name == f"recordings/{recording.pk}"
    answer = client_of(owner_of(interview.study)).get(address(recording))
    assert "Siti" not in str(answer.headers)
    assert body(answer) == sound()


def test_no_other_account_of_the_server_can_read_the_file(interview):
    path = Path(make_recording(interview).file.path)

    assert [oct(each.stat().st_mode & 0o007) for each in (path, path.parent)] == ["0o0", "0o0"]


def test_a_recording_whose_file_is_gone_is_not_found_and_breaks_nothing(interview):
    recording = make_recording(interview)
    default_storage.delete(recording.file.name)
    client = client_of(owner_of(interview.study))

    assert client.get(address(recording)).status_code == 404
    assert client.get(reverse("pane", args=[interview.study.slug, "W1"])).status_code == 200


def test_a_new_recording_takes_the_place_of_the_one_before_which_can_be_brought_back(interview):
    by = owner_of(interview.study)
    first, second = make_recording(interview), make_recording(interview)
    assert recording_of(interview) == second

    first.refresh_from_db()
    restore_recording(first, by=by)
    assert recording_of(interview) == first

    trash_recording(first, by=by)
    assert recording_of(interview) is None
    assert Recording.objects.count() == 2


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html>", b"%PDF-1.7", b"RIFF1234AVI ", b"PK\3\4", b"#!AMR\n"])
def test_what_is_no_sound_is_refused_and_not_kept(interview, data):
    with pytest.raises(ValidationError, match="no recording that browsers play"):
        keep_recording(interview, by=owner_of(interview.study), name="a.mp3", file=SimpleUploadedFile("a.mp3", data))

    assert not Recording.objects.exists()
    assert not default_storage.exists("recordings") or not any(default_storage.listdir("recordings"))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (sound(), "audio/wav"),
        (b"ID3\4" + bytes(9), "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"fLaC\0\0\0\x22", "audio/flac"),
        (b"OggS\0\2" + bytes(22) + b"\1\x13OpusHead", "audio/ogg"),
        (b"OggS\0\2" + bytes(22) + b"\1\x2a\x80theora", "video/ogg"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"A_OPUS", "audio/webm"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"V_VP9", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", None),
    ],
)
def test_the_kind_is_told_by_the_bytes(head, kind):
    assert kind_of_sound(head) == kind


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "ftp://a/b", "recordings/1", "https://"])
def test_only_an_address_of_the_web_is_linked(interview, link):
    with pytest.raises(ValidationError):
        link_recording(interview, by=owner_of(interview.study), link=link)


def test_a_linked_recording_is_a_link_and_nothing_of_it_is_loaded(interview):
    by = owner_of(interview.study)
    link_recording(interview, by=by, link="https://arsip.example/w1.mp3")

    page = client_of(by).get(reverse("pane", args=[interview.study.slug, "W1"]))

    assert b'href="https://arsip.example/w1.mp3"' in page.content
    assert b"<audio" not in page.content
    assert "media-src 'self'" in page["Content-Security-Policy"]


def test_the_page_takes_a_recording_and_refuses_what_is_none(interview):
    client = client_of(owner_of(interview.study))
    at = reverse("interview-recording", args=[interview.study.slug, "W1"])

    refused = client.post(at, {"file": SimpleUploadedFile("a.mp3", b"nothing")}, follow=True)
    taken = client.post(at, {"file": SimpleUploadedFile("a.wav", sound())}, follow=True)

    assert b"no recording that browsers play" in refused.content
    assert b"a.wav" in taken.content
    assert recording_of(interview).size == len(sound())
    client.post(at, {"remove": "1"})
    assert recording_of(interview) is None
    client.post(at, {"restore": "1"})
    assert recording_of(interview).name == "a.wav"


def test_an_interview_in_the_trash_takes_no_recording_over_http(interview):
    client = client_of(owner_of(interview.study))
    client.post(reverse("interview-trash", args=[interview.study.slug, "W1"]))
    at, sent = reverse("api-recording-list", args=[interview.study.slug]), SimpleUploadedFile("a.wav", sound())

    answer = client.post(at, {"interview": "W1", "file": sent})

    assert (answer.status_code, Recording.objects.count()) == (400, 0)


@pytest.mark.parametrize("link", ["https://a\x00b", "ftp://a", "https://a/" + "b" * 500])
def test_an_address_that_is_none_is_refused_in_words(interview, link):
    at = reverse("interview-recording", args=[interview.study.slug, "W1"])

    answer = client_of(owner_of(interview.study)).post(at, {"link": link}, follow=True)

    assert answer.status_code == 200
    assert answer.context["messages"]
    assert not Recording.objects.exists()


def test_a_researcher_puts_a_recording_beside_their_own_interview_only(interview):
    coder = join(interview.study, Role.RESEARCHER, make_user("peneliti"))
    at = reverse("interview-recording", args=[interview.study.slug, "W1"])

    assert client_of(coder).post(at, {"file": SimpleUploadedFile("a.wav", sound())}).status_code == 403


def test_times_of_a_turn_are_corrected_and_told_in_the_history(interview):
    by, transcript = owner_of(interview.study), interview.transcript
    stamp = reverse("api-transcript-stamp", args=[interview.study.slug, transcript.pk])

    sent = {"turn": 1, "start_ms": 1500, "end_ms": None}
    answer = client_of(by).post(stamp, sent, content_type="application/json")

    assert (answer.status_code, answer.json()["start_ms"]) == (200, 1500)
    assert Turn.objects.get(transcript=transcript, index=1).start_ms == 1500
    assert Act.objects.latest("number").verb == "turn.stamp"
    history = client_of(by).get(reverse("history", args=[interview.study.slug]))
    assert b"corrected when a turn of W1 is heard" in history.content


@pytest.mark.parametrize(("start", "end"), [(5, 4), (-1, 4), (0, 25 * 3600 * 1000)])
def test_times_that_cannot_be_are_refused(interview, start, end):
    with pytest.raises(ValidationError):
        stamp_turn(interview.transcript, 0, by=owner_of(interview.study), start_ms=start, end_ms=end)


@pytest.mark.parametrize("spoilt", [{"turn": "1"}, {"turn": True}, {"start_ms": "1500"}, {"end_ms": 2500.0}])
def test_times_are_json_integers_and_nothing_that_looks_like_one(interview, spoilt):
    stamp = reverse("api-transcript-stamp", args=[interview.study.slug, interview.transcript.pk])
    sent = {"turn": 1, "start_ms": 1500, "end_ms": 2500} | spoilt

    answer = client_of(owner_of(interview.study)).post(stamp, sent, content_type="application/json")

    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (400, list(spoilt))
