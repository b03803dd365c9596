"""Interviews in, on the page: drop files, say who speaks, save together."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.models import Informant, Interview, Upload
from interviews.voices import OUTSIDE
from tests.factories import join, make_informant, make_interview, make_study, owner_of

pytestmark = pytest.mark.django_db

GOOD = b"P: Apakah ada bantuan?\nB1: Ada, masker.\nP: Dari siapa?\nB1: Dari kantor kami.\n"
OTHER = b"P: Siapa yang turun?\nT1: Kami sendiri.\nP: Setiap hari?\nT1: Setiap pekan.\n"


@pytest.fixture
def study():
    return make_study()


@pytest.fixture
def researcher(study, client):
    user = join(study, "researcher")
    client.force_login(user)
    return user


def drop(client, study, **files):
    uploads = [SimpleUploadedFile(f"{name}.txt", data) for name, data in files.items()]
    return client.post(reverse("import", args=[study.slug]), {"files": uploads})


def answers(client, study, **changes) -> dict:
    """What the mapping page proposes, as a browser would send it back; who is new is none of the study's actors."""
    page = client.get(reverse("import-voices", args=[study.slug]))
    data = {}
    for each in page.context["files"]:
        for form in (each.form, each.voices):
            for field in form:
                outside = OUTSIDE if field.name.startswith("new_actor_") else field.value()
                value = changes.get(f"{each.upload.name}:{field.name}", field.value() or outside)
                data[field.html_name] = "" if value is None else value
    return data


def test_dropped_files_wait_until_it_is_said_who_speaks(client, study, researcher):
    answer = drop(client, study, W1=GOOD, W2=OTHER)

    assert answer.url == reverse("import-voices", args=[study.slug])
    assert Upload.objects.count() == 2
    assert not Interview.objects.exists()


def test_coprod_proposes_who_speaks(client, study, researcher):
    make_informant(study, "B1", "BKB")
    drop(client, study, W1=GOOD, W2=OTHER)

    files = client.get(reverse("import-voices", args=[study.slug])).context["files"]

    proposed = [[field.value() for _label, field, _code, _actor in each.voices.rows()] for each in files]
    assert proposed == [["interviewer", "B1"], ["interviewer", "new"]]


def test_saving_takes_all_files_and_adds_the_new_informants(client, study, researcher):
    drop(client, study, W1=GOOD, W2=OTHER)

    client.post(reverse("import-voices", args=[study.slug]), answers(client, study, **{"W2.txt:new_actor_1": "ITM"}))

    assert list(Interview.objects.values_list("code", flat=True)) == ["W1", "W2"]
    assert Informant.objects.get(code="T1").actor.code == "ITM"
    assert not Upload.objects.exists()


def test_no_new_informant_is_saved_before_it_is_said_to_which_actor_they_belong(client, study, researcher):
    drop(client, study, W1=GOOD)

    answer = client.post(
        reverse("import-voices", args=[study.slug]), answers(client, study, **{"W1.txt:new_actor_1": ""})
    )

    assert answer.status_code == 422
    assert "Say to which actor the new informant belongs." in answer.content.decode()
    assert not Interview.objects.exists()


@pytest.mark.parametrize(("actors", "proposed"), [(["BKB"], "BKB"), (["BKB", "ITM"], ""), ([], "")])
def test_the_actor_of_those_whose_codes_are_alike_is_proposed(client, study, researcher, actors, proposed):
    for number, actor in enumerate(actors, start=2):
        make_informant(study, f"B{number}", actor)
    drop(client, study, W1=GOOD)

    [file] = client.get(reverse("import-voices", args=[study.slug])).context["files"]

    assert [actor.value() for *_, actor in file.voices.rows()] == ["", proposed]


def test_who_is_new_in_two_files_is_one_new_informant(client, study, researcher):
    drop(client, study, W1=GOOD, W2=GOOD)

    client.post(reverse("import-voices", args=[study.slug]), answers(client, study))

    assert Informant.objects.filter(code="B1").count() == 1
    assert Interview.objects.count() == 2


def test_two_files_with_one_code_are_put_right_before_anything_is_saved(client, study, researcher):
    drop(client, study, W1=GOOD, W2=OTHER)

    answer = client.post(reverse("import-voices", args=[study.slug]), answers(client, study, **{"W2.txt:code": "W1"}))

    assert answer.status_code == 422
    assert "Give each its own" in answer.content.decode()
    assert not Interview.objects.exists()


