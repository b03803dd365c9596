"""Comments in a file that is imported become memos of whoever imports it, on the words that were commented on."""

from collections.abc import Sequence

from coding.memos import write_memo
from coding.models import Passage
from interviews.importing import Comment
from interviews.models import Transcript
from interviews.transcripts import COMMENTED


def keep_comments(transcript: Transcript, comments: Sequence[Comment], *, by) -> None:
    """A memo for each comment, opened by its author's name, which need not be one of the study's members."""
    spans = {(each.start, each.end) for each in comments}
    passages = {
        span: Passage(
            id=Passage.id_of(transcript.pk, *span),
            transcript=transcript,
            start=span[0],
            end=span[1],
            quote=transcript.text[slice(*span)],
        )
        for span in spans
    }
    Passage.objects.bulk_create(passages.values(), ignore_conflicts=True)
    for each in comments:
        text = f"{each.author}: {each.words}" if each.author else each.words
        write_memo(transcript.interview.study, author=by, text=text, about=passages[each.start, each.end])


COMMENTED.append(keep_comments)
