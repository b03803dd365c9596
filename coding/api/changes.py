"""What happened in a study since: acts in the order of their numbers, for polling.

An act tells which rows it changed and in which columns, never what a text says: whoever may read the row reads it at
its own address.
"""

from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coding.models import Passage
from ground.acts import settled
from ground.api_fields import DigitsField
from ground.models import Act, Event
from interviews.api_base import InStudy

MOST_ACTS = 200
MOST_EVENTS = 500
PLACE = ("passage_id", "coder_id", "polarity", "in_scope", "status", "speaker_id", "recheck", "trashed_at")
SHOWN = {
    "interviews_study": ("study", ()),
    "interviews_membership": ("members", ("user_id", "role")),
    "interviews_actor": ("actors", ("code",)),
    "interviews_informant": ("informants", ("code", "actor_id", "consent")),
    "interviews_interview": ("interviews", ("code", "trashed_at")),
    "interviews_speaker": ("speakers", ("interview_id", "kind", "informant_id")),
    "interviews_transcript": ("transcripts", ("interview_id", "version")),
    "interviews_turn": ("turns", ("transcript_id", "index", "speaker_id")),
    "coding_coding": ("codings", ("code_id", "about_actor_id", *PLACE)),
    "coding_link": ("links", ("from_actor_id", "to_actor_id", "form_id", "regularity", *PLACE)),
    "coding_code": ("codes", ("key", "parent_id", "retired_at")),
    "coding_memo": (
        "memos",
        (
            "author_id",
            "kind",
            "passage_id",
            "coding_id",
            "link_id",
            "code_id",
            "interview_id",
            "informant_id",
            "trashed_at",
        ),
    ),
    "coding_review": ("reviews", ("coding_id", "link_id", "decision", "reviewer_id")),
    "coding_reply": ("replies", ("review_id", "author_id")),
    "coding_phase": ("phases", ("number", "closed_at")),
    "coding_assignment": ("assignments", ("phase_id", "interview_id", "coder_id", "due", "done_at")),
    "reports_summary": ("summaries", ("basis", "input_hash")),
    "reports_signoff": ("sign-offs", ("summary_id", "signed_by_id")),
    "reports_override": ("overrides", ("summary_id", "made_by_id", "trashed_at")),
    "reports_membercheck": ("member-checks", ("informant_id", "trashed_at")),
    "reports_checklistanswer": ("checklist", ("item",)),
}


class EventSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="The collection of the row: codings, links, memos, …")
    id = serializers.UUIDField()
    change = serializers.ChoiceField(["created", "changed", "removed"])
    columns = serializers.ListField(child=serializers.CharField(), help_text="Those that differ, of a changed row.")
    row = serializers.DictField(help_text="Ids and states as they are after the act; no texts.")


class ChangedActSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    verb = serializers.CharField()
    who = serializers.UUIDField()
    at = serializers.DateTimeField()
    undoes = serializers.UUIDField(allow_null=True)
    complete = serializers.BooleanField(help_text=f"false where the act changed more than {MOST_EVENTS} rows.")
    events = EventSerializer(many=True)


class ChangesSerializer(serializers.Serializer):
    after = serializers.IntegerField(help_text="Ask for what comes after this one next time.")
    more = serializers.BooleanField(help_text="Whether there is more already.")
    acts = ChangedActSerializer(many=True)


class ChangesViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Act.objects.all()
    serializer_class = ChangesSerializer
    asks = {
        "retrieve": {
            "after": DigitsField(required=False, help_text="Number of the last act known; 0 for all."),
            "limit": DigitsField(required=False, min_value=1, max_value=MOST_ACTS, help_text="Acts at most."),
        }
    }

    def retrieve(self, request, **kwargs):
        """The acts after a number. None is left out by asking on: an act is told once every lower number is."""
        after, limit = self.asked.get("after", 0), self.asked.get("limit", MOST_ACTS)
        acts = Act.objects.filter(study_id=self.study.pk, number__gt=after, number__lte=settled(self.study)).order_by(
            "number"
        )
        found = list(acts[: limit + 1])
        told = found[:limit]
        shown = [_act(each) for each in told]
        _place([event for each in shown for event in each["events"]])
        last = told[-1].number if told else after
        return Response({"after": last, "more": len(found) > limit, "acts": shown})


def _act(act: Act) -> dict:
    events = list(Event.objects.filter(act=act, relation__in=SHOWN).order_by("id")[: MOST_EVENTS + 1])
    return {
        "id": act.pk,
        "number": act.number,
        "verb": act.verb,
        "who": act.who_id,
        "at": act.at,
        "undoes": act.undoes_id,
        "complete": len(events) <= MOST_EVENTS,
        "events": [_event(event) for event in events[:MOST_EVENTS]],
    }


def _event(event: Event) -> dict:
    kind, columns = SHOWN[event.relation]
    before, after = event.before or {}, event.after or {}
    change = "created" if event.before is None else "removed" if event.after is None else "changed"
    differing = sorted(name for name in after if before.get(name) != after[name]) if change == "changed" else []
    row = {name.removesuffix("_id"): after.get(name) for name in columns} if event.after else {}
    names = [name.removesuffix("_id") for name in differing]
    return {"kind": kind, "id": event.row_id, "change": change, "columns": names, "row": row}


def _place(events: list[dict]) -> None:
    """Give codings and links the span that they point at, in code points."""
    placed = [event["row"] for event in events if event["kind"] in ("codings", "links") and event["row"]]
    passages = Passage.objects.filter(pk__in={row["passage"] for row in placed})
    spans = {str(each.pk): each for each in passages.only("transcript_id", "start", "end")}
    for row in placed:
        if span := spans.get(row["passage"]):
            row |= {"transcript": span.transcript_id, "start": span.start, "end": span.end}
