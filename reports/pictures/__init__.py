"""Pictures: one drawing for page, paper and file, with its data as a table and its words for who cannot see it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from reports.pictures import of_codings, of_summary
from reports.pictures.picture import Asked, Picture

NAMES = {
    "matrix": gettext_lazy("Matrix as a heat map"),
    "coordination": gettext_lazy("Coordination network"),
    "co-occurrence": gettext_lazy("Codes beside each other"),
    "saturation": gettext_lazy("New codes, interview by interview"),
    "course": gettext_lazy("Codes over the course of an interview"),
}
MAKERS: dict[str, Callable[[Asked, str], Picture | None]] = {
    "matrix": of_summary.matrix,
    "coordination": of_summary.coordination,
    "co-occurrence": of_codings.beside_each_other,
    "saturation": of_codings.new_codes,
    "course": of_codings.over_an_interview,
}


def picture_of(key: str, asked: Asked) -> Picture | None:
    """One of NAMES. None for an interview that is not there. Raises InvalidEvidence."""
    return MAKERS[key](asked, str(NAMES[key]))


__all__ = ["NAMES", "Asked", "Picture", "picture_of"]
