"""A study as large as the figures ask for: one transcript of 300,000 characters with 10,000 codings, the same each time.

`python -m bench.large` makes it in the database of DATABASE_URL and prints where it is.
"""

import os
import random
import uuid

import django

WORDS = (
    "kami warga bantuan masker rapat dinas pengurus kelurahan sembako posko dana kegiatan bersama tidak pernah belum "
    "sudah waktu pandemi disinfektan relawan anggota pemerintah komunitas menyumbang membagi jadwal laporan izin data "
    "karena tetapi jadi kalau untuk dengan dari ke di yang itu ini saya mereka Ibu Bapak"
).split()
LENGTH, TURNS, CODINGS, CODES = 300_000, 1_222, 10_000, 40


def spoken(chance: random.Random) -> list[tuple[str, str]]:
    """Turns of an interview: questions and answers by turns, an emoji now and then."""
    turns = []
    for index in range(TURNS):
        words = [chance.choice(WORDS) for _ in range(8 if index % 2 == 0 else chance.randint(30, 100))]
        if chance.random() < 0.02:
            words.append(chance.choice(["😷", "👩‍⚕️", "—"]))
        turns.append(("P" if index % 2 == 0 else "T1", " ".join(words).capitalize() + "."))
    return turns


def make(owner):
    """The study, founded by `owner`; returns its interview."""
    from coding.founding import found_study  # noqa: PLC0415 (needs Django to be set up)

    study = found_study(owner=owner, title="Studi besar", slug=f"besar-{uuid.uuid4().hex[:6]}")
    return fill(study, owner, random.Random(1))


def fill(study, owner, chance: random.Random):
    from django.utils import timezone  # noqa: PLC0415

    from coding.models import Code, Coding, Passage  # noqa: PLC0415
    from ground.acts import act  # noqa: PLC0415
    from tests.factories import make_informant, make_interview  # noqa: PLC0415

    make_informant(study)
    turns = spoken(chance)
    while sum(len(words) + 4 for _, words in turns) < LENGTH:
        turns += spoken(chance)[:20]
    interview = make_interview(study, turns, code="BESAR")
    transcript = interview.transcript
    with act(owner, "bench.fill", study):
        root = study.codes.get(key="MAT")
        Code.objects.bulk_create(
            Code(
                study=study, key=f"MAT.{n}", parent=root, dimension=root.dimension, colour=n % 9, position=100 + n,
                texts={"id": {"label": f"Kode {n}"}}, created_by=owner,
            )
            for n in range(10, 10 + CODES)
        )
        codes = list(study.codes.values_list("pk", flat=True))
        actors = list(study.actors.values_list("pk", flat=True))
        passages, codings = {}, []
        for _ in range(CODINGS):
            start = chance.randrange(transcript.length - 400)
            end = start + chance.randint(20, 380)
            key = Passage.id_of(transcript.pk, start, end)
            passages[key] = Passage(id=key, transcript=transcript, start=start, end=end, quote=transcript.text[start:end])
            codings.append(
                Coding(
                    id=uuid.UUID(int=chance.getrandbits(128), version=4), passage_id=key, code_id=chance.choice(codes),
                    about_actor_id=chance.choice(actors), polarity=chance.choice(["enacted", "limited", "absent"]),
                    coder=owner, status=chance.choice(["draft", "submitted", "approved"]), created_at=timezone.now(),
                )
            )
        Passage.objects.bulk_create(passages.values(), batch_size=2000)
        Coding.objects.bulk_create(codings, batch_size=2000, ignore_conflicts=True)
    return interview


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
    django.setup()
    from tests.factories import PASSWORD, make_user  # noqa: PLC0415

    owner = make_user(f"pengukur-{uuid.uuid4().hex[:6]}")
    interview = make(owner)
    print(f"/studies/{interview.study.slug}/interviews/{interview.code}/ {owner.username} {PASSWORD}")


if __name__ == "__main__":
    main()
