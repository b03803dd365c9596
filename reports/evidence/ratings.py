"""What several coders said of the same turns: the rows of which their agreement is computed.

A turn is rated by whoever has coded anything in its interview: who coded something there and nothing here has said so.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField
from django.db.models.functions import Cast

from coding.models import Coding, Dimension, Link, Review
from ground.models import User
from interviews.models import Study, Transcript, Turn
from reports.agreement.turns import Judged, Rated, Spans, Text
from reports.evidence.document import dimension_of_codes
from reports.evidence.voices import Speech, Voices, voices_of

PLACE = ("transcript_text", "coder_text", "passage__start", "passage__end")


def rated(study: Study) -> Rated:
    """The informants' turns of every interview that two people or more have coded, in a constant number of queries.

    Counted is every live judgement, whatever its review says, also one that an adjudication has replaced: agreement is
    about what each coder saw, not about what was approved. Else every decision would make it look better.
    """
    voices = voices_of(study)
    judged = [*_codings(study, voices), *_links(study, voices)]
    coders: dict[str, set[str]] = defaultdict(set)
    for each in judged:
        coders[each.transcript].add(each.coder)
    shared = {transcript: sorted(found) for transcript, found in coders.items() if len(found) > 1}
    here = [each for each in judged if each.transcript in shared]
    return Rated(
        names=_names({coder for found in shared.values() for coder in found}),
        dimensions=list(Dimension.objects.of_study(study).values_list("code", flat=True)),
        texts=_texts(voices, shared),
        judged=[each._replace(turns=_turns(voices.speech[each.transcript], each)) for each in here],
    )


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
