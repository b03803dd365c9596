"""Rows for tests: real ones, made by the verbs where there are verbs, each with what it needs and no more."""

import hashlib
import io
import wave
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from coding.carrying import correct
from coding.founding import found_study
from ground.acts import act
from ground.models import User
from interviews.importing import Parsed
from interviews.importing.turning import turns_in
from interviews.informants import add_informant
from interviews.models import Interview, Membership, Recording, Role, Speaker, Study, Transcript, Turn
from interviews.recordings import keep_recording

PASSWORD = "membaca-dengan-pensil"
_numbers = count(1)

SPOKEN = (
    ("P", "Apakah lembaga Ibu ikut menyumbang masker?"),
    ("T1", "Ya, kami menyumbang masker. Warga juga memberi sembako. 😷"),
    ("P", "Dengan siapa?"),
    ("T1", "Belum pernah duduk bersama dengan dinas."),
)
"""Four turns of one interview: two questions and two answers, an emoji among them."""


def make_user(username: str = "", **fields) -> User:
    """An account; its password is PASSWORD."""
    user = User(username=username or f"orang{next(_numbers)}", **{"language": "en", **fields})
    user.set_password(PASSWORD)
    user.save(force_insert=True)
    return user


def make_study(owner: User | None = None, **fields) -> Study:
    """A study with the preset's actors, dimensions, forms and codes."""
    fields.setdefault("slug", f"studi-{next(_numbers)}")
    return found_study(owner=owner or make_user(), title=fields.pop("title", "Studi uji"), **fields)


def join(study: Study, role: Role | str, user: User | None = None) -> User:
    """A member of `study` with `role`."""
    user = user or make_user()
    with act(user, "member.add", study):
        Membership.objects.create(study=study, user=user, role=role)
    return user


def owner_of(study: Study) -> User:
    return study.memberships.get(role=Role.OWNER, user__is_active=True).user


def make_informant(study: Study, code: str = "T1", actor: str | None = "ITM", **fields):
    """An informant; `actor` is the code of the study's actor that they belong to, or None."""
    belongs = actor and study.actors.get(code=actor)
    return add_informant(study, by=owner_of(study), code=code, actor=belongs, **fields)


def make_interview(study: Study, spoken=SPOKEN, *, code: str = "", interviewers=("P",), **fields) -> Interview:
    """An interview and its transcript. `spoken` is a list of (label, words); None as a label is nobody.

    A label that is the code of an informant of the study is that informant's voice. The text is a line
    `label: words` per turn, and the turn is the words.
    """
    by = owner_of(study)
    with act(by, "interview.import", study):
        interview = Interview.objects.create(study=study, code=code or f"W{next(_numbers)}", created_by=by, **fields)
        speakers = {label: _speaker(interview, label, interviewers) for label in dict(spoken) if label is not None}
        _transcript(interview, spoken, speakers, by)
    return interview


def _speaker(interview, label, interviewers) -> Speaker:
    informant = interview.study.informants.filter(code=label).first()
    if informant:
        kind = Speaker.Kind.INFORMANT
    else:
        kind = Speaker.Kind.INTERVIEWER if label in interviewers else Speaker.Kind.OTHER
    return Speaker.objects.create(interview=interview, label=label, kind=kind, informant=informant)


def _transcript(interview, spoken, speakers, by) -> Transcript:
    text, spans = "", []
    for label, words in spoken:
        text += f"{label}: " if label else ""
        spans.append((len(text), len(text) + len(words)))
        text += f"{words}\n"
    transcript = Transcript.objects.create(
        interview=interview,
        text=text,
        length=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_name=f"{interview.code}.txt",
        source_format="txt",
        created_by=by,
    )
    Turn.objects.bulk_create(
        Turn(transcript=transcript, index=index, start=start, end=end, speaker=speakers.get(label))
        for index, ((label, _words), (start, end)) in enumerate(zip(spoken, spans, strict=True))
    )
    return transcript


def sound(seconds: float = 1.0, *, per_second: int = 8_000) -> bytes:
    """A WAV file of silence, one byte a sample."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(per_second)
        written.writeframes(b"\x80" * int(seconds * per_second))
    return kept.getvalue()


def make_recording(interview: Interview, data: bytes = b"", *, name: str = "w1.wav") -> Recording:
    """A recording beside `interview`: of one second, unless `data` is given."""
    file = SimpleUploadedFile(name, data or sound())
    return keep_recording(interview, by=interview.created_by, name=name, file=file)


def corrected(transcript: Transcript, *changes: tuple[str, str], by: User | None = None, **more) -> Transcript:
    """The interview's text with words replaced, as the next version."""
    interview = transcript.interview
    text = transcript.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    parsed = Parsed(text, turns_in(text), [], "txt")
    by = by or owner_of(interview.study)
    return correct(interview, by=by, of=transcript, parsed=parsed, source_name="ralat", **more)[0]


def span_of(transcript: Transcript, words: str) -> dict[str, int]:
    """`start` and `end`, in code points, of the first place where the transcript says `words`."""
    start = transcript.text.index(words)
    return {"start": start, "end": start + len(words)}
