import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.finding.asked import Asked
from coding.finding.found import find
from coding.memos import write_memo
from coding.passages import code_passage, remove_coding
from ground.acts import act
from interviews.models import Role
from tests.factories import corrected, join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    make_informant(study, "B1", "BKB")
    return study


def said(study, *turns, code="W1", **fields):
    return make_interview(study, turns, code=code, **fields)


def found(study, text, by=None, **more):
    page = find(study, Asked(text, **more), by=by or owner_of(study))
    return [[piece.words for piece in hit.pieces if piece.is_hit] for hit in page.hits]


def coded(interview, words, key="MAT", coder=None):
    coder = coder or owner_of(interview.study)
    place = {"transcript": interview.transcript, **span_of(interview.transcript, words)}
    return code_passage(interview.study, coder=coder, code=interview.study.codes.get(key=key), **place)[0]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("sumbang", [["menyumbang"], ["Sumbangan"]]),
        ("menyumbangkan masker", [["menyumbang", "masker"]]),
        ('"masker"', [["masker"]]),
        ('"kami menyumbang"', [["kami menyumbang"]]),
        ('"menyumbang kami"', []),
        ("warga*", [["warganya"]]),
        ("kain OR warganya", [["kain"], ["warganya"]]),
        ("sumbang -warganya", [["menyumbang"]]),
        ("siapa", [["Siapa"]]),
        ("KAFÉ", [[unicodedata.normalize("NFD", "kafé")]]),
        ("👍", None),
    ],
)
def test_words_are_found_as_the_guide_says(study, text, hits):
    said(
        study,
        ("P", "Siapa?"),
        ("T1", "Ya, kami menyumbang masker kain."),
        ("T1", f"Sumbangan warganya di {unicodedata.normalize('NFD', 'kafé')}. 😷"),
    )

    if hits is None:
        with pytest.raises(ValidationError):
            found(study, text)
    else:
        assert found(study, text) == hits


def test_each_language_of_the_interviews_has_its_own_stems(study):
    said(study, ("T1", "They donated masks"), language="id")
    assert found(study, "donation mask") == []

    said(study, ("T1", "She donates a mask"), code="W2", language="en")

    assert found(study, "donation mask", interview="W2") == [["donates", "mask"]]


def test_a_hit_says_where_it_is_and_who_speaks(study):
    interview = said(study, ("P", "Siapa?"), ("T1", "😷 Kami membawa masker. Masker kain."))

    [hit] = find(study, Asked("masker"), by=owner_of(study)).hits

    text = interview.transcript.text
    assert [text[start:end] for start, end in hit.spans] == ["masker", "Masker"]
    assert (hit.place.speaker, hit.place.actor, hit.place.code, hit.lines) == ("T1", "ITM", "W1", (2, 2))
    assert hit.anchor == f"s-{hit.spans[0][0]}-{hit.spans[0][1]}"


def test_it_is_narrowed_by_interview_actor_voice_and_codings(study):
    said(study, ("P", "masker?"), ("T1", "masker satu"), ("B1", "masker dua"))
    second = said(study, ("T1", "masker tiga"), code="W2")
    coded(second, "masker tiga")
    narrowed = {"interview": "W2", "actor": "BKB", "voice": "interviewer", "coded": "yes"}

    counts = {name: len(found(study, "masker", **{name: value})) for name, value in narrowed.items()}

    assert counts == {"interview": 1, "actor": 1, "voice": 1, "coded": 1}
    assert len(found(study, "masker", coded="no")) == 3
    assert len(found(study, "masker", voice="informant", interview="W1", way="pattern")) == 2


def test_only_the_newest_text_is_found_and_none_in_the_trash(study):
    interview = said(study, ("T1", "kami membawa masker"))
    assert found(study, "masker") == [["masker"]]

    corrected(interview.transcript, ("masker", "sabun"))

    assert (found(study, "masker"), found(study, "sabun")) == ([], [["sabun"]])


def test_quotes_are_found_while_something_codes_them(study):
    interview = said(study, ("P", "Siapa?"), ("T1", "Kami menyumbang masker dan sabun."))
    coding = coded(interview, "menyumbang masker")

    assert found(study, "sumbang", where="quotes") == [["menyumbang"]]
    assert found(study, "sabun", where="quotes") == found(study, "masker", where="quotes", actor="BKB") == []
    assert found(study, "mask.r", where="quotes", way="pattern", actor="ITM", interview="W1") == [["masker"]]
    [hit] = find(study, Asked("masker", where="quotes"), by=owner_of(study)).hits
    assert (hit.place.codes, hit.place.speaker, hit.anchor) == (["MAT"], "T1", f"p-{coding.passage_id}")

    remove_coding(coding, by=coding.coder, study=study)

    assert found(study, "sumbang", where="quotes") == []


def test_words_of_an_informant_who_withdrew_are_not_found_anywhere(study):
    interview = said(study, ("P", "Siapa?"), ("T1", "kami membawa masker"))
    coded(interview, "membawa masker")
    informant = study.informants.get(code="T1")
    with act(owner_of(study), "informant.change", study):
        informant.consent = "withdrawn"
        informant.save()

    places = [{"where": where, "way": way} for where in ("turns", "quotes") for way in ("words", "pattern")]
    assert [found(study, "masker", **place) for place in places] == [[], [], [], []]
    assert found(study, "siapa") == [["Siapa"]]


