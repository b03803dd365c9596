"""Whatever people say and however they code it, a study comes back as it left."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.memos import write_memo
from coding.models import Coding
from coding.passages import code_passage, remove_coding
from ground.conflicts import Conflict
from interviews.models import Study
from reports.exchange.bundle.taking_in import take_in
from reports.exchange.bundle.writing import bundle_of, written
from tests.factories import make_informant, make_interview, make_study, make_user

# Every character that PostgreSQL stores: line ends of all kinds, astral ones, marks that join, direction marks.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
LABELS = st.sampled_from(["P", "T1", "M1", "lain", None])
SPOKEN = st.lists(st.tuples(LABELS, WORDS), min_size=1, max_size=6)
POLARITIES = st.sampled_from(["enacted", "limited", "absent", "hindered", "planned", "unclear"])
SPANS = st.lists(st.tuples(st.floats(0, 0.99), st.floats(0, 1), POLARITIES, st.booleans()), max_size=6)


def studied(spoken, spans, note) -> Study:
    study = make_study()
    make_informant(study, "T1", "ITM", note=note)
    make_informant(study, "M1", None)
    coder = make_user()
    transcript = make_interview(study, spoken, note=note).transcript
    for begins, reaches, polarity, gone in spans:
        start = int(begins * transcript.length)
        end = max(start + 1, round(reaches * transcript.length))
        judge(study, coder, transcript, start, end, polarity, gone)
    write_memo(study, author=coder, text=f"x{note}")
    return study


def judge(study, coder, transcript, start, end, polarity, gone):
    try:
        made, _new = code_passage(
            study,
            coder=coder,
            transcript=transcript,
            start=start,
            end=end,
            code=study.codes.get(key="IDE"),
            polarity=polarity,
        )
    except Conflict:
        return
    if gone:
        remove_coding(made, by=coder, study=study)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoken=SPOKEN, spans=SPANS, note=WORDS)
def test_any_study_comes_back_as_it_left(db, emptied_for_good, spoken, spans, note):
    with transaction.atomic():
        data = written(bundle_of(studied(spoken, spans, note), complete=True))
        emptied_for_good()

        taken = take_in("studi.json", data)

        assert written(bundle_of(taken.study, complete=True)) == data
        assert Coding.objects.of_study(taken.study).count() == taken.counts["codings"]
        transaction.set_rollback(True)
