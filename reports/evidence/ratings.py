"""What several coders said of the same turns: the rows of which their agreement is computed.

A turn is rated by whoever has coded anything in its interview, or has said that the interview is coded: who coded
something there and nothing here has said so.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from coding.models import Assignment, Coding, Dimension, Link, Phase, Review
from ground.models import User
from interviews.models import Study, Transcript, Turn
from reports.agreement.turns import Judged, Rated, Spans, Text
from reports.evidence.document import dimension_of_codes
from reports.evidence.voices import Speech, Voices, voices_of

PLACE = ("transcript_text", "coder_text", "passage__start", "passage__end")


def rated(study: Study, phase: Phase | None = None) -> Rated:
    """The informants' turns of every interview that two people or more have coded, in a constant number of queries.

    Of a phase: of its interviews, and what its coders said of those that were given to them.

    Counted is every live judgement, whatever its review says, also one that an adjudication has replaced: agreement is
    about what each coder saw, not about what was approved. Else every decision would make it look better.
    """
    voices = voices_of(study)
    judged = [*_codings(study, voices), *_links(study, voices)]
    given = _given(voices, phase.assignments.all()) if phase else None
    if given is not None:
        judged = [each for each in judged if (each.transcript, each.coder) in given]
    coders: dict[str, set[str]] = defaultdict(set)
    for transcript, coder in {(each.transcript, each.coder) for each in judged} | _done(study, voices, given):
        coders[transcript].add(coder)
    shared = {transcript: sorted(found) for transcript, found in coders.items() if len(found) > 1}
    here = [each for each in judged if each.transcript in shared]
    return Rated(
        names=_names({coder for found in shared.values() for coder in found}),
        dimensions=list(Dimension.objects.of_study(study).values_list("code", flat=True)),
        texts=_texts(voices, shared),
        judged=[each._replace(turns=_turns(voices.speech[each.transcript], each)) for each in here],
    )


def _given(voices: Voices, assignments: QuerySet[Assignment]) -> set[tuple[str, str]]:
    """(transcript, coder) of assignments, by the text that is read now."""
    newest = {interview: transcript for transcript, interview in voices.interview.items()}
    told = assignments.values_list("interview__code", "coder")
    return {(newest[interview], str(coder)) for interview, coder in told if interview in newest}


def _done(study: Study, voices: Voices, given: set | None) -> set[tuple[str, str]]:
    """(transcript, coder) where a coder said that the interview is coded, though perhaps nothing in it was."""
    said = _given(voices, Assignment.objects.of_study(study).filter(done_at__isnull=False))
    return said if given is None else said & given


def _codings(study: Study, voices: Voices) -> Iterable[Judged]:
    dimension = dimension_of_codes(study)
    for transcript, coder, start, end, code, about, polarity in _told(
        Coding, study, voices, "code__key", "about_actor__code", "polarity"
    ):
        if code in dimension:
            yield Judged(transcript, coder, start, end, "dimension", dimension[code], about or "–", polarity, code)


def _links(study: Study, voices: Voices) -> Iterable[Judged]:
    for transcript, coder, start, end, one, other, form, directed, polarity in _told(
        Link, study, voices, "from_actor__code", "to_actor__code", "form__code", "form__directed", "polarity"
    ):
        ends = f"{one}→{other}" if directed else "–".join(sorted((one, other)))
        yield Judged(transcript, coder, start, end, "link", ends, form, polarity)


def _told(model, study: Study, voices: Voices, *fields: str):
    rows = model.objects.of_study(study).live().filter(passage__transcript__in=list(voices.interview))
    rows = rows.exclude(reviews__decision=Review.Decision.SETTLE)  # made by an adjudication, not seen by a coder
    texts = {
        "transcript_text": Cast("passage__transcript_id", CharField()),
        "coder_text": Cast("coder_id", CharField()),
    }
    return rows.order_by("passage__start", "pk").annotate(**texts).values_list(*PLACE, *fields)


def _names(ids: set[str]) -> dict[str, str]:
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids).order_by("name", "username")}


def _texts(voices: Voices, shared: dict[str, list[str]]) -> dict[str, Text]:
    lengths = {str(pk): length for pk, length in Transcript.objects.filter(pk__in=shared).values_list("pk", "length")}
    spoken: dict[str, list[tuple[int, str]]] = defaultdict(list)
    turns = Turn.objects.filter(transcript__in=shared, speaker__informant__isnull=False).order_by("start")
    for transcript, number, actor in turns.values_list("transcript", "index", "speaker__informant__actor__code"):
        spoken[str(transcript)].append((number, actor or "–"))
    return {
        transcript: Text(
            voices.interview[transcript], lengths[transcript], coders, _spans(voices.speech[transcript]),
            [number for number, _ in spoken[transcript]], [actor for _, actor in spoken[transcript]],
        )
        for transcript, coders in sorted(shared.items(), key=lambda each: voices.interview[each[0]])
    }  # fmt: skip


def _spans(speech: Speech) -> Spans:
    return list(zip(speech.starts, speech.ends, strict=True))


def _turns(speech: Speech, judged: Judged) -> range:
    """The places, in the list of informants' turns, of those that the span touches."""
    return range(bisect_right(speech.ends, judged.start), bisect_left(speech.starts, judged.end))
