"""A demo study as its people would have made it: through the parser and the verbs, with a true history."""

from collections import defaultdict

from django.db import transaction

from coding.founding import found_study
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Coding, Judgement, Passage, Review
from coding.passages import code_passage
from coding.places import find_place, keep_passage
from coding.reviewing import review, submit
from ground.acts import act
from ground.models import User
from interviews.importing import read_transcript
from interviews.informants import add_informant
from interviews.membership import add_member
from interviews.models import Interview, Role, Speaker, Study
from interviews.transcripts import Voice, save_interview
from reports.demo.settling import id_of, settled
from reports.demo.sources import passages_of, study_of, transcript_of
from reports.exchange.bundle.writing import bundle_of

PEOPLE = {
    "owner": ("demo-peneliti", "Peneliti (rekaan)", Role.OWNER),
    "second": ("demo-pengode", "Pengode kedua (rekaan)", Role.RESEARCHER),
    "supervisor": ("demo-pembimbing", "Pembimbing (rekaan)", Role.SUPERVISOR),
    "observer": ("demo-pengamat", "Pengamat (rekaan)", Role.OBSERVER),
}
AS_WRITTEN = {1: "owner", 2: "second", "supervisor": "supervisor"}
OF_STUDY = (
    *("title", "problem", "period_from", "period_to", "place", "language", "time_zone"),
    *("works_alone", "is_demo", "invented", "theory_note"),
)
OF_INTERVIEW = ("code", "title", "held_on", "minutes", "place", "interviewer", "language", "kind")


def build(slug: str) -> dict:
    """The bundle of a demo study, made of its sources; the database is left as it was.

    Needs a database that holds neither the study nor its accounts.
    """
    with transaction.atomic():
        bundle = bundle_of(Building(slug)(), complete=True)
        transaction.set_rollback(True)
    return settled(bundle)


class Building:
    """One study on its way from the sources to the database."""

    def __init__(self, slug: str):
        self.slug = slug
        self.source = study_of(slug)
        self.people = {
            part: User.objects.create(username=username, name=name) for part, (username, name, _role) in PEOPLE.items()
        }
        self.owner, self.supervisor = self.people["owner"], self.people["supervisor"]

    def __call__(self) -> Study:
        self.study = self._found()
        self.informants = {row["code"]: self._informant(row) for row in self.source["informants"]}
        self.interviews = {row["code"]: self._interview(row) for row in self.source["interviews"]}
        self.rows = [self._passage(passage) for passage in passages_of(self.slug)]
        self._remember()
        self._review([row for rows in self.rows for row in rows])
        return self.study

    def _found(self) -> Study:
        details = {name: self.source[name] for name in OF_STUDY}
        study = found_study(owner=self.owner, slug=self.slug, id=id_of(self.slug, "study"), **details)
        self.actors = {actor.code: actor for actor in study.actors.all()}
        with act(self.owner, "actor.change", study):
            for row in self.source["actors"]:
                actor = self.actors[row["code"]]
                actor.name_id, actor.name_en, actor.side = row["name_id"], row["name_en"], row["side"]
                actor.save()
        for part, (_username, _name, role) in PEOPLE.items():
            if role != Role.OWNER:
                add_member(study, by=self.owner, user=self.people[part], role=role)
        self.codes = {code.key: code for code in study.codes.all()}
        self.forms = {form.code: form for form in study.link_forms.all()}
        return study

    def _informant(self, row: dict):
        fields = row | {"actor": self.actors[row["actor"]]}
        return add_informant(self.study, by=self.owner, id=id_of(self.slug, "informant", row["code"]), **fields)

    def _interview(self, row: dict) -> Interview:
        voices = {code: Voice(Speaker.Kind.INFORMANT, self.informants[code]) for code in row["informants"]}
        voices[row["interviewer"]] = Voice(Speaker.Kind.INTERVIEWER)
        return save_interview(
            self.study,
            by=self.owner,
            parsed=read_transcript(row["file"], transcript_of(self.slug, row["file"])),
            source_name=row["file"],
            voices=voices,
            id=id_of(self.slug, "interview", row["code"]),
            **{name: row[name] for name in OF_INTERVIEW},
        )

    def _span(self, interview: str, quote: str) -> dict:
        transcript = self.interviews[interview].transcript
        start = transcript.text.index(quote)
        return {"transcript": transcript.pk, "start": start, "end": start + len(quote)}

    def _passage(self, passage: dict) -> list[tuple[Judgement, dict]]:
        span = self._span(passage["interview"], passage["quote"])
        made = [(self._coding(row, span), row) for row in passage["codings"]]
        made += [(self._link(row, span), row) for row in passage["links"]]
        named = ", ".join(row["oracle_id"] for _made, row in made)
        first, _row = made[0]
        self._memo(first.coder, f"{passage['note']} ({named})", about=Passage.objects.get(pk=first.passage_id))
        return made

    def _coding(self, row: dict, span: dict) -> Coding:
        chosen = {"code": self.codes[row["code"]], "about_actor": self.actors[row["about_actor"]]}
        return self._judged(code_passage, row, span, chosen)

    def _link(self, row: dict, span: dict):
        chosen = {name: self.actors[row[name]] for name in ("from_actor", "to_actor")}
        chosen |= {"form": self.forms[row["form"]], "regularity": row["regularity"]}
        return self._judged(link_passage, row, span, chosen)

    def _judged(self, verb, row: dict, span: dict, chosen: dict) -> Judgement:
        made, _new = verb(
            self.study,
            coder=self.people[AS_WRITTEN[row["coder"]]],
            id=id_of(self.slug, "row", row["oracle_id"]),
            polarity=row["polarity"],
            in_scope=row["in_scope"],
            **span,
            **chosen,
        )
        if "memo" in row:
            self._memo(made.coder, row["memo"], kind=row["memo_kind"], about=made)
        return made

    def _memo(self, author, text: str, **details) -> None:
        write_memo(self.study, author=author, text=text, **details)

    def _remember(self) -> None:
        """The memos of the study, of an interview, or of words that were not coded."""
        for memo in self.source["memos"]:
            about = self.interviews.get(memo["interview"])
            if "quote" in memo:
                place = find_place(self.study, **self._span(memo["interview"], memo["quote"]))
                about = keep_passage(place)
            self._memo(self.people[AS_WRITTEN[memo["author"]]], memo["text"], kind=memo["kind"], about=about)

    def _review(self, made: list[tuple[Judgement, dict]]) -> None:
        """Both coders submit; the supervisor decides, in one go where there is no more to say than yes."""
        for coder in (self.owner, self.people["second"]):
            submit(self.study, coder=coder)
        together = defaultdict(list)
        for judgement, row in made:
            if row["status"] == "approved" and "review" not in row:
                together[judgement.passage.transcript_id].append(judgement)
            elif row["status"] != "submitted":
                self._decide([judgement], row["status"], row["review"])
        for judgements in together.values():
            self._decide(judgements, "approved")

    def _decide(self, judgements: list[Judgement], status: str, reason: str = "") -> None:
        decision = {"approved": Review.Decision.APPROVE, "rejected": Review.Decision.REJECT}[status]
        review(self.study, reviewer=self.supervisor, rows=judgements, decision=decision, reason=reason)
