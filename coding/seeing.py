"""Whether one sees what the others do: the one place to ask, on every door.

What a blind reader is shown is decided in the database (`ground.blind`), by the `seen_blind` of each model; who is
blind, and when, by the phases (`coding.apps`).
"""

from interviews.models import Study
from interviews.permissions import is_blind


def others_are_seen(study: Study, by) -> bool:
    """Whether `by` may see the codings, memos, reviews and presence of other people in the study at this moment."""
    return not is_blind(by, study)