def test_a_bad_file_is_refused_with_its_name_and_the_good_one_goes_on(client, study, researcher):
    answer = drop(client, study, W1=GOOD, kosong=b"")

    assert answer.status_code == 422
    assert "kosong.txt" in answer.content.decode()
    assert [upload.name for upload in Upload.objects.all()] == ["W1.txt"]


def test_nobody_else_sees_a_file_on_its_way_in(client, study, researcher):
    drop(client, study, W1=GOOD)
    upload = Upload.objects.get()
    client.force_login(join(study, "owner"))

    answer = client.post(reverse("import-discard", args=[study.slug, upload.pk]))

    assert answer.status_code == 404


def test_an_observer_imports_nothing(client, study):
    client.force_login(join(study, "observer"))

    assert drop(client, study, W1=GOOD).status_code == 403
    assert not Upload.objects.exists()


def test_an_interview_without_an_informant_says_that_nothing_of_it_counts(client):
    study = make_study()
    make_interview(study, code="W-TANPA")
    client.force_login(owner_of(study))

    home = client.get(f"/studies/{study.slug}/").content.decode()

    assert "no informant: nothing of it counts" in home
    assert f'href="/studies/{study.slug}/interviews/W-TANPA/record/">Say who speaks' in home


TABLE = b"Isinya;Yang bicara\nApa kabar?;Penanya\nBaik sekali, terima kasih.;Bu A\n"


def drop_table(client, study, name="tabel.csv", data=TABLE):
    return client.post(reverse("import", args=[study.slug]), {"files": [SimpleUploadedFile(name, data)]})


def columns_as_proposed(client, study, **changes):
    [(_upload, form)] = client.get(reverse("import-columns", args=[study.slug])).context["tables"]
    told = {field.html_name: changes.get(field.name, field.value()) for field in form}
    return {name: value for name, value in told.items() if value is not None and value is not False}


def test_what_the_columns_of_a_table_hold_is_asked_once_in_a_study(client, study, researcher):
    assert drop_table(client, study).url == reverse("import-columns", args=[study.slug])
    page = client.get(reverse("import-columns", args=[study.slug])).content.decode()
    assert "B · Yang bicara" in page

    told = columns_as_proposed(client, study, words=0, speaker=1, has_headings="on")
    answer = client.post(reverse("import-columns", args=[study.slug]), told)

    assert answer.url == reverse("import-voices", args=[study.slug])
    [each] = client.get(answer.url).context["files"]
    assert each.parsed.speakers == ["Penanya", "Bu A"]
    drop_table(client, study, "lagi.csv", TABLE.replace(b"Baik", b"Lumayan"))
    proposed = [form["speaker"].value() for _upload, form in client.get(told_url(study)).context["tables"]]
    assert proposed == [1, 1]


def told_url(study):
    return reverse("import-columns", args=[study.slug])


def test_headings_as_long_as_sentences_are_read_and_not_remembered(client, study, researcher):
    headings = ";".join(f"{number} {'kata ' * 60}" for number in range(12))
    drop_table(client, study, data=f"{headings}\nApa kabar?;Penanya\nBaik sekali.;Bu A\n".encode())

    told = columns_as_proposed(client, study, words=0, speaker=1, has_headings="on")
    answer = client.post(told_url(study), told)

    assert answer.url == reverse("import-voices", args=[study.slug])
    assert not study.table_readings.exists()


def test_one_column_holds_one_thing(client, study, researcher):
    drop_table(client, study)

    answer = client.post(told_url(study), columns_as_proposed(client, study, words=0, speaker=0))

    assert answer.status_code == 422
    assert "Choose each column once" in answer.content.decode()


def test_a_guess_that_nobody_changes_is_kept_and_other_files_are_asked_nothing(client, study, researcher):
    drop_table(client, study, data=b"Pembicara;Ucapan\nP;Halo?\nB1;Ya.\n")
    client.post(told_url(study), columns_as_proposed(client, study))

    assert Upload.objects.get().columns is None
    Upload.objects.all().delete()
    assert drop(client, study, W1=GOOD).url == reverse("import-voices", args=[study.slug])
    assert client.get(told_url(study)).url == reverse("import-voices", args=[study.slug])