def test_memos_are_found_by_their_words_and_those_in_the_trash_not(study):
    interview = said(study, ("T1", "Kami membawa sabun."))
    owner = owner_of(study)
    write_memo(study, author=owner, text="Apakah sumbangannya masker?")
    write_memo(study, author=owner, text="Disumbang siapa?", about=interview)

    assert found(study, "menyumbang", where="memos") == [["Disumbang"], ["sumbangannya"]]
    assert found(study, "menyumbang", where="memos", interview="W1") == [["Disumbang"]]


def test_pages_follow_each_other_without_gap_or_repetition(study):
    said(study, *[("T1", f"masker {n}") for n in range(7)], code="W2", position=2)
    said(study, *[("T1", f"masker {n}") for n in range(4)], code="W1", position=1)
    owner, seen, after = owner_of(study), [], None

    while True:
        page = find(study, Asked("masker"), by=owner, after=after, most=3)
        assert (page.count, page.before) == (11, len(seen))
        seen += [(hit.place.code, hit.place.index) for hit in page.hits]
        if (after := page.next) is None:
            break

    assert seen == [("W1", n) for n in range(4)] + [("W2", n) for n in range(7)]
    backwards = []
    while page.before:
        page = find(study, Asked("masker"), by=owner, after=page.previous, most=3)
        backwards.append(page.before)
    assert backwards == [6, 3, 0]


@pytest.mark.parametrize("where", ["quotes", "memos"])
def test_one_leafs_back_through_quotes_and_memos(study, where):
    interview = said(study, ("T1", "masker satu, masker dua, masker tiga"))
    owner = owner_of(study)
    for words in ("masker satu", "masker dua", "masker tiga"):
        coded(interview, words)
        write_memo(study, author=owner, text=words)
    pages = [find(study, Asked("masker", where=where), by=owner, most=1)]
    for _ in range(2):
        pages.append(find(study, Asked("masker", where=where), by=owner, most=1, after=pages[-1].next))

    assert [page.previous for page in pages] == [None, None, pages[0].next]


WORDS = ["masker", "menyumbang", "sumbangan", "sumbang", "warga", "kami", "yang", "duduk", "bersama", "kebutuhan"]
TURNS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=8)
TERMS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["sum*", "mas*", "ke*"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"'),
)
STEMS = {
    "menyumbang": "sumbang", "sumbangan": "sumbang", "kebutuhan": "butuh", "bersama": "sama",
}  # fmt: skip


def says(term, turn):
    """Whether a turn says a term, told the slow way."""
    if term.startswith('"'):
        return f" {term.strip(chr(34))} " in f" {' '.join(turn)} "
    if term.endswith("*"):
        return any(word.startswith(term[:-1]) for word in turn)
    return any(STEMS.get(term, term) == STEMS.get(word, word) for word in turn)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turns=TURNS,
    groups=st.lists(st.lists(TERMS, min_size=1, max_size=2), min_size=1, max_size=3),
    without=st.lists(TERMS, max_size=1),
)
def test_what_is_found_is_what_reading_every_turn_finds(study, turns, groups, without):
    code = f"W{study.interviews.count()}"
    said(study, *[("T1", " ".join(turn)) for turn in turns], code=code)
    typed = " ".join([" OR ".join(group) for group in groups] + [f"-{term}" for term in without])
    telling = [group for group in groups if group not in (["yang"], ["kami"])] or groups

    page = find(study, Asked(typed, interview=code), by=owner_of(study), most=200)

    wanted = [
        index
        for index, turn in enumerate(turns)
        if all(any(says(term, turn) for term in group) for group in telling)
        and not any(says(term, turn) for term in without)
    ]
    assert [hit.place.index for hit in page.hits] == wanted
    assert all(hit.spans for hit in page.hits)


@pytest.mark.parametrize("count", [1, 30])
def test_finding_takes_the_same_queries_however_much_is_found(study, count, django_assert_num_queries):
    said(study, *[("T1", f"masker {n}") for n in range(count)])
    owner = owner_of(study)
    find(study, Asked("masker"), by=owner)

    with django_assert_num_queries(9):  # four of them for the time that it may take
        find(study, Asked("masker"), by=owner)


def test_the_page_finds_keeps_what_was_asked_and_puts_no_word_into_an_address(study, client):
    said(study, *[("T1", f"masker ke-{n}") for n in range(30)])
    client.force_login(join(study, Role.OBSERVER))
    page = f"/studies/{study.slug}/find/"
    body = {"text": "masker", "where": "turns", "way": "words", "voice": "informant"}

    first = client.post(page, body)
    words = first.content.decode()

    assert (first.status_code, words.count("<mark>masker</mark>")) == (200, 25)
    assert "30 places found" in words
    assert "?" not in first.wsgi_request.get_full_path()
    after = first.context["found"].next
    assert client.post(page, body | {"after": after}).content.decode().count("<mark>") == 5
    assert client.post(page, body | {"text": '"masker'}).status_code == 422
    assert "Nothing found" in client.post(page, body | {"text": "sabun"}).content.decode()
    assert client.get(page).status_code == 200
