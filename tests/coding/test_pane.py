import json
import re
from html import unescape
from itertools import accumulate

import pytest
from django.test import Client

from coding.linking import link_passage
from coding.marks import POLARITIES, STATUSES
from coding.memos import write_memo
from coding.passages import code_passage, remove_coding
from coding.reading import LEAF
from interviews.lines import line_starts
from interviews.models import Role
from interviews.transcripts import Voice, map_voice
from tests.factories import join, make_informant, make_interview, make_study, make_user, span_of

pytestmark = pytest.mark.django_db

TURN = re.compile(
    r'<p class="turn( asks)?" id="t-(\d+)" data-line="(\d+)"(?: data-code="[^"]*")?'
    r' data-who="([^"]*)">(.*?)</p>',
    re.S,
)


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def interview(study):
    return make_interview(study, code="W1")


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


@pytest.fixture
def visit(client, study, interview, coder):
    client.force_login(coder)
    return lambda tail="", **headers: client.get(f"/studies/{study.slug}/interviews/W1/{tail}", headers=headers)


def code_words(study, interview, coder, words="kami menyumbang masker", code="MAT", **more):
    code = study.codes.get(key=code)
    where = span_of(interview.transcript, words)
    return code_passage(study, coder=coder, transcript=interview.transcript, code=code, **where, **more)[0]


def test_every_turn_stands_once_with_its_words_place_and_line(visit, interview):
    page = visit().content.decode()

    text, starts = interview.transcript.text, line_starts(interview.transcript.text)
    screen = json.loads(re.search(r'<script id="pane-screen" type="application/json">(.*?)</script>', page, re.S)[1])
    edges = list(accumulate(screen["turns"]))  # where a turn begins, where it ends, where the next one begins
    spans = zip(edges[::2], edges[1::2], strict=True)
    found = zip(TURN.findall(page), spans, interview.transcript.turns.all(), strict=True)
    for (asks, index, line, who, words), span, turn in found:
        assert (int(index), span, unescape(words)) == (turn.index, (turn.start, turn.end), text[turn.start : turn.end])
        assert (who, bool(asks)) == (turn.speaker.label, turn.speaker.kind == "interviewer")
        assert starts[int(line) - 1] <= turn.start


def test_where_a_label_is_too_long_for_the_margin_the_informants_code_stands_there(study, client, coder):
    informant = make_informant(study, "M1")
    spoken = [("P", "Apa?"), ("Margarethe", "Kami."), ("Penerjemah", "Mereka.")]
    other = make_interview(study, spoken, code="W2")
    map_voice(other.speakers.get(label="Margarethe"), by=coder, voice=Voice("informant", informant))
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/interviews/W2/").content.decode()

    assert 'data-code="M1" data-who="Margarethe"' in page
    assert len(re.findall(r'<p class="turn[^>]*data-code=', page)) == 1


def test_words_and_labels_cannot_become_markup(study, coder):
    make_informant(study, "T9")
    make_interview(study, [('"><b>', "<script>alert('x')</script> & \"so\"")], code="W2")
    client = Client()
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/interviews/W2/").content.decode()

    assert "<script>alert" not in page
    assert 'data-who="&quot;&gt;&lt;b&gt;"' in page


def test_the_marks_name_everything_by_its_place_in_a_list(visit, study, interview, coder):
    coding = code_words(study, interview, coder, polarity="limited", in_scope=False)
    actors = {actor.code: actor for actor in study.actors.all()}
    link, _ = link_passage(
        study, coder=coder, transcript=interview.transcript, from_actor=actors["ITM"], to_actor=actors["BKB"],
        form=study.link_forms.get(code="RPT"), polarity="absent", **span_of(interview.transcript, "Belum pernah"),
    )  # fmt: skip
    memo, _ = write_memo(study, author=coder, text="Berapa?", about=coding)

    told = visit("marks.json").json()

    (row,) = told["codings"]
    lists = told["lists"]
    assert row[:3] == [str(coding.pk), coding.passage.start, coding.passage.end - coding.passage.start]
    assert (POLARITIES[row[3]], STATUSES[row[4]]) == ("limited", "draft")
    assert (lists["people"][row[5]], row[6]) == (str(coder.pk), 0)
    assert (lists["codes"][row[7]], lists["actors"][row[8]]) == (str(coding.code_id), str(actors["ITM"].pk))
    assert told["links"][0][0] == str(link.pk)
    assert [lists["actors"][index] for index in told["links"][0][7:9]] == [str(actors["ITM"].pk), str(actors["BKB"].pk)]
    assert told["memos"] == [[str(memo.pk), "note", "Berapa?", str(coder.pk), str(coding.pk), None, None, None]]


