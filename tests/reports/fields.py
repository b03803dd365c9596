"""A small study to test on: every row is written as the app writes it, inside an act."""

import json
import uuid
from pathlib import Path

from coding.founding import found_study
from coding.models import Code, Coding, Link, LinkForm, Passage
from ground.acts import act
from ground.models import User
from interviews.models import Actor, Informant, Interview, Membership, Speaker, Transcript, Turn

DEMO = Path(__file__).parents[2] / "reports" / "demo"
DEMO_INFORMANTS = {
    **dict.fromkeys(("B1", "B2", "B3"), "BKB"),
    **dict.fromkeys(("T1", "T2", "T3", "T4"), "ITM"),
    **dict.fromkeys(("M1", "M2", "M3"), "MAS"),
}
INFORMANTS = {"B1": "BKB", "B2": "BKB", "T1": "ITM", "T2": "ITM", "M1": "MAS", "M2": "MAS", "X1": None}


class Field:
    """A study of the preset with seven informants, and verbs that say what happened in it."""

    def __init__(self, slug="field", informants=INFORMANTS, **details):
        self.owner = person(f"owner-{slug}")
        self.study = found_study(owner=self.owner, title="A field", slug=slug, **details)
        self.actors = {actor.code: actor for actor in Actor.objects.filter(study=self.study)}
        self.codes = {code.key: code for code in Code.objects.filter(study=self.study)}
        self.forms = {form.code: form for form in LinkForm.objects.filter(study=self.study)}
        with self.writing():
            self.informants = {code: self.informant(code, actor) for code, actor in informants.items()}
        self.texts = {}

    def writing(self):
        return act(self.owner, "test.write", self.study)

    def informant(self, code, actor, **details):
        row = {"study": self.study, "code": code, "actor": self.actors.get(actor), "created_by": self.owner}
        return Informant.objects.create(**row, **details)

    def interview(self, code, *turns, version=1, **details):
        """`turns` are (label, words): 'P' is the interviewer, an informant's code that informant, others nobody."""
        text = "\n".join(f"{label}: {words}" for label, words in turns)
        with self.writing():
            interview, _ = Interview.objects.get_or_create(
                study=self.study, code=code, defaults={"created_by": self.owner, **details}
            )
            source = {"source_name": "x.txt", "source_format": "txt", "sha256": "0" * 64, "created_by": self.owner}
            transcript = Transcript.objects.create(
                interview=interview, version=version, text=text, length=len(text), **source
            )
            at = 0
            for index, (label, words) in enumerate(turns):
                start = text.index(words, at)
                at = start + len(words)
                speaker = self._speaker(interview, label)
                Turn.objects.create(transcript=transcript, index=index, start=start, end=at, speaker=speaker)
        self.texts[code] = transcript
        return transcript

    def _speaker(self, interview, label):
        kind = "interviewer" if label == "P" else "informant" if label in self.informants else "other"
        informant = self.informants.get(label)
        return Speaker.objects.get_or_create(
            interview=interview, label=label, defaults={"kind": kind, "informant": informant}
        )[0]

    def passage(self, interview, words):
        transcript = self.texts[interview]
        start = transcript.text.index(words)
        end = start + len(words)
        key = Passage.id_of(transcript.pk, start, end)
        defaults = {"transcript": transcript, "start": start, "end": end, "quote": words}
        return Passage.objects.get_or_create(pk=key, defaults=defaults)[0]

    def coding(self, interview, words, code, about, polarity="enacted", status="approved", **details):
        with self.writing():
            return Coding.objects.create(
                passage=self.passage(interview, words),
                code=self.codes[code],
                about_actor=self.actors.get(about),
                polarity=polarity,
                status=status,
                **{"coder": self.owner, **self._picked(interview, details)},
            )

    def link(self, interview, words, start, end, form, polarity="enacted", status="approved", **details):
        with self.writing():
            return Link.objects.create(
                passage=self.passage(interview, words),
                from_actor=self.actors[start],
                to_actor=self.actors[end],
                form=self.forms[form],
                polarity=polarity,
                status=status,
                **{"coder": self.owner, **self._picked(interview, details)},
            )

    def _picked(self, interview, details):
        if "speaker" in details:
            details["speaker"] = Speaker.objects.get(interview__code=interview, label=details["speaker"])
        return details

    def change(self, row, **values):
        with self.writing():
            for name, value in values.items():
                setattr(row, name, value)
            row.save()

    def member(self, name, role):
        user = person(name)
        with self.writing():
            Membership.objects.create(study=self.study, user=user, role=role)
        return user


def demo_field(folder):
    """One of the two invented studies, from its sources: 'a' reproduces the thesis, 'b' is its counterpart."""
    field = Field(slug=f"demo-{folder}", informants=DEMO_INFORMANTS, invented=True)
    read = DEMO / folder
    for path in sorted(read.glob("W-*.txt")):
        field.interview(path.stem, *(line.split(": ", 1) for line in path.read_text("utf-8").splitlines()[2:]))
    coders = {number: person(f"coder-{number}") for number in (1, 2)}
    for told in json.loads((read / "codings.json").read_text("utf-8")):
        for sort, rows in (("coding", told["codings"]), ("link", told["links"])):
            for row in rows:
                _enter(field, sort, told, row, coders)
    return field


def _enter(field, sort, told, row, coders):
    judged = {"polarity": row["polarity"], "status": row["status"], "in_scope": row["in_scope"]}
    judged["coder"] = coders[row["coder"]]
    if sort == "coding":
        field.coding(told["interview"], told["quote"], row["code"], row["about_actor"], **judged)
    else:
        judged["regularity"] = row["regularity"]
        field.link(told["interview"], told["quote"], row["from_actor"], row["to_actor"], row["form"], **judged)


def person(name):
    return User.objects.create_user(username=f"{name}-{uuid.uuid4().hex[:6]}", name=name.capitalize(), language="en")
