"""What was found by words leaves as a file: all of it, whole, and nothing of who withdrew consent."""

import csv
import io

import pytest
from django.test import Client

from coding.passages import code_passage
from interviews.models import Informant
from tests.factories import make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


def rows(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_all_hits_leave_as_a_table_with_their_lines_and_what_was_found_of_them():
    study = make_study()
    make_informant(study)
    make_informant(study, "T2", consent=Informant.Consent.WITHDRAWN)
    said = [("P", "Ada masker?"), ("T2", "Masker rahasia."), *(("T1", f"Masker ke-{n} dari kami.") for n in range(30))]
    text = make_interview(study, said, code="W1").transcript
    place = {"transcript": text, **span_of(text, "Masker ke-7")}
    code_passage(study, coder=owner_of(study), code=study.codes.get(key="MAT"), **place)
    client, home = Client(), f"/studies/{study.slug}/find/"
    client.force_login(owner_of(study))
    asked = {"text": "masker", "where": "turns", "way": "words"}

    turns = rows(client.post(f"{home}hits/csv/", asked))
    quotes = rows(client.post(f"{home}hits/csv/", asked | {"where": "quotes"}))

    assert len(turns) == 31
    assert [turns[8][name] for name in ("interview", "speaker", "actor", "text", "found")] == [
        "W1", "T1", "ITM", "Masker ke-7 dari kami.", "Masker",
    ]  # fmt: skip
    assert [(each["text"], each["codes"]) for each in quotes] == [("Masker ke-7", "MAT")]
    assert client.post(f"{home}hits/xlsx/", asked).content[:2] == b"PK"
    assert client.post(f"{home}hits/csv/", {}).headers["Location"] == home
    assert client.post(f"{home}hits/txt/", asked).status_code == 404
