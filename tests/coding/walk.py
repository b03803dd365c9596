"""A random walk of three people through a study, and a ledger that tells from the acts what may be undone.

The ledger knows nothing of how undoing is done: it reads the events as they were before anything is undone, keeps for
each row the acts that stand on it, one upon the other, and plays the undoing through on paper.
"""

import random
import uuid
from collections import defaultdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from coding.linking import change_link, link_passage, remove_link, restore_link
from coding.memos import change_memo, remove_memo, restore_memo, write_memo
from coding.models import Coding, Link, Memo, Polarity
from coding.passages import change_coding, code_passage, remove_coding, restore_coding
from coding.reshaping import merge_codings, split_coding
from coding.reviewing import review, submit, withdraw
from coding.several import code_with_several
from ground.conflicts import Conflict
from ground.models import Act, Event
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

WORDS = ("kami menyumbang masker", "sembako", "duduk bersama", "dinas")
KEYS = ("IDE", "MAT", "FIS")
POLARITIES = (Polarity.ENACTED, Polarity.ABSENT, Polarity.PLANNED)
TABLES = {"coding_coding": Coding, "coding_link": Link, "coding_memo": Memo}
WHERE = ("passage_id", "code_id", "about_actor_id", "polarity", "coder_id")
ENDS = ("passage_id", "from_actor_id", "to_actor_id", "form_id", "polarity", "coder_id")
UNIQUE = {"coding_coding": WHERE, "coding_link": ENDS}
LIKELY = (
    *("code", "code", "code", "link", "link", "change", "change", "change", "remove", "remove", "restore", "restore"),
    *("memo", "memo", "change_memo", "remove_memo", "restore_memo", "submit", "submit_some", "withdraw"),
    *("review", "review", "review"),
    *("several", "split", "merge", "merge"),
)


