"""A study as large as the figures ask for, the same each time: transcripts of a length, and ten thousand codings.

`python -m bench.large` makes it in the database of DATABASE_URL and prints where it is.
"""

import random
import secrets
import uuid

from django.db import connection
from django.utils import timezone

from coding.founding import found_study
from coding.models import Code, Coding, Passage
from ground.acts import act
from ground.models import User
from interviews.models import Interview, Study
from tests.factories import PASSWORD, make_informant, make_interview, make_user

VOCABULARY = """
    kami warga bantuan masker rapat dinas pengurus kelurahan sembako posko dana kegiatan bersama tidak pernah belum
    sudah waktu pandemi disinfektan relawan anggota pemerintah komunitas menyumbang membagi jadwal laporan izin data
    karena tetapi jadi kalau untuk dengan dari ke di yang itu ini saya mereka Ibu Bapak
"""
WORDS = VOCABULARY.split()
LONG, SHORT = 300_000, 25_000
CODINGS, CODES = 10_000, 40


def large_study(owner: User, codings: int = CODINGS) -> Interview:
    """A study founded by `owner`; returns its interview of 300,000 characters with as many codings."""
    study = found_study(owner=owner, title="Studi besar", slug=f"besar-{secrets.token_hex(3)}")
    make_informant(study)
    add_codes(study, owner)
    interview = add_interview(study, LONG, code="BESAR")
    code_at_random(interview, owner, codings)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database's own housekeeping does within a minute of so many new rows
    return interview


def add_codes(study: Study, owner: User) -> None:
    root = study.codes.get(key="MAT")
    with act(owner, "bench.codes", study):
        Code.objects.bulk_create(
            Code(
                study=study, key=f"MAT.{n}", parent=root, dimension=root.dimension, colour=n % 9, position=100 + n,
                texts={"id": {"label": f"Kode {n}"}}, created_by=owner,
            )
            for n in range(10, 10 + CODES)
        )  # fmt: skip


def add_interview(study: Study, length: int, *, code: str) -> Interview:
    """An interview of at least `length` characters."""
    return make_interview(study, speech(length), code=code)


def speech(length: int) -> list[tuple[str, str]]:
    """Label and words of each turn: questions and answers by turns, an emoji now and then."""
    chance = random.Random(length)
    turns, written = [], 0
    while written < length:
        asks = len(turns) % 2 == 0
        words = [chance.choice(WORDS) for _ in range(8 if asks else chance.randint(30, 100))]
        if chance.random() < 0.02:
            words.append(chance.choice(["😷", "👩‍⚕️", "—"]))
        turns.append(("P" if asks else "T1", " ".join(words).capitalize() + "."))
        written += len(turns[-1][0]) + len(turns[-1][1]) + 3
    return turns


def code_at_random(interview: Interview, coder: User, count: int) -> None:
    """Codings of 20 to 380 characters anywhere in the text, stored in bulk."""
    chance, study, transcript = random.Random(count), interview.study, interview.transcript
    codes = list(study.codes.values_list("pk", flat=True))
    actors = list(study.actors.values_list("pk", flat=True))
    passages, codings = {}, []
    for _ in range(count):
        passage = _passage(transcript, chance.randrange(transcript.length - 400), chance.randint(20, 380))
        passages[passage.pk] = passage
        codings.append(
            Coding(
                id=uuid.uuid4(), passage_id=passage.pk, code_id=chance.choice(codes), coder=coder,
                about_actor_id=chance.choice(actors), polarity=chance.choice(["enacted", "limited", "absent"]),
                status=chance.choice(["draft", "submitted", "approved"]), created_at=timezone.now(),
            )
        )  # fmt: skip
    with act(coder, "bench.code", study):
        Passage.objects.bulk_create(passages.values(), batch_size=2000)
        Coding.objects.bulk_create(codings, batch_size=2000, ignore_conflicts=True)


def _passage(transcript, start: int, length: int) -> Passage:
    end = start + length
    key = Passage.id_of(transcript.pk, start, end)
    return Passage(id=key, transcript=transcript, start=start, end=end, quote=transcript.text[start:end])


def main() -> None:
    owner = make_user(f"pengukur-{secrets.token_hex(3)}")
    interview = large_study(owner)
    print(f"/studies/{interview.study.slug}/interviews/{interview.code}/ {owner.username} {PASSWORD}")


if __name__ == "__main__":
    main()
