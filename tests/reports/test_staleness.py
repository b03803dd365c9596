"""Words that somebody wrote go stale when what they rest on changes, and only then: every cause, one by one."""

from unittest.mock import ANY

import pytest
from django.db import transaction

from coding.bulk import change_codings
from coding.carrying import correct
from coding.codebook import change_code, restore_code, retire_code
from coding.memos import write_memo
from coding.models import Coding
from coding.passages import change_coding, code_passage, remove_coding, restore_coding
from coding.reshaping import merge_codings
from coding.reviewing import review, submit, withdraw
from coding.undo import undo
from ground.acts import act
from ground.models import Act
from interviews.importing import Parsed
from interviews.importing.turning import turns_in
from interviews.informants import change_informant, withdraw_consent
from interviews.transcripts import trash_interview
from reports.citing import Citing
from reports.framework.chart import Chart, held_against
from reports.framework.places import Place
from reports.framework.writing import add_cell
from reports.models import WrittenCell
from reports.reading import Reading
from reports.rewording import reword
from reports.staleness import reasons_of
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
MASKS = "Ya, kami menyumbang masker."
SENTENCE = "cell.level~cell:ITM/MAT"
FOOD = "Warga juga memberi sembako."


def told(changes):
    """(what, what it is now), in the order of what: that of the rows is that of their ids."""
    return sorted(((each.what, each.now) for each in changes), key=lambda each: each[0])


class World:
    """Two codings of one informant in one dimension, one in another on the same words, and both cells written."""

    def __init__(self):
        self.study = make_study(works_alone=True)
        self.owner = self.study.memberships.get().user
        self.coder = join(self.study, "researcher")
        make_informant(self.study)
        make_interview(self.study, code="W1")
        coded = self.code(MASKS, "MAT"), self.code(FOOD, "MAT"), self.code(MASKS, "IDE")
        self.ids = [each.pk for each in coded]
        submit(self.study, coder=self.coder)
        self.cell, self.beside = (self.written(dimension) for dimension in ("MAT", "IDE"))

    # Read anew each time: what a cause did is rolled back in the database, and not in what was read before.

    @property
    def informant(self):
        return self.study.informants.get()

    @property
    def interview(self):
        return self.study.interviews.get(code="W1")

    @property
    def masks(self):
        return Coding.objects.get(pk=self.ids[0])

    @property
    def other(self):
        return Coding.objects.get(pk=self.ids[2])

    def key(self, key):
        return self.study.codes.get(key=key)

    def actor(self, code):
        return self.study.actors.get(code=code)

    def code(self, words, key):
        return code_passage(self.study, coder=self.coder, code=self.key(key), **self.at(words))[0]

    def at(self, words):
        text = self.interview.transcript
        return {"transcript": text, **span_of(text, words)}

    def written(self, dimension):
        place = Place(self.informant, self.study.dimensions.get(code=dimension))
        return add_cell(self.study, by=self.owner, place=place, text="Memberi barang.")[0]

    def said(self, cell):
        """What is otherwise, as (what, what it is now)."""
        return told(self.held(cell).changes[cell.pk])

    def held(self, cell):
        return held_against(Chart(self.study), [WrittenCell.objects.get(pk=cell.pk)])

    def decide(self, decision):
        review(self.study, reviewer=self.owner, rows=[self.masks], decision=decision, reason="Karena.")

    def change(self, **changes):
        change_coding(self.masks, by=self.coder, study=self.study, **changes)

    def correct(self, old, new):
        newest = self.interview.transcript
        text = newest.text.replace(old, new)
        parsed = Parsed(text, turns_in(text), [], "txt")
        correct(self.interview, by=self.owner, of=newest, parsed=parsed, source_name="ralat")

    def define(self, **texts):
        code = self.key("MAT")
        change_code(code, by=self.owner, texts=code.texts | {"id": code.texts["id"] | texts})

    def rename(self, key):
        change_code(self.study.codes.get(pk=self.masks.code_id), by=self.owner, key=key)

    def merge_code(self):
        """As one merges two codes: the codings of one go to the other, and it is used no more."""
        change_codings(self.study, self.ids[:2], by=self.coder, code=self.key("FIS"))
        retire_code(self.key("MAT"), by=self.owner)

    def undo(self):
        """Undo the coder's last act, or do it again by undoing its undoing."""
        last = Act.objects.filter(study_id=self.study.pk, who=self.coder).latest("number")
        undo(self.study, by=self.coder, act_id=last.pk)