class Walk:
    """Two coders and a supervisor who codes too; `go` takes steps until so many acts changed something."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.study = make_study()
        make_informant(self.study)
        self.texts = [make_interview(self.study).transcript for _ in range(2)]
        self.supervisor = join(self.study, Role.SUPERVISOR)
        self.people = [join(self.study, Role.RESEARCHER), join(self.study, Role.RESEARCHER), self.supervisor]
        self.codes = [self.study.codes.get(key=key) for key in KEYS]
        self.actors = list(self.study.actors.all())
        self.forms = list(self.study.link_forms.filter(rung__gte=2))
        self.made: dict = defaultdict(list)
        self.began = Act.objects.latest("number").number

    def go(self, acts: int) -> None:
        while self.acts().count() < acts:
            try:
                getattr(self, self.rng.choice(LIKELY))(self.rng.choice(self.people))
            except (Conflict, PermissionDenied, ValidationError):
                continue

    def acts(self):
        """Those of the walk that changed a row, in their order."""
        mine = Act.objects.filter(study_id=self.study.pk, number__gt=self.began, events__isnull=False)
        return mine.distinct().order_by("number")

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def place(self) -> dict:
        text = self.rng.choice(self.texts)
        return {"transcript": text, **span_of(text, self.rng.choice(WORDS))}

    def any_of(self, model, **fields):
        """A row of the walk, as it is now, of those that meet the fields; the first of the codings where none does."""
        ids = self.made[model]
        rows = model.objects.filter(pk__in=ids, **fields).in_bulk()
        found = [rows[pk] for pk in ids if pk in rows]
        if not found:
            raise Conflict("nothing to choose from")
        return self.rng.choice(found)

    def judged(self, **fields):
        return self.any_of(self.rng.choice([Coding, Coding, Link]), **fields)

    def keep(self, row, is_new):
        if is_new:
            self.made[type(row)].append(row.pk)

    def code(self, who):
        how = {"code": self.rng.choice(self.codes), "polarity": self.rng.choice(POLARITIES)}
        self.keep(*code_passage(self.study, coder=who, id=self.new_id(), **how, **self.place()))

    def several(self, who):
        codes = {self.new_id(): code for code in self.rng.sample(self.codes, 2)}
        for row in code_with_several(self.study, codes, coder=who, **self.place())[0]:
            self.keep(row, True)

    def split(self, who):
        row = self.any_of(Coding, coder=who, trashed_at=None)
        if row.passage.end - row.passage.start < 2:
            raise Conflict("one character is not split")
        at = self.rng.randrange(row.passage.start + 1, row.passage.end)
        (_, second), is_new = split_coding(row, by=who, study=self.study, ends=at, starts=at, new=self.new_id())
        self.keep(second, is_new)

    def merge(self, who):
        row = self.any_of(Coding, coder=who, trashed_at=None)
        alike = {name: getattr(row, name) for name in ("code_id", "about_actor_id", "polarity", "in_scope")}
        other = self.any_of(Coding, coder=who, trashed_at=None, passage__transcript=row.passage.transcript, **alike)
        merge_codings(self.study, list({row.pk: 0, other.pk: 0}), by=who)

    def link(self, who):
        one, other = self.rng.sample(self.actors, 2)
        how = {"from_actor": one, "to_actor": other, "form": self.rng.choice(self.forms)}
        self.keep(*link_passage(self.study, coder=who, id=self.new_id(), **how, **self.place()))

    def change(self, who):
        row = self.judged(coder=who, trashed_at=None)
        change = change_coding if isinstance(row, Coding) else change_link
        place = self.place() if self.rng.random() < 0.2 else {}
        place = {} if place.pop("transcript", row) != row.passage.transcript else place
        change(row, by=who, study=self.study, polarity=self.rng.choice(POLARITIES), **place)

    def remove(self, who):
        row = self.judged(coder=who, trashed_at=None)
        (remove_coding if isinstance(row, Coding) else remove_link)(row, by=who, study=self.study)

    def restore(self, who):
        row = self.judged(coder=who, trashed_at__isnull=False)
        (restore_coding if isinstance(row, Coding) else restore_link)(row, by=who, study=self.study)

    def memo(self, who):
        about = self.judged(trashed_at=None)
        self.keep(*write_memo(self.study, author=who, text="Berapa?", about=about, id=self.new_id()))

    def change_memo(self, who):
        text = self.rng.choice(["Berapa?", "Siapa?", "Di mana?"])
        change_memo(self.any_of(Memo, author=who, trashed_at=None), by=who, text=text)

    def remove_memo(self, who):
        remove_memo(self.any_of(Memo, author=who, trashed_at=None), by=who)

    def restore_memo(self, who):
        restore_memo(self.any_of(Memo, author=who, trashed_at__isnull=False), by=who)

    def submit(self, who):
        submit(self.study, coder=who, interview=self.rng.choice(self.texts).interview)

    def submit_some(self, who):
        submit(self.study, coder=who, rows=[self.judged(coder=who, trashed_at=None) for _ in range(2)])

    def withdraw(self, who):
        withdraw(self.judged(coder=who, trashed_at=None, status="submitted"), by=who, study=self.study)

    def review(self, _who):
        rows = {row.pk: row for row in (self.judged(trashed_at=None) for _ in range(self.rng.randint(1, 3)))}
        waiting = [row for row in rows.values() if row.status in ("submitted", "revise", "approved")]
        decision = self.rng.choice(["approve", "revise", "reject"])
        review(self.study, reviewer=self.supervisor, rows=waiting, decision=decision, reason="Siapa?")


class Ledger:
    """What stands on what, from the acts alone. `undo` says what has to become of undoing an act, and notes it."""

    def __init__(self, acts):
        self.who = {act.pk: act.who_id for act in acts}
        self.is_review = {act.pk: act.verb.startswith("review.") for act in acts}
        self.stacks, self.rows, self.of, self.events = defaultdict(list), {}, {}, defaultdict(list)
        for event in Event.objects.filter(act__in=acts).order_by("id"):
            self._note(event)

    def _note(self, event):
        if event.relation == "coding_review":
            row = uuid.UUID(event.after["coding_id"] or event.after["link_id"])
            if self.stacks[row][-1] != event.act_id:
                self.stacks[row].append(event.act_id)
            return
        self.of[event.row_id] = event.relation
        self.rows[event.row_id] = event.after
        self.stacks[event.row_id].append(event.act_id)
        self.events[event.act_id].append(event)

    def undo(self, act) -> str:
        events = self.events[act]
        if self.is_review[act]:
            return "not_undoable"
        if any(self.stacks[event.row_id][-1] != act or self._is_talked_about(event, act) for event in events):
            return "in_the_way"
        after = self.rows | {event.row_id: _former(event) for event in events}
        if any(self._is_said_twice(event.row_id, after) for event in events):
            return "already_coded"
        self.rows = after
        for event in events:
            self.stacks[event.row_id].pop()
        return "undone"

    def _is_talked_about(self, event, act) -> bool:
        """Whether somebody else has done something since to a memo that is there, about a row that would go."""
        was_there = event.before is not None and event.before["trashed_at"] is None
        if was_there or event.after["trashed_at"] is not None:
            return False
        order = list(self.who)
        return any(
            str(event.row_id) in (state["coding_id"], state["link_id"])
            and state["trashed_at"] is None
            and state["author_id"] != str(self.who[act])
            and any(order.index(each) > order.index(act) for each in self.stacks[memo])
            for memo, state in self.rows.items()
            if self.of[memo] == "coding_memo"
        )

    def _is_said_twice(self, row, rows) -> bool:
        columns = UNIQUE.get(self.of[row])
        if columns is None or rows[row]["trashed_at"] is not None:
            return False
        said = [
            [state[name] for name in columns]
            for other, state in rows.items()
            if self.of[other] == self.of[row] and state["trashed_at"] is None
        ]
        return said.count([rows[row][name] for name in columns]) > 1


def _former(event) -> dict:
    return event.before or event.after | {"trashed_at": "now"}


def stored(rows) -> dict:
    """The rows as the database has them now, by id; `rows` says of which table each is."""
    found = {}
    for relation in TABLES:
        with connection.cursor() as cursor:
            # Without what history leaves out: it follows from the passage.
            cursor.execute(
                f"SELECT id, (to_jsonb(row) - 'transcript_id')::text FROM {relation} row WHERE id = ANY(%s)",
                [list(rows)],
            )
            found |= dict(cursor.fetchall())
    return found