def test_what_is_in_the_trash_or_on_another_text_is_not_told(visit, study, interview, coder):
    remove_coding(code_words(study, interview, coder), by=coder, study=study)
    other = make_interview(study)
    code_words(study, other, coder)

    assert visit("marks.json").json()["codings"] == []


def test_the_marks_are_sent_again_only_when_something_was_done(visit, study, interview, coder):
    first = visit("marks.json")

    unchanged = visit("marks.json", if_none_match=first["ETag"])
    code_words(study, interview, coder)
    changed = visit("marks.json", if_none_match=first["ETag"])

    assert (unchanged.status_code, unchanged.content, changed.status_code) == (304, b"", 200)
    # With "no-store" on the 304 the browser would drop what it holds, and ask for all of it next time.
    assert {each["Cache-Control"] for each in (first, unchanged, changed)} == {"private, no-cache"}


@pytest.mark.parametrize("count", [1, 20])
def test_the_marks_take_the_same_queries_however_many_there_are(
    visit, study, interview, coder, count, django_assert_num_queries
):
    for end in range(1, count + 1):
        code_passage(
            study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="IDE"), start=0, end=end
        )

    with django_assert_num_queries(11):
        assert len(visit("marks.json").json()["codings"]) == count


def test_an_observer_reads_without_gestures_and_a_stranger_finds_nothing(client, study, interview):
    address = f"/studies/{study.slug}/interviews/W1/"
    client.force_login(join(study, Role.OBSERVER))
    page = client.get(address)
    client.force_login(make_user())

    assert (page.status_code, b'data-do="code"' in page.content) == (200, False)
    assert (client.get(address).status_code, client.get(f"{address}marks.json").status_code) == (404, 404)


def test_the_screen_knows_keys_actors_and_who_speaks(visit, study):
    page = visit().content.decode()

    screen = json.loads(re.search(r'<script id="pane-screen" type="application/json">(.*?)</script>', page, re.S)[1])
    assert [(each["digit"], each["key"]) for each in screen["dimensions"]] == [
        ("1", "IDE"), ("2", "MAT"), ("3", "FIS"), ("4", "UTL"),
    ]  # fmt: skip
    assert "".join(each["key"] for each in screen["polarities"]) == "qwerty"
    assert [(each["key"], each["code"]) for each in screen["actors"]] == [("a", "BKB"), ("s", "ITM"), ("d", "MAS")]
    speaks = {each["label"]: each["actor"] for each in screen["voices"]}
    assert speaks == {"P": None, "T1": str(study.actors.get(code="ITM").pk)}


def test_the_codings_in_view_come_with_the_page_and_all_of_them_after_it(client, study, coder):
    spoken = [("T1", f"{word} " * 100) for word in ("masker", "rapat", "posko") * 20]
    text = make_interview(study, spoken, code="PANJANG").transcript
    starts = list(text.turns.values_list("start", flat=True))
    for start in starts:
        code_passage(study, coder=coder, transcript=text, code=study.codes.get(key="IDE"), start=start, end=start + 5)
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/interviews/PANJANG/").content.decode()
    told = client.get(f"/studies/{study.slug}/interviews/PANJANG/marks.json").json()

    in_view = json.loads(re.search(r'<script id="pane-marks" type="application/json">(.*?)</script>', page, re.S)[1])
    told_at, seen_at = (sorted(row[1] for row in each["codings"]) for each in (told, in_view))
    assert told_at == starts
    assert LEAF < seen_at[-1] < 3 * LEAF
    assert seen_at == starts[: len(seen_at)]
    assert in_view["lists"] == told["lists"]
