"""Whether one sees what the others do: the one place to ask, on every door."""

from interviews.models import Study


def others_are_seen(study: Study, by) -> bool:
    """Whether `by` may see the codings, memos, reviews and presence of other people in the study at this moment."""
    return True  # no study has a blind phase yet