@pytest.fixture
def world(db):
    return World()


# What happens, and what the cell then says is otherwise: of the coding on MASKS, or, where there are two, of both.
CAUSES = {
    "a coding is rejected": (lambda w: w.decide("reject"), [("status", "rejected")]),
    "a coding is sent back for revision": (lambda w: w.decide("revise"), [("status", "revise")]),
    "a coding is removed": (lambda w: remove_coding(w.masks, by=w.coder, study=w.study), [("status", "removed")]),
    "its polarity is changed": (lambda w: w.change(polarity="limited"), [("polarity", "limited")]),
    "it is about another actor": (lambda w: w.change(about_actor=w.actor("MAS")), [("about", "MAS")]),
    "it is out of scope": (lambda w: w.change(in_scope=False), [("scope", False)]),
    "it has another code": (lambda w: w.change(code=w.key("FIS")), [("code", "FIS"), ("definition", ANY)]),
    "its span is another": (lambda w: w.change(**w.at("kami menyumbang")), [("words", ANY)]),
    "its words are corrected": (lambda w: w.correct("kami menyumbang", "kami memberi"), [("words", ANY)]),
    "its words are corrected away": (lambda w: w.correct(f"{MASKS} ", ""), [("status", "lost")]),
    "its code is renamed": (lambda w: w.rename("BARANG"), [("code", "BARANG")] * 2),
    "its code is defined otherwise": (lambda w: w.define(full="Lain."), [("definition", ANY)] * 2),
    "its code is out of use": (lambda w: retire_code(w.key("MAT"), by=w.owner), [("retired", True)] * 2),
    "its interview is in the trash": (
        lambda w: trash_interview(w.interview, by=w.owner), [("status", "trashed")] * 2,
    ),
    "its informant withdraws": (
        lambda w: withdraw_consent(w.informant, by=w.owner), [("status", "withdrawn")] * 2,
    ),
    "its code is merged into another": (lambda w: w.merge_code(), [("code", "FIS")] * 2 + [("definition", ANY)] * 2),
    "it is joined with the coding after it": (
        lambda w: merge_codings(w.study, w.ids[:2], by=w.coder), [("status", "removed"), ("words", ANY)],
    ),
    "a passage comes": (lambda w: w.code("sembako", "MAT"), [("came", None)]),
}  # fmt: skip


def of_each(world, causes, ask):
    """What `ask` finds after each cause alone."""
    found = {}
    for name, cause in causes.items():
        with transaction.atomic():
            found[name] = ask(cause)
            transaction.set_rollback(True)
    return found


def test_a_cell_goes_stale_by_every_cause_and_says_which(world):
    assert world.said(world.cell) == []

    def after(cause):
        cause[0](world)
        return world.said(world.cell)

    assert of_each(world, CAUSES, after) == {name: expected for name, (_happens, expected) in CAUSES.items()}


NOT_CAUSES = {
    "a coding is approved": lambda w: w.decide("approve"),
    "a coding is taken back from review": lambda w: withdraw(w.masks, by=w.coder, study=w.study),
    "a text is corrected elsewhere and the quote is carried equal": lambda w: w.correct(
        "Dengan siapa?", "Dengan siapa saja?"
    ),
    "a text is corrected before the quote, which moves": lambda w: w.correct("P: Apakah", "P: Jadi, apakah"),
    "another dimension's coding of the same words is changed": lambda w: change_coding(
        w.other, by=w.coder, study=w.study, polarity="absent"
    ),
    "another code is renamed": lambda w: change_code(w.key("IDE"), by=w.owner, key="GAGASAN"),
    "the informant has another code": lambda w: change_informant(w.informant, by=w.owner, code="T9"),
    "a memo is written on it": lambda w: write_memo(w.study, author=w.coder, text="Hm.", about=w.masks),
    "another interview comes": lambda w: make_interview(w.study, [("P", "Lagi?"), ("T1", "Lagi.")]),
}


def test_nothing_else_makes_a_cell_stale(world):
    def after(happens):
        happens(world)
        return world.said(world.cell)

    assert of_each(world, NOT_CAUSES, after) == dict.fromkeys(NOT_CAUSES, [])


