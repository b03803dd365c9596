"""Who a label was in the study's interviews before: the next file's labels are proposed alike."""

from collections import defaultdict
from collections.abc import Iterable

from interviews.models import Speaker, Study
from interviews.speech import folded, is_known, is_machines

Choice = str
"""The code of an informant, else a kind of speaker."""


def remembered(study: Study, labels: Iterable[str]) -> dict[str, Choice]:
    """Of `labels` those that somebody has said before whose voice they are, always the same.

    Labels are compared without regard to case and blanks. A machine's "Speaker 1" is someone else in every file, and
    no label says nothing of the next file without one: these are never remembered. Nor is "someone else" where the
    label itself says more: that is what a program's import leaves undecided.
    """
    wanted = {label: folded(label) for label in labels if label and not is_machines(label)}
    said = defaultdict(set)
    rows = Speaker.objects.of_study(study).filter(interview__trashed_at__isnull=True)
    for label, kind, code in rows.values_list("label", "kind", "informant__code"):
        if kind != Speaker.Kind.OTHER or not is_known(label):
            said[folded(label)].add(code or kind)
    return {label: min(said[key]) for label, key in wanted.items() if len(said[key]) == 1}