TAKEN_BACK = {
    "rejected, then approved": (lambda w: w.decide("reject"), lambda w: w.decide("approve")),
    "removed, then restored": (
        lambda w: remove_coding(w.masks, by=w.coder, study=w.study),
        lambda w: restore_coding(w.masks, by=w.coder, study=w.study),
    ),
    "changed, then undone": (lambda w: w.change(polarity="absent"), lambda w: w.undo()),
    "retired, then back in use": (
        lambda w: retire_code(w.key("MAT"), by=w.owner),
        lambda w: restore_code(w.key("MAT"), by=w.owner),
    ),
    "renamed, then named as before": (lambda w: w.rename("BARANG"), lambda w: w.rename("MAT")),
    "corrected, then corrected back": (
        lambda w: w.correct("kami menyumbang masker", "kami menyumbang kain"),
        lambda w: w.correct("kami menyumbang kain", "kami menyumbang masker"),
    ),
    "withdrawn, then given again": (
        lambda w: withdraw_consent(w.informant, by=w.owner),
        lambda w: change_informant(w.informant, by=w.owner, consent="given"),
    ),
}


@pytest.fixture
def sentence(world, built):
    """What a sentence in one's own words is said to differ in; it rests on the two codings that the cell rests on."""
    summary = built(world, "working")
    rules = next(each for each in Reading(summary, "en").rules.values() if each.place == SENTENCE)
    reword(summary, rules, by=world.owner, language="en", text="They gave things.")

    def said():
        return told(reason.change for reason in Reading(summary, "en").rewordings[SENTENCE].reasons)

    return said


def test_a_sentence_goes_stale_by_the_same_causes_but_for_what_its_summary_does_not_know_yet(world, sentence):
    def after(cause):
        cause[0](world)
        return sentence()

    expected = {name: said for name, (_happens, said) in CAUSES.items()} | {"a passage comes": []}
    assert sentence() == []
    assert of_each(world, CAUSES, after) == expected


def test_nothing_else_makes_a_sentence_stale(world, sentence):
    def after(happens):
        happens(world)
        return sentence()

    assert of_each(world, NOT_CAUSES, after) == dict.fromkeys(NOT_CAUSES, [])


def test_what_is_taken_back_leaves_a_cell_fresh_again(world):
    def between_and_after(cause):
        happens, is_taken_back = cause
        happens(world)
        between = world.said(world.cell)
        is_taken_back(world)
        return bool(between), world.said(world.cell)

    assert of_each(world, TAKEN_BACK, between_and_after) == dict.fromkeys(TAKEN_BACK, (True, []))


def test_a_coding_that_is_done_undone_and_done_again_is_stale_fresh_and_stale(world):
    said = []
    for happens in (lambda: world.code("sembako", "MAT"), world.undo, world.undo):
        happens()
        said.append(world.said(world.cell))

    assert said == [[("came", None)], [], [("came", None)]]


def test_the_cell_beside_it_stays_fresh(world):
    world.decide("reject")

    assert world.said(world.beside) == []


def test_the_same_words_at_another_place_of_the_same_text_are_another_quote(world):
    interview = make_interview(world.study, [("T1", "Masker. Lalu masker.")])
    text = interview.transcript
    first = text.text.index("asker")
    made = code_passage(
        world.study, coder=world.coder, code=world.key("UTL"), transcript=text, start=first, end=first + 5
    )[0]
    cell = world.written("UTL")

    second = text.text.rindex("asker")
    change_coding(made, by=world.coder, study=world.study, transcript=text, start=second, end=second + 5)

    assert world.said(cell) == [("words", None)]


def test_a_reason_names_the_quote_the_change_and_who_did_it_when(world):
    with act(world.coder, "coding.change", world.study):
        world.change(polarity="limited")
    world.decide("approve")
    held = world.held(world.cell)

    (reason,) = reasons_of(world.study, held.changes, held.then, held.now, Citing.of(world.study, "en"))[world.cell.pk]

    assert reason.words == "its polarity is “limited (low)”, and was “enacted”"
    assert reason.quote.text == MASKS
    assert reason.cite == f"(T1, {world.interview.code}, line 2)"
    assert (reason.act.verb, reason.act.who) == ("coding.change", world.coder)


def test_the_words_of_who_withdrew_are_in_no_reason(world):
    withdraw_consent(world.informant, by=world.owner)
    held = world.held(world.cell)

    reasons = reasons_of(world.study, held.changes, held.then, held.now, Citing.of(world.study, "en"))[world.cell.pk]

    assert {(each.words, each.quote.text) for each in reasons} == {("consent was withdrawn", "[consent withdrawn]")}
    assert {each.act.verb for each in reasons} == {"informant.change"}
